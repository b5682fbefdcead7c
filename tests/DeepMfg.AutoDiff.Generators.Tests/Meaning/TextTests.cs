using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Generated code says what it means as a person would.</summary>
public class TextTests
{
    [Theory]
    [InlineData("double F(double x, double y) => x * y * (1 - x)", "* difference - xDot * product")]
    [InlineData("double F(double x, double y) { double s = y; for (int i = 0; i < 3; i++) s -= -x * s; return s; }", "s += x * s;")]
    public void What_is_negated_is_subtracted(string method, string part) => Assert.Contains(part, Text(method));

    [Theory]
    [InlineData(
        "double F(double x, int[] a) { double s = x; foreach (int k in a) { s *= Math.Sin(s) + k; for (int j = 0; j < k; j++) s = Math.Exp(-s * x); } return s; }",
        "Tape: 16 bytes a trip of <c>foreach (int k in a)</c>; 16 bytes a trip of <c>for (int j = 0; j &lt; k; j++)</c>.")]
    [InlineData("double F(double x, int n) { double s = x; while (s < 9 && n-- > 0) s *= Math.Sin(x) * s; return s; }", "Tape: 16 bytes a trip of <c>while (s &lt; 9 &amp;&amp; n-- &gt; 0)</c>.")]
    [InlineData("double F(double x, [NoDerivative] (double T, int N)[] rows) { double s = x; foreach (var (t, n) in rows) s *= Math.Sin(s) * t * n; return s; }", "a trip of <c>foreach (var (t, n) in rows)</c>")]
    [InlineData("double F(double x) => x * x", "Tape: none.")]
    public void The_documentation_names_each_loop_once_as_the_user_wrote_it(string method, string part) => Assert.Contains(part, Text(method));

    [Theory]
    [InlineData("ThrowIfNegative(x)", "ThrowIfNegative<double>(x);")]
    [InlineData("ThrowIfNegative(2 - x)", "ThrowIfNegative<double>(2 - x);")]
    [InlineData("ThrowIfGreaterThan(x, y)", "ThrowIfGreaterThan<double>(x, y);")]
    [InlineData("ThrowIfNegative(2.0 - x)", "ThrowIfNegative<double>(2 - x, \"2.0 - x\");")]
    [InlineData("ThrowIfNegative(y, nameof(x))", "ThrowIfNegative<double>(y, nameof(x));")]
    public void How_an_argument_is_written_is_said_where_it_is_written_otherwise(string call, string part) =>
        Assert.Contains(part, Text("double F(double x, double y) { ArgumentOutOfRangeException." + call + "; return x * y; }"));

    [Fact]
    public void A_loop_in_one_pass_is_not_called_by_what_is_said_of_it()
    {
        string text = Text("double F(double[] w, [NoDerivative] double[] x, [NoDerivative] bool[] b) { double s = 0; for (int i = 0; i < x.Length; i++) { "
            + "double z = w[0] * x[i]; s += b[i] ? Soft(-z) : Soft(z); } return s; } static double Soft(double z) => z > 30 ? z : Math.Log(1 + Math.Exp(z))");
        Assert.Contains("// In one pass", text, StringComparison.Ordinal);
        Assert.Contains("16 bytes a trip of the loop.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_of_an_enum_has_its_name() =>
        Assert.Contains("global::System.DayOfWeek day = global::System.DayOfWeek.Friday", Text("double F(double x, DayOfWeek day = DayOfWeek.Friday) => x"));

    [Fact]
    public void How_an_argument_was_written_in_a_helper_stays() => Assert.Contains(
        "ThrowIfNegative<double>(y, \"other\");",
        Text("double F(double x, double y) { Check(y); return x * y; } static void Check(double other) => ArgumentOutOfRangeException.ThrowIfNegative(other)"));

    [Fact]
    public void A_comment_says_that_it_is_about_the_other_case() => Assert.Contains(
        "// if (x > 0 && n < 100) … else\n        if (!condition2)",
        Text("double F(double x, double y, int n) { if (n > 3) y = 2; else y *= x; if (x > 0 && n < 100) { } else { x *= y; } return x * y; }"));

    [Theory]
    [InlineData("double F(double x, string? s) { bool b = s is null; x *= x; return b ? x : 2 * x; }", "bool b = s is null;")]
    [InlineData("double F(double x, string? s) { if (s is null) return x; return 2 * x; }", "if (s is null) return")]
    [InlineData("double F(double x, string? s) { if (!(s is null)) x *= x; return 2 * x; }", "if (!(s is null))")]
    [InlineData("double F(double x, string s) { string t = \")\" + s; return x * t.Length; }", "string t = \")\" + s;")]
    [InlineData("double F(double x, int n) { object o = n; var pair = (object)(n, 2); return x * ((ValueTuple<int, int>)pair).Item1 * (int)o; }", "object o = n;")]
    [InlineData("double F(double x, string s) { object o = s; IComparable c = s; return x * c.CompareTo(o); }", "global::System.IComparable c = s;")]
    [InlineData("double F(double x, string[] names) { var all = names; string? first = all[0]; return x * first.Length; }", "string first = names[0];")]
    [InlineData("double F(double x, DateTime d) { _ = d + TimeSpan.Zero; object o = (d, 2); return x * o.GetHashCode(); }", "object o = (d, 2);")]
    [InlineData("double F(double x, object[] all) { foreach (string s in all) x *= s.Length; return x; }", "string s = (string)all[i];")]
    public void Nothing_stands_in_parentheses_or_casts_that_need_not(string method, string part) => Assert.Contains(part, Text(method));

    private static string Text(string method)
    {
        string members = $"[Differentiable] public static {method}{(method.EndsWith('}') ? "" : ";")}";
        Generated generated = UserProject.Generate(new UserFile("C.cs", $"using System; using DeepMfg.AutoDiff; public static partial class C {{ {members} }}"));
        Assert.Empty(generated.Faults());
        return generated.Text;
    }
}
