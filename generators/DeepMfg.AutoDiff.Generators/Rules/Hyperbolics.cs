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
        Unary("Tanh",  Math.Tanh,      (x, y) => 1 - y * y,                               Reals).At([Infinity], 0),
        Unary("Asinh", Portable.Asinh, (x, y) => 1 / Op.Of("Sqrt", x * x + 1),            Reals).At([Infinity], 0),
        Unary("Acosh", Portable.Acosh, (x, y) => 1 / Op.Of("Sqrt", (x - 1) * (x + 1)),    new(1.1, 5)).At([1], Infinity),
        Unary("Atanh", Portable.Atanh, (x, y) => 1 / ((1 - x) * (1 + x)),                 Unit).At([1], Infinity).At([-1], Infinity),
    ];
}
