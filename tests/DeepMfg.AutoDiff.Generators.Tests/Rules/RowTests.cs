using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Rules;

/// <summary>The table tests itself: every row's partials against differences of its evaluator, and against its special points.</summary>
public class RowTests
{
    private const int Points = 50;

    // Rounding of a formula of a dozen operations, beside the error that the differences themselves report.
    private const double DoubleRounding = 1e-11, FloatRounding = 1e-5;

    public static TheoryData<string> Derived => [.. Primitives.All.Where(row => row.Kind != RuleKind.None).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Derived))]
    public void A_row_has_all_that_its_test_needs(string name)
    {
        Primitive row = Primitives.Get(name);
        Assert.NotNull(row.Evaluate);
        Assert.Equal(row.Arity, row.Partials.Count);
        Assert.Equal(row.Arity, row.Domains.Count);
        Assert.NotEqual("value", row.Noun + (row.Form is Prefix { Symbol: "+" } ? "s" : ""));
    }

    [Theory]
    [MemberData(nameof(Derived))]
    public void Partials_agree_with_differences(string name)
    {
        Primitive row = Primitives.Get(name);
        foreach (double[] at in RandomPoints(row))
        {
            for (int i = 0; i < row.Arity; i++)
            {
                Domain domain = row.Domains[i];
                if (domain.Low == domain.High || row.Form is Conditional && i == 0) continue;
                double room = Math.Min(at[i] - domain.Low, domain.High - at[i]);
                (double expected, double error) = Differences.AtZero(h => row.Evaluate!([.. at.Select((x, j) => j == i ? x + h : x)]), room / 2);
                double actual = Formula.InDouble.Partial(row, i, at);
                double allowed = 10 * error + DoubleRounding * Math.Max(1, Math.Abs(expected));
                Assert.True(Math.Abs(actual - expected) <= allowed, $"{Text(row, at)} in input {i}: {actual}, differences {expected} ± {error}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Derived))]
    public void Partials_in_float_are_those_in_double_rounded(string name)
    {
        Primitive row = Primitives.Get(name);
        foreach (double[] at in RandomPoints(row).Select(point => point.Select(x => (double)(float)x).ToArray()))
        {
            for (int i = 0; i < row.Arity; i++)
            {
                double expected = Formula.InDouble.Partial(row, i, at), actual = Formula.InFloat.Partial(row, i, at);
                Assert.True(Math.Abs(actual - expected) <= FloatRounding * Math.Max(1, Math.Abs(expected)), $"{Text(row, at)}: {actual}, {expected}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Derived))]
    public void Special_points_follow_their_convention(string name)
    {
        Primitive row = Primitives.Get(name);
        Assert.All(row.SpecialPoints, point => Assert.All([Formula.InDouble, Formula.InFloat], formula =>
        {
            double[] at = [.. point.At.Select(formula.Round)];
            for (int i = 0; i < point.Partials.Count; i++)
            {
                double actual = formula.Partial(row, i, at), expected = formula.Round(point.Partials[i]);
                Assert.True(
                    actual.Equals(expected) || actual == expected || Math.Abs(actual - expected) <= 1e-6 * Math.Abs(expected),
                    $"{Text(row, at)} in input {i}: {actual}, by convention {expected}.");
            }
        }));
    }

    [Fact]
    public void A_row_with_a_kink_says_what_holds_there_and_tests_it() =>
        Assert.All(Primitives.All.Where(row => row.HasKink), row =>
        {
            Assert.NotEmpty(row.Convention);
            Assert.NotEmpty(row.SpecialPoints);
        });

    [Fact]
    public void Formulas_mention_only_rows_of_the_table() =>
        Assert.All(Primitives.All.SelectMany(row => row.Partials).OfType<Term>(), partial =>
            Assert.False(partial.Mentions(term => term is Op op && !Primitives.TryGet(op.Primitive, out _))));

    [Fact]
    public void A_linear_row_has_constant_partials() => Assert.All(
        Primitives.All.Where(row => row.Kind == RuleKind.Linear && row.Form is not Conditional),
        row => Assert.All(row.Partials, partial => Assert.IsType<Literal>(partial)));

    [Fact]
    public void A_bilinear_row_has_the_other_input_as_partial() => Assert.All(
        Primitives.All.Where(row => row.Kind == RuleKind.Bilinear),
        row => Assert.Equal([new Input(1), new Input(0)], row.Partials));

    private static IEnumerable<double[]> RandomPoints(Primitive row)
    {
        var random = new Random(20261123);
        for (int k = 0; k < Points; k++)
        {
            // The middle of each domain, so that differences have room on both sides.
            yield return [.. row.Domains.Select(domain => domain.Low + (0.05 + 0.9 * random.NextDouble()) * (domain.High - domain.Low))];
        }
    }

    private static string Text(Primitive row, double[] at) => $"{row.Name}({string.Join(", ", at)})";
}
