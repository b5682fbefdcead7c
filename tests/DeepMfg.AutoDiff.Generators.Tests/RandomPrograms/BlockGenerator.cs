using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

/// <summary>Draws a block: statements, then its yields, or a tail <c>if</c> whose arms yield for it.</summary>
internal sealed class BlockGenerator(Random random, IReadOnlyList<Function> callees, Budget budget, int depth)
{
    private const int MaxDepth = 4;

    private readonly ExpressionGenerator expressions = new(random);

    /// <summary>Whether there is storage among what is drawn.</summary>
    public bool HasMemory { get; init; }

    private BlockGenerator Deeper => new(random, callees, budget, depth + 1) { HasMemory = HasMemory };

    public Block Draw(Builder builder, Scope scope, Goal goal)
    {
        for (int i = random.Next(1, depth == 0 ? 10 : 5); i > 0 && budget.Spend(); i--) DrawStatement(builder, scope);
        bool endsInBranch = depth < MaxDepth && random.Next(depth == 0 ? 4 : 3) == 0;
        return builder.Close(endsInBranch ? DrawTail(builder, scope, goal) : DrawYields(builder, scope, goal));
    }

    private void DrawStatement(Builder builder, Scope scope)
    {
        if (HasMemory && depth < 2 && random.Next(10) == 0)
        {
            new SumGenerator(random, expressions).Draw(builder, scope);
            return;
        }
        if (HasMemory && random.Next(5) < 2)
        {
            new MemoryGenerator(random, expressions).Draw(builder, scope);
            return;
        }
        int kind = random.Next(depth < MaxDepth ? 20 : 13);
        if (kind < 11) scope.Add(expressions.Real(builder, scope));
        else if (kind < 13) scope.Add(expressions.Integer(builder, scope));
        else if (kind < 15) DrawIf(builder, scope);
        else if (kind < 17) DrawFor(builder, scope);
        else if (kind < 19) DrawWhile(builder, scope);
        else DrawCall(builder, scope);
    }

    /// <summary>An early return, a break or a continue: each arm ends the block in its own way.</summary>
    private IEnumerable<Operand> DrawTail(Builder builder, Scope scope, Goal goal)
    {
        Variable condition = expressions.Condition(builder, scope);
        // Mostly the branch yields just what the block does; sometimes less, in another order, or one value for two.
        int[] kept = [.. Enumerable.Range(0, goal.Types.Count)];
        if (random.Next(4) == 0)
        {
            random.Shuffle(kept);
            kept = kept[..random.Next(1, kept.Length + 1)];
        }
        Goal inner = goal with { Types = [.. kept.Select(i => goal.Types[i])], Carried = goal.Carried.Count == 0 ? [] : [.. kept.Select(i => goal.Carried[i])] };
        Goal exit = goal.Again is not null && random.Next(2) == 0 ? inner with { Again = Constant.False } : inner;
        Block then = Deeper.Draw(builder.Nested(), scope.Nested(), exit), @else = Deeper.Draw(builder.Nested(), scope.Nested(), inner);
        Variable[] results = [.. inner.AllTypes.Select(type => builder.Names.Fresh("r", type))];
        builder.Add(random.Next(2) == 0 ? new If([.. results], condition, then, @else) : new If([.. results], condition, @else, then));
        Variable[] values = goal.Again is null ? results : results[1..];
        IEnumerable<Operand> yields = goal.Types.Select((type, i) =>
            Array.IndexOf(kept, i) is >= 0 and var k ? values[k] : values.FirstOrDefault(value => value.Type == type) ?? scope.Pick(type));
        return goal.Again is null ? yields : yields.Prepend(results[0]);
    }

    private IEnumerable<Operand> DrawYields(Builder builder, Scope scope, Goal goal)
    {
        List<Operand> yields = goal.Again is null ? [] : [goal.Again];
        for (int i = 0; i < goal.Types.Count; i++)
        {
            yields.Add(goal.Types[i].IsFloat ? DrawReal(builder, scope, goal, i) : scope.Pick(goal.Types[i]));
        }
        return yields;
    }

    private Operand DrawReal(Builder builder, Scope scope, Goal goal, int index)
    {
        Operand picked = scope.Pick(IrType.Float64);
        // What a loop carries is kept small, or goes on as it came.
        return (goal.Carried.Count > 0, random.Next(4)) switch
        {
            (true, 0) => goal.Carried[index],
            (true, 1) => Relaxed(builder, goal.Carried[index], picked),
            (true, _) => expressions.Bounded(builder, expressions.Let(builder, "v", "Multiply", picked, scope.Pick(IrType.Float64))),
            (false, 0) => picked,
            (false, 1) => expressions.Let(builder, "v", "Multiply", picked, scope.Pick(IrType.Float64)),
            (false, _) => expressions.Let(builder, "v", "Add", picked, expressions.Let(builder, "v", "Multiply", scope.Pick(IrType.Float64), scope.Pick(IrType.Float64))),
        };
    }

    private Variable Relaxed(Builder builder, Variable carried, Operand value)
    {
        Variable kept = expressions.Let(builder, "v", "Multiply", carried, Constant.Of(0.5, carried.Type));
        return expressions.Let(builder, "v", "Add", kept, expressions.Bounded(builder, value));
    }

    private void DrawIf(Builder builder, Scope scope)
    {
        Variable condition = expressions.Condition(builder, scope);
        scope.Add(condition);
        Goal goal = new(DrawTypes());
        Block then = Deeper.Draw(builder.Nested(), scope.Nested(), goal), @else = Deeper.Draw(builder.Nested(), scope.Nested(), goal);
        builder.Add(new If(Results(builder, scope, goal.Types), condition, then, @else));
    }

    private void DrawFor(Builder builder, Scope scope)
    {
        (List<Carried> carried, Goal goal) = DrawCarried(builder, scope);
        Counter counter = DrawCounter(builder, scope);
        Scope inside = Inside(scope, carried);
        inside.Add(counter.Index);
        Builder trip = builder.Nested();
        inside.Add(expressions.Converted(trip, counter.Index, IrType.Float64));
        Block body = Deeper.Draw(trip, inside, goal);
        builder.Add(new Loop(Results(builder, scope, goal.Types), counter, carried.ToEquatableArray(), body));
    }

    private Counter DrawCounter(Builder builder, Scope scope)
    {
        IrType type = random.Next(6) == 0 ? IrType.Int64 : IrType.Int32;
        Operand few = expressions.Let(builder, "k", "Remainder", scope.Pick(IrType.Int32), Constant.Of(random.Next(2, 6)));
        if (type != IrType.Int32) few = expressions.Converted(builder, few, type);
        Constant end = new(random.Next(3), type);
        bool down = random.Next(3) == 0;
        int step = random.Next(1, 3);
        return new Counter(builder.Names.Fresh("i", type), down ? few : end, down ? end : few, down ? -step : step, Inclusive: random.Next(3) == 0);
    }

    /// <summary><c>while (i &lt; few &amp;&amp; c) { i++; … }</c> or <c>do { i++; … } while (i &lt; few &amp;&amp; c);</c></summary>
    private void DrawWhile(Builder builder, Scope scope)
    {
        (List<Carried> carried, Goal goal) = DrawCarried(builder, scope);
        Carried trips = new(builder.Names.Fresh("i", IrType.Int32), Constant.Of(0));
        Scope inside = Inside(scope, carried);
        inside.Add(trips.Variable);
        Block body = random.Next(2) == 0 ? DrawWhileBody(builder.Nested(), inside, goal, trips.Variable)
            : DrawDoBody(builder.Nested(), inside, goal, trips.Variable);
        builder.Add(new Loop(Results(builder, scope, [.. goal.Types, IrType.Int32]), null, [.. carried, trips], body));
    }

    private Block DrawWhileBody(Builder builder, Scope scope, Goal goal, Variable trips)
    {
        // The test may compute what the trip reads too: while (Abs(residual = f(x)) > tolerance).
        for (int i = random.Next(3); i > 0; i--) scope.Add(expressions.Real(builder, scope));
        Operand goesOn = GoesOn(builder, scope, trips);
        Builder arm = builder.Nested();
        Variable next = expressions.Let(arm, "i", "Add", trips, Constant.Of(1));
        Block body = Deeper.Draw(arm, scope.Nested(), goal with { Again = Constant.True });
        Block then = body with { Yield = [.. body.Yield, next] };
        Block @else = new([], [Constant.False, .. goal.Carried, trips]);
        EquatableArray<Variable> results = [.. goal.Types.Prepend(IrType.Bool).Append(IrType.Int32).Select(type => builder.Names.Fresh("r", type))];
        builder.Add(new If(results, goesOn, then, @else));
        return builder.Close([.. results]);
    }

    private Block DrawDoBody(Builder builder, Scope scope, Goal goal, Variable trips)
    {
        Variable next = expressions.Let(builder, "i", "Add", trips, Constant.Of(1));
        scope.Add(next);
        Operand goesOn = GoesOn(builder, scope, next);
        Block body = Deeper.Draw(builder, scope, goal with { Again = goesOn });
        return body with { Yield = [.. body.Yield, next] };
    }

    private Variable GoesOn(Builder builder, Scope scope, Variable trips)
    {
        Variable few = expressions.Let(builder, "c", "Less", trips, Constant.Of(random.Next(1, 7)));
        return random.Next(2) == 0 ? few : expressions.Let(builder, "c", "AndAlso", few, expressions.Condition(builder, scope));
    }

    private void DrawCall(Builder builder, Scope scope)
    {
        if (callees.Count == 0) return;
        Function callee = callees[random.Next(callees.Count)];
        EquatableArray<Operand> arguments = [.. callee.Parameters.Select(parameter => scope.Pick(parameter.Type))];
        builder.Add(new Call(Results(builder, scope, [.. callee.Body.Yield.Select(yield => yield.Type)]), callee.Name, arguments));
    }

    private (List<Carried> Carried, Goal Goal) DrawCarried(Builder builder, Scope scope)
    {
        IrType[] types = DrawTypes();
        List<Carried> carried = [.. types.Select(type => new Carried(builder.Names.Fresh("s", type), scope.Pick(type)))];
        return (carried, new Goal(types) { Carried = [.. carried.Select(value => value.Variable)] });
    }

    /// <summary>One to three reals; an integer, or a flag as that of a return from inside a loop, now and then.</summary>
    private IrType[] DrawTypes()
    {
        IrType[] reals = [.. Enumerable.Repeat(IrType.Float64, random.Next(1, 4))];
        return random.Next(5) switch { 0 => [.. reals, IrType.Int32], 1 => [.. reals, IrType.Bool], _ => reals };
    }

    private static Scope Inside(Scope scope, List<Carried> carried)
    {
        Scope inside = scope.Nested();
        foreach (Carried value in carried) inside.Add(value.Variable);
        return inside;
    }

    private static EquatableArray<Variable> Results(Builder builder, Scope scope, IReadOnlyList<IrType> types)
    {
        EquatableArray<Variable> results = [.. types.Select(type => builder.Names.Fresh("r", type))];
        foreach (Variable result in results) scope.Add(result);
        return results;
    }
}
