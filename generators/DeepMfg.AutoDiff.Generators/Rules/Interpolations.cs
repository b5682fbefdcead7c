using static DeepMfg.AutoDiff.Generators.Rules.Row;
using static DeepMfg.AutoDiff.Generators.Rules.RuleKind;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Arithmetic by name: products with sums, scaling, steps to the next number.</summary>
internal static class Interpolations
{
    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        // Evaluated with two roundings inside the compiler.
        Ternary("FusedMultiplyAdd", (a, b, c) => a * b + c, (a, b, c) => [b, a, 1], Reals) with { Noun = "sum" },
        Ternary("MultiplyAddEstimate", (a, b, c) => a * b + c, (a, b, c) => [b, a, 1], Reals, Home.Number) with { Noun = "sum" },
        Ternary("AddMultiply", Partials.AddMultiply, (a, b, c) => [c, c, a + b], Reals, Home.Partials) with { Noun = "product" },
        Ternary("Lerp", (a, b, c) => a * (1 - c) + b * c, (a, b, c) => [1 - c, c, b - a], Reals, Home.Number) with { Noun = "mix", Cost = Cost.Division },
        new("ScaleB", Elementwise, 2)
        {
            Form = new StaticCall(Home.MathOrMathF, "ScaleB"), Partials = [Op.Of("ScaleB", 1, new Input(1)), null],
            Evaluate = x => Portable.ScaleB(x[0], (int)x[1]), Domains = [Reals, new(2, 2)], Cost = Cost.Division, Noun = "scaled",
        },
        // Next to x, and parallel to it; evaluated in double inside the compiler.
        Unary("BitIncrement", Portable.BitIncrement, (x, y) => 1, Reals) with { Kind = Linear, Cost = Cost.Cheap, Noun = "next" },
        Unary("BitDecrement", Portable.BitDecrement, (x, y) => 1, Reals) with { Kind = Linear, Cost = Cost.Cheap, Noun = "previous" },
        Remainder("IEEERemainder", Home.MathOrMathF),
        Remainder("Ieee754Remainder", Home.Number),
    ];

    // a − k b with the whole k nearest to a / b, constant between its jumps: as for the operator.
    private static Primitive Remainder(string name, Home home) =>
        Binary(name, Math.IEEERemainder, (a, b, y) => [1, -Op.Of("Round", (a - y) / b)], (new(0.6, 0.9), new(1.9, 2.5)), home)
            .At([5, 2], 1, -2).Kinked("constant slope between jumps") with { Noun = "remainder" };
}
