using static DeepMfg.AutoDiff.Generators.Rules.Row;
using static DeepMfg.AutoDiff.Generators.Rules.RuleKind;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Partials with special points, which are primitives themselves, so that second derivatives work.</summary>
internal static class SpecialPartials
{
    private static readonly Term X = new Input(0), N = new Input(1), Y = new Output();

    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        Piecewise("SignPartial", "Sign", x => Partials.Sign(x[0]), 1),
        Piecewise("MaxPartial", "Max", x => Partials.Max(x[0], x[1]), 2),
        Piecewise("MinPartial", "Min", x => Partials.Min(x[0], x[1]), 2),
        Piecewise("MaxNumberPartial", "MaxNumber", x => Partials.MaxNumber(x[0], x[1]), 2),
        Piecewise("MinNumberPartial", "MinNumber", x => Partials.MinNumber(x[0], x[1]), 2),
        Piecewise("MaxMagnitudePartial", "MaxMagnitude", x => Partials.MaxMagnitude(x[0], x[1]), 2),
        Piecewise("MinMagnitudePartial", "MinMagnitude", x => Partials.MinMagnitude(x[0], x[1]), 2),
        Piecewise("MaxMagnitudeNumberPartial", "MaxMagnitudeNumber", x => Partials.MaxMagnitudeNumber(x[0], x[1]), 2),
        Piecewise("MinMagnitudeNumberPartial", "MinMagnitudeNumber", x => Partials.MinMagnitudeNumber(x[0], x[1]), 2),
        Piecewise("ClampPartial", "Clamp", x => Partials.Clamp(x[0], x[1], x[2]), 3),
        Piecewise("ClampLowPartial", "ClampLow", x => Partials.ClampLow(x[0], x[1], x[2]), 3),
        Piecewise("ClampHighPartial", "ClampHigh", x => Partials.ClampHigh(x[0], x[1], x[2]), 3),

        // Both take the power that the primal computed. It is no third input: its derivative is in the partials of the first two.
        OfPower("PowBase", Partials.PowBase, [N.Is(0).Then(0, N * PowBase(X, N - 1)), Power(X, N - 1) + N * PowExponent(X, N - 1), null]),
        OfPower("PowExponent", Partials.PowExponent, [Power(X, N - 1) + N * PowExponent(X, N - 1), Op.Of("XLogY", Y, X), null]),

        Binary("Polygamma", Partials.Polygamma, (a, b, y) => [null, Op.Of("Polygamma", a + 1, b)], (new(2, 2), Positive), Home.Partials),
    ];

    private static Term Power(Term x, Term n) => Op.Of("Pow", x, n);

    private static Term PowBase(Term x, Term n) => Op.Of("PowBase", x, n, Power(x, n));

    private static Term PowExponent(Term x, Term n) => Op.Of("PowExponent", x, n, Power(x, n));

    // Evaluated with the power that belongs to the first two arguments, so that differences see the total derivative.
    private static Primitive OfPower(string name, Func<double, double, double, double> evaluate, Term?[] partials) => new(name, Elementwise, 3)
    {
        Form = new StaticCall(Home.Partials, name), Partials = new(partials),
        Evaluate = x => evaluate(x[0], x[1], Math.Pow(x[0], x[1])), Domains = [Positive, new(1.1, 3), new(1, 1)], Cost = Cost.Function, Noun = "partial",
    };

    private static Primitive Piecewise(string name, string method, Evaluator evaluate, int arity) => new(name, None, arity)
    {
        Form = new StaticCall(Home.Partials, method), Evaluate = evaluate, Noun = "partial",
    };
}
