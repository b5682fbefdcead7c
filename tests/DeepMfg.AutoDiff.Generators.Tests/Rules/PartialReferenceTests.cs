using System.Globalization;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Rules;

/// <summary>Partials far out, beside zeros and poles, against closed forms computed with mpmath: tests/Reference/partials.py.</summary>
public class PartialReferenceTests
{
    /// <summary>What the partials of these lose is lost by the difference of their arguments, whatever they compute with it.</summary>
    private static readonly string[] Conditioned = ["LogAddExp"];

    public static TheoryData<string> Functions => [.. Table.Select(line => line.Function).Distinct()];

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_partial_agrees_with_mpmath(string function)
    {
        Primitive row = Primitives.Get(function);
        Assert.All(Table.Where(line => line.Function == function), line =>
        {
            double actual = Formula.InDouble.Partial(row, line.Input, line.Arguments);
            Assert.True(
                Math.Abs(actual - line.Value) <= 1e-14 * Math.Abs(line.Value),
                $"{line}: got {actual:R}, off by {(actual - line.Value) / line.Value:E1}.");
        });
    }

    [Fact]
    public void Every_function_that_can_lose_digits_has_reference_values() => Assert.Equal(
        "",
        string.Join(", ", Primitives.All
            .Where(row => row.Form is StaticCall && row.Kind == RuleKind.Elementwise && row.Arity < 3 && row.Cost == Cost.Function && !row.HasKink)
            .Select(row => row.Name).Except(Table.Select(line => line.Function)).Except(Conditioned)));

    private static Line[] Table { get; } =
    [
        .. from text in File.ReadLines(Repository.Path("tests/Reference/partials.csv"))
           let parts = text.Split(',')
           select new Line(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), [.. parts[2].Split(' ').Select(Number)], Number(parts[3])),
    ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Line(string Function, int Input, double[] Arguments, double Value)
    {
        public override string ToString() => $"{Function}({string.Join(", ", Arguments)}) in input {Input} is {Value:R}";
    }
}
