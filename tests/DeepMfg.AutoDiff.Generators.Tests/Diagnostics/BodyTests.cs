using static DeepMfg.AutoDiff.Generators.Tests.Diagnostics.Expect;

namespace DeepMfg.AutoDiff.Generators.Tests.Diagnostics;

/// <summary>What is wrong in the body of a marked method, and of those that it calls.</summary>
public sealed class BodyTests
{
    [Fact]
    public void DMAD010_stands_at_the_call_that_an_active_value_reaches() => InClass(
        "[Differentiable] public static double F(double x, int n) => x + Math.BigMul(n, n) + double.Parse($\"{x}\");",
        ("DMAD010", "double.Parse($\"{x}\")", "Ad.StopGradient"));

    [Fact]
    public void DMAD010_names_the_way_from_the_marked_method() => InClass(
        "[Differentiable] public static double F(double x) => G(x); static double G(double y) => y * H(y); static double H(double z) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(z));",
        ("DMAD010", "BitConverter.DoubleToInt64Bits(z)", "by way of 'G' → 'H'"));

    [Fact]
    public void Calls_without_active_values_and_guards_and_logging_are_fine() => InClass(
        "[Differentiable] public static double F(double x, Random rng, string name) { Log(x, name); ArgumentOutOfRangeException.ThrowIfNegative(x); Console.WriteLine($\"{x}\"); return x * rng.NextDouble() * name.Length; } static void Log(double x, string s) => Console.WriteLine(s + x);");

    [Theory]
    [InlineData("try { return x; } catch { return 0; }", "try { return x; } catch { return 0; }", "'try'")]
    [InlineData("again: x -= 1; if (x > 1) goto again; return x;", "goto again;", "'goto'")]
    [InlineData("lock (\"\") { return x; }", "lock (\"\") { return x; }", "'lock'")]
    [InlineData("Func<double, double> f = y => y; f = Math.Sin; return f(x);", "y => y", "A delegate")]
    [InlineData("dynamic d = x; return d;", "x", "'dynamic'")]
    [InlineData("List<double> a = new(); a.Add(x); return a[0];", "a.Add(x)", "An active value in 'List<double>'")]
    public void DMAD011_names_the_construct_and_what_to_write_instead(string body, string at, string says)
    {
        Microsoft.CodeAnalysis.Diagnostic first = Frontend.UserCode.Diagnose(Frontend.UserCode.Class($"[Differentiable] public static double F(double x) {{ {body} }}"))
            .First(static d => d.Id.StartsWith("DMAD", StringComparison.Ordinal));
        Assert.Contains(says, first.GetMessage(), StringComparison.Ordinal);
        Assert.Contains(at, first.Location.SourceTree!.ToString().Substring(first.Location.SourceSpan.Start, first.Location.SourceSpan.Length), StringComparison.Ordinal);
    }

    [Fact]
    public void Recursion_is_DMAD011_where_active_tables_go_round() => InClass(
        "[Differentiable] public static double F(double[][] x, int n) => Sum(x, n) * Factorial(n); static double Sum(double[][] x, int n) => n == 0 ? 1 : x[n][0] * Sum(x, n - 1); static int Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);",
        ("DMAD011", "Sum(x, n - 1)", "write a loop instead"));

    [Fact]
    public void Virtual_calls_with_active_values_are_DMAD011() => Of(
        "public abstract partial class C { protected abstract double Law(double x); [Differentiable] public double F(double x) => Law(x); }", ("DMAD011", "Law(x)", "The virtual call of 'Law'"));

    [Fact]
    public void DMAD012_stands_at_the_assignment() => InClass(
        "static double s_last; static int Count { get; set; } [Differentiable] public static double F(double x) { s_last = x; Count++; return x; }",
        ("DMAD012", "s_last", "'s_last'"), ("DMAD012", "Count", "'Count'"));

    [Fact]
    public void DMAD012_in_a_callee_counts_where_an_active_value_comes_back() => InClass(
        "static double s_last; [Differentiable] public static double F(double x) { Keep(1); return Keep(x); } static double Keep(double x) { s_last = x; return x; }",
        ("DMAD012", "s_last", "'s_last'"));

    [Fact]
    public void DMAD015_stands_at_what_generated_code_cannot_name() => Of(
        "static class Other { private static double Factor => 2; public static double Scale(double x) => x * Factor; } static partial class C { [Differentiable] public static double F(double x) => Other.Scale(x); }",
        ("DMAD015", "Factor", "make 'Other' partial, or the member at least 'internal'"));

    [Fact]
    public void DMAD020_stands_at_a_conversion_to_an_integer() => InClass(
        "[Differentiable] public static double F(double x) => x * (int)x + Math.Floor(x) + Math.Sign(x);", ("DMAD020", "(int)x", "Ad.StopGradient"));

    [Fact]
    public void DMAD020_is_not_reported_where_the_gradient_is_stopped() => InClass("[Differentiable] public static double F(double x) => x * (int)Ad.StopGradient(x);");

    [Fact]
    public void DMAD021_stands_at_the_parameter_on_which_nothing_depends() => InClass(
        "[Differentiable] public static double F(double x, double y, double limit) => limit > 1 ? x : 2 * x;", ("DMAD021", "y", "does not depend on 'y'"));

    [Fact]
    public void DMAD022_is_hidden_at_kinks_and_branches() => Hidden(
        "[Differentiable] public static double F(double x, int n) => (x > 1 ? Math.Abs(x) : 2) + (n > 1 ? x : 1);",
        ("DMAD022", "x > 1", "A branch on an active value"), ("DMAD022", "Math.Abs(x)", "'Math.Abs(x)'"));

    [Fact]
    public void DMAD026_is_hidden_at_the_first_reading_of_a_number_in_an_object() => Hidden(
        """
        public partial class Plate { double _thick = 2; readonly float[] _loads = [1]; [NoDerivative] public double Known = 1; public int Count;
        public double Wide { get; set; } = 3;
        [Differentiable] public double F(double x) => x * _thick * _thick * _loads[0] * Known * Count * Wide; }
        public class Table { public double Depth, Height; }
        [Differentiable] public static double G([NoDerivative] Table table, double x) => x * table.Depth + table.Depth;
        """,
        ("DMAD026", "_thick", "'_thick' of 'Plate' is held constant"), ("DMAD026", "_loads", "'_loads'"), ("DMAD026", "Wide", "'Wide'"),
        ("DMAD026", "table.Depth", "'Depth' of 'Table'"));

    [Theory]
    [InlineData("double s = 0; for (double t = 0; t < T; t += dt) s += x * dt; return s;", "t < T", "'T'")]
    [InlineData("double s = 0, t = 0; while (t <= 2 * T * x) { s += x * dt; t = t + 0.01; } return s;", "t <= 2 * T * x", "'x', 'T'")]
    [InlineData("double s = 0, t = T; do { s += x * dt; t -= dt; } while (t > x); return s;", "t > x", "'x'")]
    [InlineData("double s = 0; int n = 0; while (n < 1000 && T > n * 1.0 && n < T) { s += x * dt; n++; } return s;", "n < T", "'T'")]
    [InlineData("double s = 0; for (int i = 0; i < T; i++) s += x * dt; return s;", "i < T", "'T'")]
    [InlineData("double s = 0, t = 0; while (true) { if (t >= T) break; s += x * dt; t += dt; } return s;", "t >= T", "'T'")]
    [InlineData("return Until(x * dt, T); static double Until(double v, double end) { double s = 0; for (double t = 0; end > t; t += 0.1) s += v; return s; }", "end > t", "'T'")]
    public void DMAD025_stands_at_a_bound_that_decides_how_often_steps_are_made(string body, string at, string says) => TripsAre(body, (at, says));

    [Theory]
    [InlineData("double y = x; while (y * y - x > T * x) y = 0.5 * (y + x / y); return y * dt;")]
    [InlineData("double low = 0, high = x; while (high - low > T) { double middle = 0.5 * (low + high); if (middle * middle > dt) high = middle; else low = middle; } return low * x;")]
    [InlineData("double y = x, d; do { d = Math.Sin(y) - y; y += 0.5 * d; } while (Math.Abs(d) > T); return y * dt;")]
    [InlineData("double s = 0; for (double t = 0; t < 1; t += 0.1) s += t > T ? x : dt; return s;")]
    [InlineData("double s = 0; for (double t = 0; t < 1; t += 0.1) { if (t > T) continue; s += x * dt; } return s;")]
    [InlineData("double s = 0; for (int i = 0; i < 10; i++) s += x * dt * T; return s;")]
    [InlineData("double s = 0; for (double t = 0; t < Ad.StopGradient(T); t += 0.1) s += x * dt * T; return s;")]
    [InlineData("double t = 0; while (t < 1) { double h = Math.Min(dt, T - t); t += h * x * x + 0.1; } return t;")]
    public void DMAD025_is_not_for_tests_of_convergence(string body) => TripsAre(body);

    private static void TripsAre(string body, params (string At, string Says)[] expected)
    {
        string source = Frontend.UserCode.Class($"[Differentiable] public static double F(double x, double T, double dt) {{ {body} }}");
        var found = Frontend.UserCode.DiagnoseAll(source).Where(static d => d.Id == "DMAD025")
            .Select(d => (At: source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length), Says: d.GetMessage())).ToList();
        Assert.Equal(expected.Select(static e => e.At), found.Select(static f => f.At));
        Assert.All(found.Zip(expected), static pair => Assert.Contains(pair.Second.Says, pair.First.Says, StringComparison.Ordinal));
    }

    [Fact]
    public void A_condition_that_only_this_file_defines_is_DMAD011() => Of(
        "#define LOCAL\npublic static partial class C { [System.Diagnostics.Conditional(\"LOCAL\")] static void Note(string s) => Console.WriteLine(s); [Differentiable] public static double F(double x) { Note(\"a\"); return x * x; } }",
        ("DMAD011", "Note(\"a\")", "define it in the project"));

    [Fact]
    public void All_mistakes_of_a_method_are_reported_at_once() => InClass(
        "public static int s_n; [Differentiable] public static double F(double x) { s_n = 1; lock (typeof(C)) { } return double.Parse($\"{x}\") + x; }",
        ("DMAD012", "s_n", ""), ("DMAD011", "lock (typeof(C)) { }", ""), ("DMAD010", "double.Parse($\"{x}\")", ""));

    [Fact]
    public void DMAD033_says_that_nothing_was_generated()
    {
        Microsoft.CodeAnalysis.Diagnostic[] found = [.. Frontend.UserCode.DiagnoseWithoutGenerator(Frontend.UserCode.Class("[Differentiable] public static double F(double x) => x;"))];
        Assert.Equal("DMAD033", Assert.Single(found).Id);
        Assert.Contains("Nothing was generated for 'F'", found[0].GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void DMAD033_says_that_another_generators_output_is_not_seen()
    {
        const string Page = "// <auto-generated/>\n#line 3 \"Wear.razor\"\npublic partial class Wear { [Differentiable] public static double Life(double x) => x; }\n";
        Microsoft.CodeAnalysis.Diagnostic[] found = [.. Frontend.UserCode.DiagnoseWithoutGenerator(Page)];
        Assert.Equal("DMAD033", Assert.Single(found).Id);
        Assert.Contains("'Life', because another generator has written the code around it", found[0].GetMessage(), StringComparison.Ordinal);
        Assert.Contains("move 'Life' to a file of your own: from the '@code' of a '.razor' to a '.razor.cs'", found[0].GetMessage(), StringComparison.Ordinal);
    }
}
