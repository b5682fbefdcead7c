using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Emission;

/// <summary>
/// Makes functions that are hard on whoever turns single assignment into locals: few names for many values, carried values that change places,
/// results that nothing reads, exits from the middle.
/// </summary>
internal sealed class RandomFunctions(int seed)
{
    private static readonly string[] Names = ["x", "y", "sum", "xBar", "product", "value"];
    private static readonly double[] Constants = [0, 1, -1, 2, 0.5, -0.25, 3];

    private readonly Random random = new(seed);
    private readonly NameSupply names = new();

    public Function Make(IEnumerable<string> parameters, int results)
    {
        Variable[] inputs = [.. parameters.Select(name => names.Fresh(name, IrType.Float64))];
        var builder = new Builder(names);
        List<Operand> scope = [.. inputs];
        Fill(builder, scope, depth: 3);
        IEnumerable<Operand> yield = Enumerable.Range(0, results).Select(_ => Pick(scope));
        // Half of the functions end in the choice of two ends.
        Block body = random.Next(2) == 0 ? builder.Close([.. yield]) : CloseWithChoice(builder, scope, results);
        return new Function("Random", inputs.ToEquatableArray(), body);
    }

    private Block CloseWithChoice(Builder builder, List<Operand> scope, int results)
    {
        Variable[] chosen = [.. Enumerable.Range(0, results).Select(_ => NewVariable())];
        builder.Add(new If([.. chosen], Condition(builder, scope), Arm(builder, scope, results, 2), Arm(builder, scope, results, 2)));
        return builder.Close(chosen.Select(variable => random.Next(6) == 0 ? Pick(scope) : variable));
    }

    private Block Arm(Builder builder, List<Operand> scope, int results, int depth)
    {
        Builder inner = builder.Nested();
        List<Operand> visible = [.. scope];
        if (random.Next(4) > 0) Fill(inner, visible, depth);
        return inner.Close([.. Enumerable.Range(0, results).Select(_ => Pick(visible))]);
    }

    private void Fill(Builder builder, List<Operand> scope, int depth)
    {
        int count = random.Next(1, 5);
        for (int i = 0; i < count; i++)
        {
            switch (depth == 0 ? 0 : random.Next(8))
            {
                case 5: AddIf(builder, scope, depth - 1); break;
                case 6: AddFor(builder, scope, depth - 1); break;
                case 7: AddWhile(builder, scope, depth - 1); break;
                default: scope.Add(Compute(builder, scope)); break;
            }
        }
    }

    private Variable Compute(Builder builder, List<Operand> scope)
    {
        string primitive = new[] { "Add", "Subtract", "Multiply", "Divide", "Negate", "Tanh", "Select", "Add", "Subtract" }[random.Next(9)];
        Operand[] operands = primitive switch
        {
            "Negate" or "Tanh" => [Pick(scope)],
            "Select" => [Condition(builder, scope), Pick(scope), Pick(scope)],
            _ => [Pick(scope), Pick(scope)],
        };
        return builder.Let(Name(), Primitives.Apply(Primitives.Get(primitive), operands));
    }

    private Variable Condition(Builder builder, List<Operand> scope) =>
        builder.Let("condition", Primitives.Apply(Primitives.Get(random.Next(2) == 0 ? "Less" : "GreaterOrEqual"), [Pick(scope), Pick(scope)]));

    private void AddIf(Builder builder, List<Operand> scope, int depth)
    {
        Variable[] results = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => NewVariable())];
        builder.Add(new If([.. results], Condition(builder, scope), Arm(builder, scope, results.Length, depth), Arm(builder, scope, results.Length, depth)));
        scope.AddRange(results);
    }

    private void AddFor(Builder builder, List<Operand> scope, int depth)
    {
        List<Carried> carried = Carry(scope);
        Variable[] results = [.. carried.Select(_ => NewVariable())];
        Variable index = names.Fresh("i", IrType.Int32);
        bool backwards = random.Next(3) == 0;
        Counter counter = backwards
            ? new Counter(index, Constant.Of(random.Next(4)), Constant.Of(0), -1, Inclusive: true)
            : new Counter(index, Constant.Of(0), Constant.Of(random.Next(4)), random.Next(1, 3), Inclusive: false);
        Builder inner = builder.Nested();
        List<Operand> visible = [.. scope, .. carried.Select(value => value.Variable)];
        visible.Add(inner.Let("converted", Primitives.Apply(Primitives.Get("Convert"), [index], IrType.Float64)));
        Fill(inner, visible, depth);
        builder.Add(new Loop([.. results], counter, carried.ToEquatableArray(), inner.Close(carried.Select(_ => Pick(visible)))));
        scope.AddRange(results);
    }

    /// <summary>A loop that counts its trips, tested at its beginning, in its middle, or at its end.</summary>
    private void AddWhile(Builder builder, List<Operand> scope, int depth)
    {
        List<Carried> carried = Carry(scope);
        Variable[] results = [.. carried.Select(_ => NewVariable()), names.Fresh("n", IrType.Int32)];
        Variable count = names.Fresh("n", IrType.Int32);
        Builder inner = builder.Nested();
        List<Operand> visible = [.. scope, .. carried.Select(value => value.Variable)];
        bool testsFirst = random.Next(2) == 0;
        if (!testsFirst || random.Next(3) == 0) Fill(inner, visible, depth);
        Operand goesOn = inner.Let("condition", Primitives.Apply(Primitives.Get("Less"), [count, Constant.Of(random.Next(4))]));
        if (random.Next(3) == 0) goesOn = inner.Let("both", Primitives.Apply(Primitives.Get("AndAlso"), [goesOn, Condition(inner, visible)]));
        Block body = testsFirst || random.Next(2) == 0 ? Tested(inner, visible, goesOn, carried, count, depth) : Untested(inner, visible, goesOn, carried, count);
        List<Carried> all = [.. carried, new Carried(count, Constant.Of(0))];
        builder.Add(new Loop([.. results], null, all.ToEquatableArray(), body));
        scope.AddRange(results.Take(carried.Count));
    }

    private Block Untested(Builder inner, List<Operand> visible, Operand goesOn, List<Carried> carried, Variable count) =>
        inner.Close([goesOn, .. carried.Select(_ => Pick(visible)), Next(inner, count)]);

    private static Variable Next(Builder builder, Variable count) =>
        builder.Let("n", Primitives.Apply(Primitives.Get("Add"), [count, Constant.Of(1)]));

    private Block Tested(Builder inner, List<Operand> visible, Operand goesOn, List<Carried> carried, Variable count, int depth)
    {
        Builder trip = inner.Nested();
        List<Operand> inTrip = [.. visible];
        Fill(trip, inTrip, depth);
        Variable next = Next(trip, count);
        bool mayBreak = random.Next(3) == 0;
        Operand again = mayBreak ? Condition(trip, inTrip) : Constant.True;
        Block goes = trip.Close([again, .. carried.Select(_ => Pick(inTrip)), next]);
        bool changes = random.Next(3) == 0;
        Block leaves = inner.Nested().Close([Constant.False, .. carried.Select(value => changes ? Pick(visible) : value.Variable), count]);
        Variable[] handed = [names.Fresh("again", IrType.Bool), .. carried.Select(_ => NewVariable()), names.Fresh("n", IrType.Int32)];
        inner.Add(new If([.. handed], goesOn, goes, leaves));
        return inner.Close(handed);
    }

    private List<Carried> Carry(List<Operand> scope) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new Carried(NewVariable(), Pick(scope)))];

    // The latest values are the most interesting ones.
    private Operand Pick(List<Operand> scope) =>
        random.Next(6) == 0 ? Constant.Of(Constants[random.Next(Constants.Length)], IrType.Float64)
        : scope[Math.Max(random.Next(scope.Count), random.Next(scope.Count))];

    private Variable NewVariable() => names.Fresh(Name(), IrType.Float64);

    private string Name() => Names[random.Next(Names.Length)];
}
