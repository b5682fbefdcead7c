using static DeepMfg.AutoDiff.Generators.Rules.Row;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The library's error functions, gamma functions and logarithms.</summary>
internal static class Special
{
    private const double Infinity = double.PositiveInfinity;

    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        Unary("Erf",       Ops.Erf,       (x, y) => Op.Of("ErfPartial", x),                      Reals, Home.Ops)
            .At([Infinity], 0).Noted("2/√π e^(-x²)"),
        Unary("Erfc",      Ops.Erfc,      (x, y) => -Op.Of("ErfPartial", x),                     Reals, Home.Ops).At([Infinity], 0),
        Unary("NormalCdf", Ops.NormalCdf, (x, y) => Op.Of("NormalPdf", x),                     Reals, Home.Ops).At([Infinity], 0) with { Noun = "probability" },
        Unary("NormalPdf", Ops.NormalPdf, (x, y) => y.Is(0).Then(0, -(x * y)),                   Reals, Home.Ops).At([-Infinity], 0).At([Infinity], 0) with { Noun = "density" },
        Unary("LogGamma",  Ops.LogGamma,  (x, y) => Op.Of("Digamma", x),                       Positive, Home.Ops),
        Unary("Digamma",   Ops.Digamma,   (x, y) => Op.Of("Polygamma", 1, x),                  Positive, Home.Ops),
        Unary("Trigamma",  Ops.Trigamma,  (x, y) => Op.Of("Polygamma", 2, x),                  Positive, Home.Ops),
        Unary("XLogX",     Ops.XLogX,     (x, y) => Op.Of("Log", x) + 1,                       Positive, Home.Ops).At([0], -Infinity) with { Noun = "product" },
        Unary("Square",    Ops.Square,    (x, y) => 2 * x,                                     Reals, Home.Ops) with { Cost = Cost.Cheap },
        Binary("XLogY",    Ops.XLogY,     (a, b, y) => [Op.Of("Log", b), a.Is(0).Then(y, a / Op.Of("NonNegative", b))], (Reals, Positive), Home.Ops)
            .At([0, 2], Math.Log(2), 0).At([0, 0], -Infinity, 0) with { Noun = "product" },
        Binary("LogAddExp", Ops.LogAddExp, (a, b, y) => [Op.Of("LogAddExpPartial", a, b), Op.Of("LogAddExpPartial", b, a)], (Reals, Reals), Home.Ops)
            .At([2, -Infinity], 1, 0).At([1000, 1000], 0.5, 0.5).At([-Infinity, -Infinity], 0.5, 0.5).Noted("e^(a - y), e^(b - y); halves where a = b")
            with { Noun = "log" },
    ];
}
