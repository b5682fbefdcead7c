using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>
/// A program for parameters whose numbers lie elsewhere: in the structs of an array, or in an array of their own. A name refers to what the storage is that
/// it comes from; a function that is called with other storage is another function.
/// </summary>
internal sealed class Retyping
{
    private readonly Dictionary<string, Function> known;
    private readonly Dictionary<(string Name, EquatableArray<IrType> Taken), Function?> made = [];
    private readonly List<Function> functions;

    private Retyping(Program program)
    {
        functions = [.. program.Callees];
        known = program.Callees.ToDictionary(static function => function.Name);
    }

    /// <summary>The program for parameters of these types; nothing where some name refers to storage of two kinds.</summary>
    public static Program? Of(Program program, IReadOnlyList<IrType> taken)
    {
        if (taken.SequenceEqual(program.Main.Parameters.Select(static parameter => parameter.Type))) return program;
        Retyping retyping = new(program);
        return retyping.Of(program.Main, program.Main.Name, taken) is { } main ? new Program(main, retyping.functions.ToEquatableArray()) : null;
    }

    private Function? Of(Function function, string name, IReadOnlyList<IrType> taken)
    {
        if (function.Rule is not null || function.Parameters.Count != taken.Count) return null;
        RetypedBody retyped = new(this);
        Variable[] parameters = [.. function.Parameters.Select((parameter, i) => retyped.Define(parameter, taken[i]))];
        Block body = retyped.Of(function.Body);
        return retyped.IsMixed ? null : function with { Name = name, Parameters = [.. parameters], Body = body };
    }

    /// <summary>The function that is called with arguments of these types.</summary>
    private Function? Called(string callee, EquatableArray<IrType> taken)
    {
        if (!known.TryGetValue(callee, out Function? function)) return null;
        if (taken.SequenceEqual(function.Parameters.Select(static parameter => parameter.Type))) return function;
        if (made.TryGetValue((callee, taken), out Function? same)) return same;
        // What calls itself meanwhile is not there yet.
        made[(callee, taken)] = null;
        // What stands behind the last dot is what C# calls it.
        string name = callee.Insert(callee.LastIndexOf('.') + 1, $"kind{made.Count}.");
        if (Of(function, name, taken) is not { } other) return null;
        functions.Add(other);
        return made[(callee, taken)] = other;
    }

    /// <summary>The statements of one function.</summary>
    private sealed class RetypedBody(Retyping retyping)
    {
        private readonly Dictionary<Variable, Variable> renamed = [];

        /// <summary>Whether what stands here is not the same for all storage.</summary>
        public bool IsMixed { get; private set; }

        public Variable Define(Variable variable, IrType type)
        {
            IsMixed |= variable.Type with { Member = null } != type with { Member = null };
            if (variable.Type == type) return variable;
            return renamed[variable] = new Variable(variable.Name, type);
        }

        public Block Of(Block block)
        {
            Statement[] statements = [.. block.Statements.Select(Of)];
            return new Block(new(statements), block.Yield.Map(Of));
        }

        private Operand Of(Operand operand) => operand is Variable variable && renamed.TryGetValue(variable, out Variable? other) ? other : operand;

        private Statement Of(Statement statement)
        {
            switch (statement)
            {
                case Let let:
                    Expression value = Of(let.Value);
                    return let with { Target = Define(let.Target, value.Type), Value = value };
                case If branch: return Of(branch);
                case Loop loop: return Of(loop);
                case Call call: return Of(call);
                case Opaque opaque:
                    // Its text may say how C# has what is written into it.
                    EquatableArray<Operand> holes = opaque.Arguments.Map(Of);
                    IsMixed |= !holes.Equals(opaque.Arguments);
                    return opaque;
                case Store store: return store with { Cell = store.Cell.Map(Of), Value = Of(store.Value) };
                case Accumulate add: return add with { Cell = add.Cell.Map(Of), Value = Of(add.Value) };
                case Reach reach: return reach with { Cell = reach.Cell.Map(Of) };
                case Perform perform: return perform with { Arguments = perform.Arguments.Map(Of) };
                default: throw new InvalidOperationException($"{statement} has no types.");
            }
        }

        private Expression Of(Expression expression) => expression.Map(Of) switch
        {
            View view => new View(view.Storage, view.Type with { Member = view.Storage.Type.Member }),
            Slice slice => new Slice(slice.Storage, slice.Start, slice.Count, slice.Type with { Member = slice.Storage.Type.Member }) { Throws = slice.Throws },
            var other => other,
        };

        private If Of(If branch)
        {
            Operand condition = Of(branch.Condition);
            Block then = Of(branch.Then), otherwise = Of(branch.Else);
            IsMixed |= !then.Yield.Select(static operand => operand.Type).SequenceEqual(otherwise.Yield.Select(static operand => operand.Type));
            return branch with { Results = Define(branch.Results, then.Yield), Condition = condition, Then = then, Else = otherwise };
        }

        private Loop Of(Loop loop)
        {
            Counter? counter = loop.Counter is { } old ? old with { Start = Of(old.Start), Bound = Of(old.Bound) } : null;
            Operand[] initial = [.. loop.Carried.Select(carried => Of(carried.Initial))];
            Carried[] carried = [.. loop.Carried.Select((value, i) => new Carried(Define(value.Variable, initial[i].Type), initial[i]))];
            Block body = Of(loop.Body);
            Loop other = loop with { Counter = counter, Carried = [.. carried], Body = body };
            IsMixed |= carried.Where((value, i) => other.Next(i).Type != value.Variable.Type).Any();
            return other with { Results = Define(loop.Results, [.. carried.Select(static value => value.Variable)]) };
        }

        private Call Of(Call call)
        {
            EquatableArray<Operand> arguments = call.Arguments.Map(Of);
            Function? callee = retyping.Called(call.Callee, [.. arguments.Select(static argument => argument.Type)]);
            IsMixed |= callee is null;
            return callee is null ? call : call with { Callee = callee.Name, Arguments = arguments, Results = Define(call.Results, callee.Body.Yield) };
        }

        private EquatableArray<Variable> Define(EquatableArray<Variable> results, IReadOnlyList<Operand> values) =>
            [.. results.Select((result, i) => Define(result, values[i].Type))];
    }
}
