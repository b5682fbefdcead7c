using static DeepMfg.AutoDiff.Generators.Rules.Row;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Circular functions and their inverses, in radians and in half turns.</summary>
internal static class Trigonometry
{
    private const double Infinity = double.PositiveInfinity;

    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        Unary("Sin",    Math.Sin,                      (x, y) => Op.Of("Cos", x),                  Reals) with { Noun = "sine" },
        Unary("Cos",    Math.Cos,                      (x, y) => -Op.Of("Sin", x),                 Reals) with { Noun = "cosine" },
        Unary("Tan",    Math.Tan,                      (x, y) => 1 + y * y,                        new(-1.3, 1.3)) with { Noun = "tangent" },
        Unary("Asin",   Math.Asin,                     (x, y) => 1 / Cathetus(x),                  Unit).At([1], Infinity).At([-1], Infinity),
        Unary("Acos",   Math.Acos,                     (x, y) => -(1 / Cathetus(x)),               Unit).At([1], -Infinity).At([-1], -Infinity),
        Unary("Atan",   Math.Atan,                     (x, y) => 1 / (1 + x * x),                  Reals).At([Infinity], 0),
        Unary("SinPi",  Portable.SinPi,                (x, y) => Math.PI * Op.Of("CosPi", x),      Reals, Home.Number) with { Noun = "sine" },
        Unary("CosPi",  Portable.CosPi,                (x, y) => -Math.PI * Op.Of("SinPi", x),     Reals, Home.Number) with { Noun = "cosine" },
        Unary("TanPi",  Portable.TanPi,                (x, y) => Math.PI * (1 + y * y),            Quarter, Home.Number) with { Noun = "tangent" },
        Unary("AsinPi", x => Math.Asin(x) / Math.PI,   (x, y) => 1 / (Math.PI * Cathetus(x)),      Unit, Home.Number).At([1], Infinity),
        Unary("AcosPi", x => Math.Acos(x) / Math.PI,   (x, y) => -(1 / (Math.PI * Cathetus(x))),   Unit, Home.Number).At([1], -Infinity),
        Unary("AtanPi", x => Math.Atan(x) / Math.PI,   (x, y) => 1 / (Math.PI * (1 + x * x)),      Reals, Home.Number),
        Binary("Atan2", Math.Atan2, (a, b, y) => [Op.Of("Atan2Partial", a, b), -Op.Of("Atan2Partial", b, a)], (Reals, Positive))
            .At([1, 0], 0, -1).At([Infinity, 3], 0, 0).At([3, -Infinity], 0, 0).Noted("b / (a² + b²), also where the squares overflow or vanish")
                with { Noun = "angle" },
        Binary("Atan2Pi", (a, b) => Math.Atan2(a, b) / Math.PI,
            (a, b, y) => [Op.Of("Atan2Partial", a, b) / Math.PI, -(Op.Of("Atan2Partial", b, a) / Math.PI)], (Reals, Positive), Home.Number)
                with { Noun = "angle" },
        Unary("DegreesToRadians", x => x * Math.PI / 180, (x, y) => Math.PI / 180, Reals, Home.Number) with
        {
            Kind = RuleKind.Linear, Cost = Cost.Division, Noun = "radians",
        },
        Unary("RadiansToDegrees", x => x * 180 / Math.PI, (x, y) => 180 / Math.PI, Reals, Home.Number) with
        {
            Kind = RuleKind.Linear, Cost = Cost.Division, Noun = "degrees",
        },
    ];

    // √(1 − x²), without cancellation beside ±1.
    private static Term Cathetus(Term x) => Op.Of("Sqrt", (1 - x) * (1 + x));
}
