using static DeepMfg.AutoDiff.Generators.Rules.Row;
using static DeepMfg.AutoDiff.Generators.Rules.RuleKind;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Powers, roots and reciprocals.</summary>
internal static class Powers
{
    private const double Infinity = double.PositiveInfinity;

    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        // The root of -0.0 is -0.0, at which the slope is that at zero.
        Unary("Sqrt", Math.Sqrt, (x, y) => 0.5 / Op.Of("Abs", y), Positive).At([0], Infinity) with { Noun = "root", Cost = Cost.Division },
        Unary("Cbrt", Portable.Cbrt, (x, y) => 1 / (3 * y * y), Positive).At([0], Infinity).At([-8], 1.0 / 12) with { Noun = "root" },
        new("RootN", Elementwise, 2)
        {
            Form = new StaticCall(Home.Number, "RootN"),
            Partials = [1 / (N * Op.Of("Pow", Op.Of("Abs", new Output()), N - 1)), null],
            Evaluate = x => Portable.RootN(x[0], (int)x[1]),
            Domains = [Positive, new(3, 3)],
            SpecialPoints = [new([0, 2], [Infinity]), new([5, 1], [1]), new([0, 1], [1]), new([-8, 3], [1.0 / 12])],
            Cost = Cost.Function,
            Noun = "root",
        },
        Binary("Pow", Math.Pow, (a, b, y) => [Op.Of("PowBase", a, b, y), Op.Of("PowExponent", a, b, y)], (Positive, new(-2, 3)))
            .At([0, 0], 0, double.NegativeInfinity).At([0, 1], 1, 0).At([0, 2], 0, 0).At([0, 3], 0, 0).At([0, 0.5], Infinity, 0)
            .At([-2, 2], -4, double.NaN).At([-2, 3], 12, double.NaN).At([Infinity, -1], 0, 0).At([2, -Infinity], 0, 0).At([double.NaN, 0], 0, double.NaN) with
        {
            Noun = "power", Convention = "right at a = 0; in b the limit where it is zero, NaN for a < 0",
        },
        Binary("Hypot", Portable.Hypot, (a, b, y) => [Op.Of("HypotPartial", a, b, y), Op.Of("HypotPartial", b, a, y)], (Reals, Positive), Home.Number)
            .At([0, 0], 0, 0).At([3, -4], 0.6, -0.8).At([-Infinity, 3], -1, 0).At([3, Infinity], 0, 1).Kinked("a / y; 0 at the origin"),
        // Estimates on some processors, whose derivatives are those of what they estimate.
        Unary("ReciprocalEstimate", x => 1 / x, (x, y) => -(1 / (x * x)), Positive) with { Noun = "reciprocal", Cost = Cost.Division },
        Unary("ReciprocalSqrtEstimate", x => 1 / Math.Sqrt(x), (x, y) => -0.5 / (x * Op.Of("Sqrt", x)), Positive) with { Noun = "reciprocal" },
    ];

    // The second argument of RootN is an integer.
    private static Term N => Op.Of("Convert", new Input(1));
}
