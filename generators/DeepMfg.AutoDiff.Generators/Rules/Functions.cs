using static DeepMfg.AutoDiff.Generators.Rules.RuleKind;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The functions of Math, MathF, double, float and Ops.</summary>
internal static class Functions
{
    private static readonly Domain Reals = new(-3, 3), Positive = new(0.1, 5), Unit = new(-0.95, 0.95);

    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        Unary("Sin", Math.Sin, (x, y) => Op.Of("Cos", x), Reals) with { Noun = "sine" },
        Unary("Cos", Math.Cos, (x, y) => -Op.Of("Sin", x), Reals) with { Noun = "cosine" },
        Unary("Exp", Math.Exp, (x, y) => y, Reals) with { Noun = "exponential" },
        Unary("Log", Math.Log, (x, y) => 1 / x, Positive) with { Noun = "log" },
        Unary("Sqrt", Math.Sqrt, (x, y) => 0.5 / y, Positive) with { Noun = "root", Cost = Cost.Division },
        Unary("Tanh", Math.Tanh, (x, y) => 1 - y * y, Reals) with { Noun = "tanh" },
        new("Truncate", None, 1)
        {
            Form = new StaticCall(Home.MathOrMathF, "Truncate"), Evaluate = x => Math.Truncate(x[0]), Domains = [Reals], Noun = "truncated",
        },
    ];

    private static Primitive Unary(string name, Func<double, double> evaluate, Func<Term, Term, Term> partial, Domain domain) =>
        new(name, Elementwise, 1)
        {
            Form = new StaticCall(Home.MathOrMathF, name),
            Partials = [partial(new Input(0), new Output())],
            Evaluate = x => evaluate(x[0]),
            Domains = [domain],
            Cost = Cost.Function,
        };
}
