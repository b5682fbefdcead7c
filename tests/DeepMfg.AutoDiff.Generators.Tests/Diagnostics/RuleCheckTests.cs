using DeepMfg.AutoDiff.Generators.Tests.Frontend;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Tests.Diagnostics;

/// <summary>The compiler evaluates rules: each right one beside a wrong one, which has a sign, a factor, a term or an argument wrong.</summary>
public sealed class RuleCheckTests
{
    /// <summary>The primal, its derivatives in x and in k as they are, and one of them as it is not.</summary>
    private static readonly (string Primal, string X, string K, string Wrong)[] s_numbers =
    [
        ("x * k", "k", "x", "X=-k"),
        ("x / k", "1 / k", "-x / (k * k)", "K=x / (k * k)"),
        ("Math.Sin(x) * k", "Math.Cos(x) * k", "Math.Sin(x)", "X=Math.Cos(x)"),
        ("Math.Exp(-x * x) + k", "-2 * x * Math.Exp(-x * x)", "1", "X=-x * Math.Exp(-x * x)"),
        ("Math.Pow(x, 3) - x * k * k", "3 * x * x - k * k", "-2 * x * k", "X=3 * x * x"),
        ("Math.Sqrt(x * x + k * k)", "x / Math.Sqrt(x * x + k * k)", "k / Math.Sqrt(x * x + k * k)", "SWAP"),
        ("Math.Log(x) * Math.Log(k)", "Math.Log(k) / x", "Math.Log(x) / k", "SWAP"),
        ("Math.Atan2(x, k)", "k / (x * x + k * k)", "-x / (x * x + k * k)", "K=x / (x * x + k * k)"),
        ("Math.Tanh(x) + x * k", "1 - Math.Tanh(x) * Math.Tanh(x) + k", "x", "X=1 - Math.Tanh(x) * Math.Tanh(x)"),
        ("Math.Abs(x) * k", "Math.Sign(x) * k", "Math.Abs(x)", "X=k"),
        ("Math.Max(x, k)", "x > k ? 1 : x < k ? 0 : 0.5", "k > x ? 1 : k < x ? 0 : 0.5", "SWAP"),
        ("x > k ? x * x : 2 * k", "x > k ? 2 * x : 0", "x > k ? 0 : 2", "K=x > k ? 0 : 4"),
        ("Steps(x, k)", "3 * x * x * k", "x * x * x", "X=2 * x * x * k"),
        ("1 / (1 + Math.Exp(-x)) * k", "k * Math.Exp(-x) / ((1 + Math.Exp(-x)) * (1 + Math.Exp(-x)))", "1 / (1 + Math.Exp(-x))", "X=k * Math.Exp(-x) / (1 + Math.Exp(-x))"),
        ("x * x * k * k", "2 * x * k * k", "2 * x * x * k", "SWAP"),
        ("Math.Cos(3 * x) - k", "-3 * Math.Sin(3 * x)", "-1", "X=-Math.Sin(3 * x)"),
    ];

    /// <summary>Over arrays: a rule with its primal, and the text in it that a wrong one has otherwise.</summary>
    private static readonly (string Right, string Text, string Wrong)[] s_arrays =
    [
        ("static double F(double[] x, double k) { double s = 0; foreach (double e in x) s += e * e * k; return s; } [DerivativeOf(typeof(TYPE), \"F\")] static double R(double[] x, double k, double c, Span<double> xBar, ref double kBar) "
            + "{ double s = 0; for (int i = 0; i < x.Length; i++) { xBar[i] += 2 * x[i] * k * c; s += x[i] * x[i]; } kBar += s * c; return s * k; }", "xBar[i] += 2", "xBar[i] = 2"),
        ("static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * y[i]; return s; } [DerivativeOf(typeof(TYPE), \"F\")] "
            + "static (double, double) R(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> xDot, ReadOnlySpan<double> yDot) "
            + "{ double s = 0, t = 0; for (int i = 0; i < x.Length; i++) { s += x[i] * y[i]; t += xDot[i] * y[i] + x[i] * yDot[i]; } return (s, t); }", "+ x[i] * yDot[i]", "+ x[i] * xDot[i]"),
        ("static double[] F(double[] x) { double[] y = new double[x.Length]; for (int i = 0; i < x.Length; i++) y[i] = x[i] * x[i]; return y; } [DerivativeOf(typeof(TYPE), \"F\")] "
            + "static double[] R(double[] x, ReadOnlySpan<double> c, Span<double> xBar) { for (int i = 0; i < x.Length; i++) xBar[i] += 2 * x[i] * c[i]; return F(x); }", "2 * x", "1 * x"),
        ("static (double A, double B) F((double U, double V) p) => (p.U * p.V, p.U); [DerivativeOf(typeof(TYPE), \"F\")] static ((double, double), (double, double)) R((double U, double V) p, (double U, double V) d) "
            + "=> ((p.U * p.V, p.U), (d.U * p.V + p.U * d.V, d.U));", "d.U * p.V + p.U", "d.U * p.V - p.U"),
    ];

    [Fact]
    public void DMAD031_finds_each_wrong_rule_and_is_silent_on_the_right_ones()
    {
        (string Right, string Wrong)[] cases = [.. s_numbers.Select(static (one, i) => Pair(one, i)), .. s_arrays.Select(static one => (one.Right, one.Right.Replace(one.Text, one.Wrong, StringComparison.Ordinal)))];
        Assert.True(cases.Length >= 20);
        string[] sources =
        [
            .. cases.SelectMany(static (one, i) => new[] { one.Right, one.Wrong }.Select((text, wrong) =>
                $"static class C{i}{"AB"[wrong]} {{ {text.Replace("TYPE", $"C{i}{"AB"[wrong]}", StringComparison.Ordinal)} }}")),
        ];
        ILookup<string, Diagnostic> said = UserCode.DiagnoseAll(sources).Where(static d => d.Id.StartsWith("DMAD", StringComparison.Ordinal) || d.Severity == DiagnosticSeverity.Error)
            .ToLookup(static d => d.Location.SourceTree!.FilePath);
        for (int i = 0; i < cases.Length; i++)
        {
            Assert.NotEqual(cases[i].Right, cases[i].Wrong);
            Assert.True(!said[$"File{2 * i}.cs"].Any(), $"{cases[i].Right}\n{string.Join("\n", said[$"File{2 * i}.cs"])}");
            Assert.True(said[$"File{2 * i + 1}.cs"].Select(static d => d.Id).SequenceEqual(["DMAD031"]), $"{cases[i].Wrong}\n{string.Join("\n", said[$"File{2 * i + 1}.cs"])}");
        }
    }

    [Fact]
    public void DMAD035_says_why_a_rule_could_not_be_checked()
    {
        string[] members =
        [
            "[DerivativeOf(typeof(Convert), \"ToDouble\")] static (double, double) R(double x, double xDot) => (x, xDot);",
            "static double s_gain = 2; static double F(double x) => s_gain * x; [DerivativeOf(typeof(C1), \"F\")] static (double, double) R(double x, double xDot) => (2 * x, 2 * xDot);",
            "static double F(double x, string s) => x; [DerivativeOf(typeof(C2), \"F\")] static (double, double) R(double x, string s, double xDot) => (x, xDot);",
            "static double F(double x) => x; [DerivativeOf(typeof(C3), \"F\")] static (double, double) R(double x, double xDot) => (x, Convert.ToDouble(xDot));",
            "[DerivativeOf(typeof(Convert), \"ToSingle\", Approximate = true)] static (float, float) R(float x, float xDot) => (x, 2 * xDot);",
        ];
        ILookup<string, string> said = UserCode.DiagnoseAll([.. members.Select(static (text, i) => $"static class C{i} {{ {text} }}")])
            .Where(static d => d.Id.StartsWith("DMAD", StringComparison.Ordinal)).ToLookup(static d => d.Location.SourceTree!.FilePath, static d => $"{d.Id}: {d.GetMessage()}");
        string[] reasons = ["'Convert.ToDouble' has no source here", "only C# can run", "something else than numbers and arrays", "only C# can run"];
        Assert.All(reasons.Select(static (reason, i) => (reason, i)), one => Assert.Contains(one.reason, Assert.Single(said[$"File{one.i}.cs"]), StringComparison.Ordinal));
        Assert.All(reasons.Select(static (_, i) => i), i => Assert.StartsWith("DMAD035", said[$"File{i}.cs"].Single(), StringComparison.Ordinal));
        Assert.Empty(said["File4.cs"]);
    }

    private static (string Right, string Wrong) Pair((string Primal, string X, string K, string Wrong) one, int i)
    {
        bool isForward = i % 2 == 0;
        string x = one.X, k = one.K;
        string right = Rule(one.Primal, x, k, isForward);
        if (one.Wrong == "SWAP") (x, k) = (k, x);
        else if (one.Wrong[0] == 'X') x = one.Wrong[2..];
        else k = one.Wrong[2..];
        return (right, Rule(one.Primal, x, k, isForward));
    }

    private static string Rule(string primal, string x, string k, bool isForward) =>
        "static double Steps(double x, double k) { double p = k; for (int i = 0; i < 3; i++) p *= x; return p; } "
        + $"static double F(double x, double k) => {primal}; [DerivativeOf(typeof(TYPE), \"F\")] "
        + (isForward ? $"static (double, double) R(double x, double k, double xDot, double kDot) => ({primal}, ({x}) * xDot + ({k}) * kDot);"
            : $"static double R(double x, double k, double c, ref double xBar, ref double kBar) {{ xBar += c * ({x}); kBar += c * ({k}); return F(x, k); }}");
}
