using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>Copies statements under a substitution of operands for variables.</summary>
/// <param name="names">Where copies of definitions get fresh names; <see langword="null"/> where definitions keep theirs.</param>
internal sealed class Copier(NameSupply? names)
{
    private readonly Dictionary<Variable, Operand> substitution = [];
    private readonly Dictionary<Variable, Variable> renamed = [];
    private Func<Operand, Operand>? copy;

    public void Replace(Variable variable, Operand by) => substitution[variable] = by;

    /// <summary>Has the definition of a variable be that of another, too.</summary>
    public void Rename(Variable variable, Variable by)
    {
        substitution[variable] = by;
        renamed[variable] = by;
    }

    public Operand Copy(Operand operand)
    {
        if (operand is not Variable variable || !substitution.TryGetValue(variable, out Operand? by)) return operand;
        // Where definitions keep their names, what a variable was replaced by may itself have been replaced since.
        return names is not null || by == operand ? by : Copy(by);
    }

    public EquatableArray<Operand> Copy(EquatableArray<Operand> operands) => operands.Map(copy ??= Copy);

    public Expression Copy(Expression expression) => expression.Map(copy ??= Copy);

    private Cell Copy(Cell cell) => cell.Map(copy ??= Copy);

    public Block Copy(Block block)
    {
        var copies = new Statement[block.Statements.Count];
        for (int i = 0; i < copies.Length; i++) copies[i] = Copy(block.Statements[i]);
        return new Block(new(copies), Copy(block.Yield));
    }

    public Statement Copy(Statement statement)
    {
        switch (statement)
        {
            case Let let:
                Expression value = Copy(let.Value);
                return names is null && ReferenceEquals(value, let.Value) ? let : let with { Target = Define(let.Target), Value = value };
            case If branch:
                Operand condition = Copy(branch.Condition);
                Block then = Copy(branch.Then), otherwise = Copy(branch.Else);
                return branch with { Results = Define(branch.Results), Condition = condition, Then = then, Else = otherwise };
            case Loop loop:
                Counter? counter = loop.Counter is { } old ? old with { Start = Copy(old.Start), Bound = Copy(old.Bound) } : null;
                EquatableArray<Carried> carried = Copy(loop.Carried);
                if (counter is not null) counter = counter with { Index = Define(counter.Index) };
                Block body = Copy(loop.Body);
                return loop with { Results = Define(loop.Results), Counter = counter, Carried = carried, Body = body };
            case Call call:
                EquatableArray<Operand> arguments = Copy(call.Arguments);
                return call with { Results = Define(call.Results), Arguments = arguments };
            case Opaque opaque:
                EquatableArray<Operand> holes = Copy(opaque.Arguments);
                return opaque with { Results = Define(opaque.Results), Arguments = holes };
            case Store store:
                (Cell to, Operand stored) = (Copy(store.Cell), Copy(store.Value));
                return ReferenceEquals(to, store.Cell) && ReferenceEquals(stored, store.Value) ? store : store with { Cell = to, Value = stored };
            case Perform perform:
                EquatableArray<Operand> operands = Copy(perform.Arguments);
                return perform with { Results = Define(perform.Results), Arguments = operands };
            case Reach reach: return reach with { Cell = Copy(reach.Cell) };
            case Accumulate add:
                (Cell sum, Operand term) = (Copy(add.Cell), Copy(add.Value));
                return ReferenceEquals(sum, add.Cell) && ReferenceEquals(term, add.Value) ? add : add with { Cell = sum, Value = term };
            default: throw new InvalidOperationException($"{statement} cannot be copied.");
        }
    }

    private EquatableArray<Carried> Copy(EquatableArray<Carried> carried)
    {
        // All initial values are read before any carried variable is bound.
        Operand[] initial = [.. carried.Select(value => Copy(value.Initial))];
        return carried.Select((value, i) => new Carried(Define(value.Variable), initial[i])).ToEquatableArray();
    }

    private EquatableArray<Variable> Define(EquatableArray<Variable> variables) =>
        names is null && renamed.Count == 0 ? variables : variables.Select(Define).ToEquatableArray();

    private Variable Define(Variable variable)
    {
        if (names is null) return renamed.TryGetValue(variable, out Variable? other) ? other : variable;
        Variable fresh = names.Fresh(variable.Name, variable.Type);
        substitution[variable] = fresh;
        return fresh;
    }
}
