using static DeepMfg.AutoDiff.Generators.Rules.Row;
using static DeepMfg.AutoDiff.Generators.Rules.RuleKind;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Absolute values, maxima, minima and what is made of them. At a tie both arguments share in halves; a NaN is followed.</summary>
internal static class Extrema
{
    private const double NaN = double.NaN;
    private const string Halves = "a tie shares in halves; NaN: follows the value";

    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        Unary("Abs", Math.Abs, (x, y) => Op.Of("SignPartial", x), Positive).At([0], 0).At([-2], -1).At([NaN], NaN).Kinked("0 at 0") with
        {
            Cost = Cost.Cheap, Noun = "magnitude", EvaluateInteger = x => Math.Abs(x[0]), ThrowsOnIntegers = true,
        },
        Largest("Max", Math.Max, "MaxPartial", Home.MathOrMathF) with { EvaluateInteger = x => Math.Max(x[0], x[1]), IsMonotone = true },
        Smallest("Min", Math.Min, "MinPartial", Home.MathOrMathF) with { EvaluateInteger = x => Math.Min(x[0], x[1]), IsMonotone = true },
        Largest("MaxNative", (a, b) => a > b ? a : b, "MaxPartial", Home.Number),
        Smallest("MinNative", (a, b) => a < b ? a : b, "MinPartial", Home.Number),
        Number(Largest("MaxNumber", Portable.MaxNumber, "MaxNumberPartial", Home.Number, follows: false)),
        Number(Smallest("MinNumber", Portable.MinNumber, "MinNumberPartial", Home.Number, follows: false)),
        Largest("MaxMagnitude", Portable.MaxMagnitude, "MaxMagnitudePartial", Home.MathOrMathF).At([-3, 2], 1, 0).At([-2, 2], 0, 1),
        Smallest("MinMagnitude", Portable.MinMagnitude, "MinMagnitudePartial", Home.MathOrMathF).At([-3, 2], 0, 1).At([-2, 2], 1, 0),
        Number(Largest("MaxMagnitudeNumber", Portable.MaxMagnitudeNumber, "MaxMagnitudeNumberPartial", Home.Number, follows: false)).At([-3, 2], 1, 0),
        Number(Smallest("MinMagnitudeNumber", Portable.MinMagnitudeNumber, "MinMagnitudeNumberPartial", Home.Number, follows: false)).At([-3, 2], 0, 1),
        Clamp("Clamp", Home.Math) with { EvaluateInteger = x => Math.Max(x[1], Math.Min(x[0], x[2])), ThrowsOnIntegers = true },
        Clamp("ClampNative", Home.Number),
        Binary("CopySign", Portable.CopySign, (a, b, y) => [Op.Of("SignPartial", a) * Op.Of("CopySign", 1, b), null], (Positive, Positive))
            .At([0, 1], 0).At([2, -1], -1).At([-2, -1], 1).Kinked("0 at a = 0") with { Cost = Cost.Cheap, Noun = "signed" },
        new("Sign", None, 1)
        {
            Form = new StaticCall(Home.Math, "Sign"), Result = ResultKind.Int32, Noun = "sign",
            Evaluate = x => Math.Sign(x[0]), EvaluateInteger = x => Math.Sign(x[0]), MayThrowOnReals = true,
        },
    ];

    private static Primitive Largest(string name, Func<double, double, double> evaluate, string partial, Home home, bool follows = true) =>
        Extremum(name, evaluate, partial, home, follows).At([3, 2], 1, 0) with { Noun = "largest" };

    private static Primitive Smallest(string name, Func<double, double, double> evaluate, string partial, Home home, bool follows = true) =>
        Extremum(name, evaluate, partial, home, follows).At([3, 2], 0, 1) with { Noun = "smallest" };

    private static Primitive Extremum(string name, Func<double, double, double> evaluate, string partial, Home home, bool follows)
    {
        Primitive row = Binary(name, evaluate, (a, b, y) => [Op.Of(partial, a, b), Op.Of(partial, b, a)], (new(0.1, 1), new(1.5, 2)), home)
            .At([2, 2], 0.5, 0.5).At([0, -0.0], 0.5, 0.5).Kinked(Halves) with { Cost = Cost.Cheap };
        return follows ? row.At([NaN, 2], 1, 0).At([2, NaN], 0, 1) : row;
    }

    private static Primitive Number(Primitive row) =>
        row.At([NaN, 2], 0, 1).At([2, NaN], 1, 0).Kinked("a tie shares in halves; the number of a number and NaN");

    private static Primitive Clamp(string name, Home home) =>
        Ternary(name, (a, b, c) => a < b ? b : a > c ? c : a,
            (a, b, c) => [Op.Of("ClampPartial", a, b, c), Op.Of("ClampLowPartial", a, b, c), Op.Of("ClampHighPartial", a, b, c)], Reals, home)
            .At([0, 1, 3], 0, 1, 0).At([1, 1, 3], 0.5, 0.5, 0).At([3, 1, 3], 0.5, 0, 0.5).At([4, 1, 3], 0, 0, 1).At([NaN, 1, 3], 1, 0, 0)
            .Kinked("halves on a bound") with { Domains = [new(1.1, 1.9), new(0, 1), new(2, 3)], Noun = "clamped", MayThrowOnReals = true };
}
