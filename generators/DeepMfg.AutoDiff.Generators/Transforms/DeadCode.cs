using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using DeepMfg.AutoDiff.Generators.Transforms.Reverse;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// Drops what neither a result nor an effect needs: statements, single results of ifs, single carried values, columns of tapes. A value is
/// needed if it is yielded by the function or read by something needed; a statement is kept if something in it is needed.
/// </summary>
internal sealed class DeadCode
{
    private readonly Dictionary<Variable, Definition> definitions = [];
    private readonly Dictionary<(string Tape, int Column), List<Placed>> puts = [];
    private readonly Dictionary<string, List<Placed>> turns = [];
    private readonly List<Placed> effects = [];
    private readonly HashSet<Variable> needed = [];
    private readonly HashSet<Statement> kept = new(ReferenceComparer.Instance);
    private readonly HashSet<(string Tape, int Column)> columns = [];
    private readonly HashSet<string> tapes = [];
    private readonly Stack<Variable> work = new();

    /// <summary>A statement and the one that encloses it.</summary>
    private sealed record Placed(Statement Statement, Placed? Parent);

    /// <summary>Where a variable is defined or bound, and as which of the results or carried values (a counter's index: −1).</summary>
    private readonly record struct Definition(Placed Site, int Index);

    public static Function Without(Function function)
    {
        var pass = new DeadCode();
        pass.Index(function.Body, null);
        foreach (Placed effect in pass.effects) pass.Keep(effect);
        foreach (Operand operand in function.Body.Yield) pass.Need(operand);
        while (pass.work.Count > 0) pass.Follow(pass.work.Pop());
        return function with { Body = pass.Rebuild(function.Body, function.Body.Yield) };
    }

    private void Index(Block block, Placed? parent)
    {
        foreach (Statement statement in block.Statements)
        {
            var site = new Placed(statement, parent);
            int index = 0;
            foreach (Variable target in Walk.Targets(statement)) definitions[target] = new(site, index++);
            index = statement is For ? -1 : 0;
            foreach (Variable bound in Walk.Bound(statement)) definitions[bound] = new(site, index++);
            switch (statement)
            {
                case Opaque { Text.Pure: false } or Call: effects.Add(site); break;
                case Let { Value: Apply apply } when Throwing.MayThrow(apply): effects.Add(site); break;
                case Put put: AddTo(puts, (put.Tape.Name, put.Column), site); break;
                case Turn turn: AddTo(turns, turn.Tape.Name, site); break;
                case OpenTape open: AddTo(turns, open.Tape.Name, site); break;
            }
            foreach (Block inner in Walk.Blocks(statement)) Index(inner, site);
        }
    }

    private static void AddTo<TKey>(Dictionary<TKey, List<Placed>> lists, TKey key, Placed site) where TKey : notnull
    {
        if (!lists.TryGetValue(key, out List<Placed>? list)) lists.Add(key, list = []);
        list.Add(site);
    }

    private void Need(Operand operand)
    {
        if (operand is Variable variable && needed.Add(variable)) work.Push(variable);
    }

    private void Keep(Placed site)
    {
        if (!kept.Add(site.Statement)) return;
        switch (site.Statement)
        {
            case If branch: Need(branch.Condition); break;
            case For loop: Need(loop.Counter.Start); Need(loop.Counter.Bound); break;
            case While loop: Need(loop.Body.Yield[0]); break;
            case Let { Value: Get get }: KeepColumn(get); break;
            case Let { Value: Rows rows }: KeepRows(rows.Tape); break;
            default:
                foreach (Operand operand in Walk.Operands(site.Statement)) Need(operand);
                break;
        }
        if (site.Parent is not null) Keep(site.Parent);
    }

    private void KeepColumn(Get get)
    {
        if (columns.Add((get.Tape.Name, get.Column)) && puts.TryGetValue((get.Tape.Name, get.Column), out List<Placed>? writes))
        {
            foreach (Placed site in writes) Keep(site);
        }
        KeepRows(get.Tape);
    }

    private void KeepRows(Tape tape)
    {
        if (!tapes.Add(tape.Name)) return;
        foreach (Placed site in turns[tape.Name]) Keep(site);
    }

    private void Follow(Variable variable)
    {
        if (!definitions.TryGetValue(variable, out Definition definition)) return;
        Keep(definition.Site);
        int i = definition.Index;
        switch (definition.Site.Statement)
        {
            case If branch:
                Need(branch.Then.Yield[i]);
                Need(branch.Else.Yield[i]);
                break;
            case For loop when i >= 0:
                Need(loop.Carried[i].Variable);
                Need(loop.Results[i]);
                Need(loop.Carried[i].Initial);
                Need(loop.Body.Yield[i]);
                break;
            case While loop:
                Need(loop.Carried[i].Variable);
                Need(loop.Results[i]);
                Need(loop.Carried[i].Initial);
                Need(loop.Body.Yield[i + 1]);
                break;
        }
    }

    private Block Rebuild(Block block, EquatableArray<Operand> yield)
    {
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            if (kept.Contains(statement)) statements.Add(Rebuild(statement));
        }
        return new Block(statements.ToEquatableArray(), yield);
    }

    private Statement Rebuild(Statement statement)
    {
        switch (statement)
        {
            case If branch:
                bool[] live = [.. branch.Results.Select(needed.Contains)];
                return branch with
                {
                    Results = Select(branch.Results, live),
                    Then = Rebuild(branch.Then, Select(branch.Then.Yield, live)),
                    Else = Rebuild(branch.Else, Select(branch.Else.Yield, live)),
                };
            case For loop:
                bool[] running = [.. loop.Results.Select(needed.Contains)];
                return loop with
                {
                    Results = Select(loop.Results, running),
                    Carried = Select(loop.Carried, running),
                    Body = Rebuild(loop.Body, Select(loop.Body.Yield, running)),
                };
            case While loop:
                bool[] carried = [.. loop.Results.Select(needed.Contains)];
                return loop with
                {
                    Results = Select(loop.Results, carried),
                    Carried = Select(loop.Carried, carried),
                    Body = Rebuild(loop.Body, Select(loop.Body.Yield, [true, .. carried])),
                };
            case Let { Value: Get get } let: return let with { Value = new Get(Narrow(get.Tape), Renumber(get.Tape, get.Column)) };
            case Let { Value: Rows rows } let: return let with { Value = new Rows(Narrow(rows.Tape)) };
            case Put put: return put with { Tape = Narrow(put.Tape), Column = Renumber(put.Tape, put.Column) };
            case Turn turn: return turn with { Tape = Narrow(turn.Tape) };
            case OpenTape open: return open with { Tape = Narrow(open.Tape) };
            default: return statement;
        }
    }

    private Tape Narrow(Tape tape) =>
        tape with { Columns = tape.Columns.Where((_, column) => columns.Contains((tape.Name, column))).ToEquatableArray() };

    private int Renumber(Tape tape, int column)
    {
        int number = 0;
        for (int i = 0; i < column; i++)
        {
            if (columns.Contains((tape.Name, i))) number++;
        }
        return number;
    }

    private static EquatableArray<T> Select<T>(EquatableArray<T> items, bool[] live) =>
        items.Where((_, i) => live[i]).ToEquatableArray();
}
