using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// Both sweeps of a loop in one pass, where no trip needs what another computes: the cotangents of what the loop sums up are known before it, the
/// reverse trips only add, and what they read of the forward sweep is of the same trip. What was recorded for them is then at hand, or takes the rows
/// of one trip.
/// </summary>
internal sealed class OnePass
{
    /// <summary>The comment that stands where two sweeps have become one.</summary>
    public const string Heading = "In one pass: no trip of the loop needs what another one computes.";

    private readonly Function function;
    private readonly Dictionary<Variable, Expression> values = [];

    /// <summary>Of the function's own block: the statement that is looked into, and what is to be made before it.</summary>
    private Statement? outermost;
    private readonly Builder beforehand;

    private OnePass(Function function)
    {
        this.function = function;
        beforehand = new Builder(Walk.NamesOf(function));
        foreach (Statement statement in function.Statements)
        {
            if (statement is Let let) values[let.Target] = let.Value;
        }
    }

    public static Function Of(Function function)
    {
        bool hasChanged = false;
        while (new OnePass(function).Fused() is { } fused)
        {
            function = function with { Body = fused };
            hasChanged = true;
        }
        return hasChanged ? Simplify.Of(function) : function;
    }

    private Block? Fused()
    {
        Block body = function.Body;
        if (Pair(body) is { } fused) return fused;
        for (int i = 0; i < body.Statements.Count; i++)
        {
            outermost = body.Statements[i];
            if (Inside(outermost) is not { } changed) continue;
            return body with { Statements = [.. body.Statements.Take(i), .. beforehand.Close().Statements, changed, .. body.Statements.Skip(i + 1)] };
        }
        return null;
    }

    /// <summary>A statement with a pair of loops in it as one; nothing where it has no such pair.</summary>
    private Statement? Inside(Statement statement) => statement switch
    {
        If branch when In(branch.Then) is { } then => branch with { Then = then },
        If branch when In(branch.Else) is { } otherwise => branch with { Else = otherwise },
        Loop loop when In(loop.Body) is { } body => loop with { Body = body },
        _ => null,
    };

    private Block? In(Block block)
    {
        if (Pair(block) is { } fused) return fused;
        for (int i = 0; i < block.Statements.Count; i++)
        {
            if (Inside(block.Statements[i]) is { } changed)
            {
                return block with { Statements = [.. block.Statements.Take(i), changed, .. block.Statements.Skip(i + 1)] };
            }
        }
        return null;
    }

    private Block? Pair(Block block)
    {
        int forward = -1;
        for (int i = 0; i < block.Statements.Count; i++)
        {
            if (block.Statements[i] is not Loop loop) continue;
            if (forward >= 0 && Pair(block, forward, i) is { } fused) return fused;
            forward = i;
        }
        return null;
    }

    private Block? Pair(Block block, int forward, int reverse)
    {
        if (block.Statements[forward] is not Loop { Counter: { } counter } first) return null;
        if (block.Statements[reverse] is not Loop { Counter: { } back } second || Counting.Ahead(counter, back, ValueOf) is not { } ahead) return null;
        if (!Accumulators.Are(second) || BodyAt(counter.Index, second, ahead) is not { } body) return null;
        TripMemory memory = new(function, first, second, ahead);
        if (!memory.IsApart) return null;
        Statement[] between = [.. block.Statements.Skip(forward + 1).Take(reverse - forward - 1)];
        if (Parted(between, first, second, memory) is not var (before, behind)) return null;
        var both = new Loop(
            [.. first.Results, .. second.Results], counter, [.. first.Carried, .. second.Carried],
            new Block([.. first.Body.Statements, .. body.Statements], [.. first.Body.Yield, .. body.Yield])) { Origin = Heading };
        TripScratch scratch = TripScratch.Of(function);
        if ((outermost ?? both) is Loop around)
        {
            both = OneTripRows.Of(both, memory.Rows.Where(row => scratch.IsOnlyOf(row.Storage, first, second)), around, beforehand);
        }
        return block with
        {
            Statements =
            [
                .. block.Statements.Take(forward), .. before, .. outermost is null ? beforehand.Close().Statements : [], both, .. behind,
                .. block.Statements.Skip(reverse + 1),
            ],
        };
    }

    /// <summary>The body of the reverse loop with the number of the trip for its counter; nothing where that, being ahead, stands for more.</summary>
    private static Block? BodyAt(Variable trip, Loop reverse, int ahead)
    {
        var copier = new Copier(names: null);
        Variable index = reverse.Counter!.Index;
        if (ahead == 0)
        {
            copier.Replace(index, trip);
            return copier.Copy(reverse.Body);
        }
        Statement[] last = [.. reverse.Body.Statements.Where(statement => Counting.IsBefore(statement, index))];
        foreach (Let let in last.Cast<Let>()) copier.Replace(let.Target, trip);
        Block rest = reverse.Body with { Statements = [.. reverse.Body.Statements.Except(last, ReferenceComparer.Instance)] };
        return Walk.Mentioned(rest).Contains(index) ? null : copier.Copy(rest);
    }

    private Apply? ValueOf(Operand operand) =>
        operand is Variable variable && values.TryGetValue(variable, out Expression? value) ? value as Apply : null;

    /// <summary>
    /// What stands between the loops: what the reverse one needs, which goes before both, and what needs results of the forward one, which goes
    /// behind. Nothing, where that cannot be.
    /// </summary>
    private static (List<Statement> Before, List<Statement> Behind)? Parted(Statement[] between, Loop first, Loop second, TripMemory memory)
    {
        List<Statement> before = [], behind = [];
        HashSet<Variable> made = [.. first.Results];
        foreach (Statement statement in between)
        {
            bool isBehind = Needs(statement).Any(made.Contains) || memory.ReadsWhatIsMade(statement);
            if (!(isBehind ? IsBehind(statement) : memory.IsBefore(statement))) return null;
            (isBehind ? behind : before).Add(statement);
            if (isBehind) made.UnionWith(statement.Targets);
        }
        return Needs(second).Any(made.Contains) ? null : (before, behind);
    }

    /// <summary>What may wait until both sweeps are done: numbers, and what throws.</summary>
    private static bool IsBehind(Statement statement) => statement switch
    {
        Let { Value: Apply or Load { Type.IsStorage: false } } or Opaque { Text.Pure: true } or Opaque { Text.Throws: true } => true,
        If branch => branch.Blocks.All(static block => block.Statements.All(IsBehind)),
        _ => false,
    };

    private static IEnumerable<Variable> Needs(Statement statement) =>
        statement.Operands.Concat(statement.Blocks.SelectMany(static block => Walk.All(block).SelectMany(
            static inner => inner.Operands.Concat(inner.Blocks.SelectMany(static nested => nested.Yield))).Concat(block.Yield))).OfType<Variable>();
}
