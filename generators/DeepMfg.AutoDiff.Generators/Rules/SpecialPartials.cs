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

        Unary("NonNegative", Partials.NonNegative, (x, y) => 1, Positive, Home.Partials) with { Kind = Linear, Cost = Cost.Cheap, Noun = "argument" },
        Binary("LogAddExpPartial", Partials.LogAddExp, (a, b, y) => [Op.Of("SigmoidPartial", a - b, y), -Op.Of("SigmoidPartial", a - b, y)],
            (Reals, Reals), Home.Partials) with { Form = new StaticCall(Home.Partials, "LogAddExp"), Noun = "weight" },

        // Both take the power that the primal computed. It is no third input: its derivative is in the partials of the first two.
        OfPower("PowBase", Partials.PowBase, [N.Is(0).Then(0, N * PowBase(X, N - 1)), Power(X, N - 1) + N * PowExponent(X, N - 1), null]),
        OfPower("PowExponent", Partials.PowExponent, [Power(X, N - 1) + N * PowExponent(X, N - 1), Op.Of("XLogY", Y, X), null]),

        OfValue("Tanh", Partials.Tanh, Math.Tanh, -2 * Op.Of("Tanh", X) * Y),
        OfValue("Sigmoid", Partials.Sigmoid, Ops.Sigmoid, -(Y * Op.Of("Tanh", 0.5 * X))),
        OfValue("GeluTanh", Partials.GeluTanh, Ops.GeluTanh, GeluTanhCurvature(1.5957691216057308, 0.134145)),
        OfArgument("Silu",  Partials.Silu,  (x, y) => SigmoidSlope(x) * (2 - x * Op.Of("Tanh", 0.5 * x)), Reals),
        OfArgument("Gelu",  Partials.Gelu,  (x, y) => Op.Of("NormalPdf", x) * (2 - x * x),                Reals),
        OfArgument("Erf",   Partials.Erf,   (x, y) => -2 * x * y,                                         Reals),
        OfArgument("Asinh", Partials.Asinh, (x, y) => -(x * y * y * y),                                   Reals),
        OfArgument("Acosh", Partials.Acosh, (x, y) => -(x * y * y * y),                                   new(1.1, 5)),
        Binary("Atan2Partial", Partials.Atan2, (a, b, y) => [-2 * y * Angle(b, a), (Angle(b, a) - y) * (Angle(b, a) + y)], (Reals, Positive), Home.Partials) with
        {
            Form = new StaticCall(Home.Partials, "Atan2"), Noun = "partial",
        },
        new("HypotPartial", Elementwise, 3)
        {
            Form = new StaticCall(Home.Partials, "Hypot"),
            Partials = [Length.Is(0).Then(0, Hypot(N, X) * Hypot(N, X) / Length), Length.Is(0).Then(0, -(Y * Hypot(N, X) / Length)), null],
            Evaluate = x => Partials.Hypot(x[0], x[1], Portable.Hypot(x[0], x[1])), Domains = [Reals, Positive, new(1, 1)], Cost = Cost.Function,
            Noun = "partial",
        },

        Binary("Polygamma", Partials.Polygamma, (a, b, y) => [null, Op.Of("Polygamma", a + 1, b)], (new(2, 2), Positive), Home.Partials),
    ];

    private static Term Length => Op.Of("Hypot", X, N);

    private static Term Hypot(Term x, Term other) => Op.Of("HypotPartial", x, other, Length);

    private static Term Angle(Term x, Term other) => Op.Of("Atan2Partial", x, other);

    private static Term SigmoidSlope(Term x) => Op.Of("SigmoidPartial", x, Op.Of("Sigmoid", x));

    // The derivative of s + x s′ with s = Sigmoid(2u), 2u = scale (x + cubic x³ / 3): x s″ + 2 s′, where s″/s′ = 2u″/2u′ − tanh(u) 2u′.
    private static Term GeluTanhCurvature(double scale, double cubic)
    {
        Term twoU = scale * (X + cubic / 3 * X * X * X), slope = scale * (1 + cubic * X * X), curvature = 2 * scale * cubic * X;
        return SigmoidSlope(twoU) * (2 * slope + X * (curvature - Op.Of("Tanh", 0.5 * twoU) * slope * slope));
    }

    private static Term Power(Term x, Term n) => Op.Of("Pow", x, n);

    private static Term PowBase(Term x, Term n) => Op.Of("PowBase", x, n, Power(x, n));

    private static Term PowExponent(Term x, Term n) => Op.Of("PowExponent", x, n, Power(x, n));

    // Evaluated with the power that belongs to the first two arguments, so that differences see the total derivative.
    private static Primitive OfPower(string name, Func<double, double, double, double> evaluate, Term?[] partials) => new(name, Elementwise, 3)
    {
        Form = new StaticCall(Home.Partials, name), Partials = new(partials),
        Evaluate = x => evaluate(x[0], x[1], Math.Pow(x[0], x[1])), Domains = [Positive, new(1.1, 3), new(1, 1)], Cost = Cost.Function, Noun = "partial",
    };

    // Takes the value that the primal computed, as the partials of a power do.
    private static Primitive OfValue(string method, Func<double, double, double> evaluate, Func<double, double> value, Term partial) =>
        new(method + "Partial", Elementwise, 2)
        {
            Form = new StaticCall(Home.Partials, method), Partials = [partial, null],
            Evaluate = x => evaluate(x[0], value(x[0])), Domains = [Reals, new(1, 1)], Cost = Cost.Function, Noun = "partial",
        };

    private static Primitive OfArgument(string method, Func<double, double> evaluate, Func<Term, Term, Term> partial, Domain domain) =>
        Unary(method + "Partial", evaluate, partial, domain) with { Form = new StaticCall(Home.Partials, method), Noun = "partial" };

    private static Primitive Piecewise(string name, string method, Evaluator evaluate, int arity) => new(name, None, arity)
    {
        Form = new StaticCall(Home.Partials, method), Evaluate = evaluate, Noun = "partial",
    };
}
