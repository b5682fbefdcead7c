using System.Globalization;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Rules;

/// <summary>Partials at zeros of either sign, at the ends of domains, outside of them and at infinity.</summary>
public class SpecialPointTests
{
    private const double Infinity = double.PositiveInfinity, AboveOne = 1.0000000000000002;

    private static readonly double[] s_reals = [-Infinity, -1e100, -2.5, -2, -AboveOne, -1, -0.5, -0.0, 0, 0.5, 1, AboveOne, 2, 2.5, 1e100, Infinity];

    private static readonly double[] s_integers = [-3, -2, -1, 0, 1, 2, 3, 4];

    private static readonly Formula[] s_formulas = [Formula.InDouble, Formula.InFloat, Formula.PrintedInDouble, Formula.PrintedInFloat];

    /// <summary>Where a row has a value but no derivative.</summary>
    private static readonly Dictionary<string, Func<double[], bool>> s_withoutSlope = new()
    {
        ["Pow"] = at => at[0] < 0,
        ["LogBase"] = at => at[1] == 0,
        ["Atan2"] = at => at[0] == 0 && at[1] == 0,
        ["Atan2Pi"] = at => at[0] == 0 && at[1] == 0,
    };

    public static TheoryData<string> Written => [.. Primitives.All.Where(row => row.Kind != RuleKind.None && IsFunction(row)).Select(row => row.Name)];

    public static TheoryData<string> Listed => [.. Table.Select(line => line.Function).Distinct()];

    /// <summary>Beside the four operations and what is made of them at infinity, and beside partials that are constants.</summary>
    [Theory]
    [MemberData(nameof(Written))]
    public void Outside_the_domain_the_partials_are_NaN_as_the_value_is(string name)
    {
        Primitive row = Primitives.Get(name);
        AssertNone(
            from at in Grid(row)
            where row.Arity == 1 || at.All(double.IsFinite)
            from formula in s_formulas
            let rounded = at.Select(formula.Round).ToArray()
            where (row.Arity == 1 || rounded.All(double.IsFinite)) && double.IsNaN(formula.Value(row, rounded))
            from input in Enumerable.Range(0, row.Arity)
            where row.Partial(input) is not (null or Literal)
            let partial = formula.Partial(row, input, rounded)
            where !double.IsNaN(partial)
            select $"{Text(row, rounded)}, {formula}: NaN, but {partial} in input {input}");
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void Inside_the_domain_no_partial_is_NaN(string name)
    {
        Primitive row = Primitives.Get(name);
        AssertNone(
            from at in Grid(row)
            where at.All(double.IsFinite) && !(s_withoutSlope.TryGetValue(name, out Func<double[], bool>? without) && without(at))
            from formula in s_formulas
            let rounded = at.Select(formula.Round).ToArray()
            let value = formula.Value(row, rounded)
            where rounded.All(double.IsFinite) && double.IsFinite(value)
            from input in Enumerable.Range(0, row.Arity)
            where double.IsNaN(formula.Partial(row, input, rounded))
            select $"{Text(row, rounded)}, {formula}: {value}, but NaN in input {input}");
    }

    [Theory]
    [MemberData(nameof(Listed))]
    public void A_partial_at_a_special_point_agrees_with_mpmath(string function)
    {
        Primitive row = Primitives.Get(function);
        AssertNone(
            from line in Table
            where line.Function == function
            from formula in s_formulas
            where line.Arguments.All(x => formula.Round(x) == x)
            let actual = formula.Partial(row, line.Input, line.Arguments)
            where !Agrees(actual, line.Value, formula)
            select $"{Text(row, line.Arguments)}, {formula}: {actual} in input {line.Input}, by mpmath {line.Value}");
    }

    private static bool Agrees(double actual, double expected, Formula formula)
    {
        double rounded = formula.Round(expected), tolerance = formula.Round(0.1) == 0.1 ? 1e-14 : 1e-6;
        if (!double.IsFinite(actual) || !double.IsFinite(rounded)) return actual.Equals(rounded);
        return actual == rounded || Math.Abs(actual - expected) <= tolerance * Math.Abs(expected) + formula.Round(1e-320);
    }

    private static bool IsFunction(Primitive row) =>
        row.Form is StaticCall { Home: not Home.Partials } && !row.Name.Contains("Estimate", StringComparison.Ordinal) || row.Form is Infix { Symbol: "%" };

    private static IEnumerable<double[]> Grid(Primitive row)
    {
        IEnumerable<double[]> grid = [[]];
        foreach (Domain domain in row.Domains)
        {
            // An argument whose domain is one number is an integer.
            double[] axis = domain.Low == domain.High ? s_integers : s_reals;
            grid = grid.SelectMany(_ => axis, (point, x) => (double[])[.. point, x]);
        }
        return row.MayThrowOnReals ? grid.Where(at => at[1] <= at[2]) : grid;
    }

    private static void AssertNone(IEnumerable<string> offenders)
    {
        string[] texts = [.. offenders];
        Assert.True(texts.Length == 0, string.Join(Environment.NewLine, texts));
    }

    private static string Text(Primitive row, double[] at) => $"{row.Name}({string.Join(", ", at.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))})";

    private static Line[] Table { get; } =
    [
        .. from text in File.ReadLines(Repository.Path("tests/Reference/special_points.csv"))
           let parts = text.Split(',')
           select new Line(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), [.. parts[2].Split(' ').Select(Number)], Number(parts[3])),
    ];

    private static double Number(string text) => text switch
    {
        "inf" => Infinity,
        "-inf" => -Infinity,
        "nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private sealed record Line(string Function, int Input, double[] Arguments, double Value);
}
