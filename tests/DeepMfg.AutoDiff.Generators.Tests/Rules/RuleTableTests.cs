using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Rules;

public class RuleTableTests
{
    [Theory]
    [InlineData("| `Math.Tan(x)` | `1 + y * y` | [-1.3, 1.3] |  |")]
    [InlineData("| `a / b` | `1 / b`; `-(y / b)` | [-3, 3] × [0.5, 3] |  |")]
    [InlineData("| `Math.Log2(x)` | `1 / (log 2 * x)` | [0.1, 5] |  |")]
    [InlineData("| `Math.Abs(x)` | `Partials.Sign(x)` | [0.1, 5] | 0 at 0 |")]
    [InlineData("| `Ops.LeakyRelu(a, b)` | `a > 0 ? 1 : b`; `a > 0 ? 0 : a` | [0.1, 5] × [-3, 3] | b at a = 0 |")]
    public void A_row_reads_as_mathematics(string line) => Assert.Contains(line, Lines);

    [Fact]
    public void Every_row_with_a_derivative_that_users_can_write_has_a_line() => Assert.Equal(
        Primitives.All.Count(row => row.Kind != RuleKind.None && row.Form is not (StaticCall { Home: Home.Partials } or Cast)),
        Lines.Count(line => line.StartsWith("| `", StringComparison.Ordinal)));

    [Fact]
    public void What_has_no_derivative_is_listed_with_its_reason()
    {
        Assert.Contains(Lines, line => line.StartsWith("Derivative zero: `Sign`, ", StringComparison.Ordinal));
        Assert.Contains(Lines, line => line.StartsWith("No derivative: `IsNaN`, ", StringComparison.Ordinal) && line.Contains("`Parse` (reads text)"));
    }

    private static string[] Lines => RuleTable.Markdown().Split('\n');
}
