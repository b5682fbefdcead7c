using static DeepMfg.AutoDiff.Generators.Rules.Row;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Hyperbolic functions and their inverses.</summary>
internal static class Hyperbolics
{
    private const double Infinity = double.PositiveInfinity;

    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        Unary("Sinh",  Math.Sinh,      (x, y) => Op.Of("Cosh", x),                        Reals),
        Unary("Cosh",  Math.Cosh,      (x, y) => Op.Of("Sinh", x),                        Reals),
        Unary("Tanh",  Math.Tanh,      (x, y) => Op.Of("TanhPartial", x, y),                Reals)
            .At([Infinity], 0).At([-400], 0).Noted("1 - y², also where y rounds to 1"),
        Unary("Asinh", Portable.Asinh, (x, y) => Op.Of("AsinhPartial", x),                  Reals)
            .At([-Infinity], 0).Noted("1 / √(x² + 1), also where x² overflows"),
        Unary("Acosh", Portable.Acosh, (x, y) => Op.Of("AcoshPartial", x),                  new(1.1, 5))
            .At([1], Infinity).At([Infinity], 0).Noted("1 / √(x² - 1), also where x² overflows"),
        Unary("Atanh", Portable.Atanh, (x, y) => 1 / Op.Of("NonNegative", (1 - x) * (1 + x)), Unit).At([1], Infinity).At([-1], Infinity),
    ];
}
