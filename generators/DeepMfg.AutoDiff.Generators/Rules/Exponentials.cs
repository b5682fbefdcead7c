using static DeepMfg.AutoDiff.Generators.Rules.Row;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Exponentials and logarithms.</summary>
internal static class Exponentials
{
    private const double Log2 = 0.69314718055994531, Log10 = 2.3025850929940457, Infinity = double.PositiveInfinity;

    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        Unary("Exp",     Math.Exp,                           (x, y) => y,                            Reals) with { Noun = "exponential" },
        Unary("Exp2",    x => Math.Pow(2, x),                (x, y) => Log2 * y,                     Reals, Home.Number),
        Unary("Exp10",   x => Math.Pow(10, x),               (x, y) => Log10 * y,                    Reals, Home.Number),
        // Not y + 1, of which nothing is left for very negative x.
        Unary("ExpM1",   Portable.ExpM1,                     (x, y) => Op.Of("Exp", x),              Reals, Home.Number),
        Unary("Exp2M1",  x => Portable.ExpM1(x * Log2),      (x, y) => Log2 * Op.Of("Exp2", x),      Reals, Home.Number),
        Unary("Exp10M1", x => Portable.ExpM1(x * Log10),     (x, y) => Log10 * Op.Of("Exp10", x),    Reals, Home.Number),
        Unary("Log",     Math.Log,                           (x, y) => 1 / NonNegative(x),           Positive).At([0], Infinity),
        Unary("Log2",    Portable.Log2,                      (x, y) => 1 / (Log2 * NonNegative(x)),  Positive).At([0], Infinity),
        Unary("Log10",   Math.Log10,                         (x, y) => 1 / (Log10 * NonNegative(x)), Positive).At([0], Infinity),
        Unary("LogP1",   Portable.LogP1,                     (x, y) => 1 / NonNegative(1 + x),       Positive, Home.Number).At([-1], Infinity),
        Unary("Log2P1",  x => Portable.LogP1(x) / Log2,      (x, y) => 1 / (Log2 * NonNegative(1 + x)), Positive, Home.Number).At([-1], Infinity),
        Unary("Log10P1", x => Portable.LogP1(x) / Log10,     (x, y) => 1 / (Log10 * NonNegative(1 + x)), Positive, Home.Number).At([-1], Infinity),
        // The platform's value is NaN also for the bases 0, 1 and infinity.
        Binary("LogBase", Math.Log, (a, b, y) => [Op.Of("IsNaN", y).Then(y, 1 / (Op.Of("Abs", a) * Op.Of("Log", b))), -(y / (b * Op.Of("Log", b)))],
            (Positive, new(1.5, 4))) with
        {
            Form = new StaticCall(Home.MathOrMathF, "Log"), Noun = "log",
        },
    ];

    private static Term NonNegative(Term x) => Op.Of("NonNegative", x);
}
