using static DeepMfg.AutoDiff.Generators.Rules.RuleKind;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Builds rows from a name, the function itself, its partials as mathematics, and the domain of the row's own test.</summary>
internal static class Row
{
    public static readonly Domain Reals = new(-3, 3), Positive = new(0.1, 5), Unit = new(-0.95, 0.95), Quarter = new(-0.45, 0.45);

    /// <summary>A function of one argument: its partial is a formula in the argument x and the value y.</summary>
    public static Primitive Unary(string name, Func<double, double> evaluate, Func<Term, Term, Term> partial, Domain domain, Home home = Home.MathOrMathF) =>
        new(name, Elementwise, 1)
        {
            Form = new StaticCall(home, name),
            Partials = [partial(new Input(0), new Output())],
            Evaluate = x => evaluate(x[0]),
            Domains = [domain],
            Cost = Cost.Function,
            Noun = Noun(name),
        };

    /// <summary>A function of two arguments: its partials are formulas in the arguments a, b and the value y.</summary>
    public static Primitive Binary(
        string name, Func<double, double, double> evaluate, Func<Term, Term, Term, Term?[]> partials, (Domain A, Domain B) domain,
        Home home = Home.MathOrMathF) =>
        new(name, Elementwise, 2)
        {
            Form = new StaticCall(home, name),
            Partials = new(partials(new Input(0), new Input(1), new Output())),
            Evaluate = x => evaluate(x[0], x[1]),
            Domains = [domain.A, domain.B],
            Cost = Cost.Function,
            Noun = Noun(name),
        };

    /// <summary>A function of three arguments: its partials are formulas in the arguments a, b, c.</summary>
    public static Primitive Ternary(
        string name, Func<double, double, double, double> evaluate, Func<Term, Term, Term, Term?[]> partials, Domain domain, Home home = Home.MathOrMathF) =>
        new(name, Elementwise, 3)
        {
            Form = new StaticCall(home, name),
            Partials = new(partials(new Input(0), new Input(1), new Input(2))),
            Evaluate = x => evaluate(x[0], x[1], x[2]),
            Domains = [domain, domain, domain],
            Noun = Noun(name),
        };

    /// <summary>A function whose derivative is zero wherever it has one.</summary>
    public static Primitive Flat(string name, Func<double, double> evaluate, Home home = Home.MathOrMathF) => new(name, None, 1)
    {
        Form = new StaticCall(home, name), Evaluate = x => evaluate(x[0]), Domains = [Reals], Noun = Noun(name),
    };

    /// <summary>What holds at one point, by choice or as a limit: its partials there.</summary>
    public static Primitive At(this Primitive row, double[] point, params double[] partials) =>
        row with { SpecialPoints = [.. row.SpecialPoints, new SpecialPoint(new(point), new(partials))] };

    /// <summary>A row that is not smooth somewhere, and the convention there.</summary>
    public static Primitive Kinked(this Primitive row, string convention) => row with { HasKink = true, Convention = convention };

    /// <summary>What the partials are, for readers of the table, where their names do not say it.</summary>
    public static Primitive Noted(this Primitive row, string note) => row with { Convention = note };

    private static string Noun(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
