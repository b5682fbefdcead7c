using DeepMfg.AutoDiff.Generators.Tests.Frontend;

namespace DeepMfg.AutoDiff.Generators.Tests.Diagnostics;

/// <summary>What is wrong with rules by hand, and with calls that have one.</summary>
public sealed class RuleDiagnosticTests
{
    private const string Primals =
        "public static double F(double x) => x; public static double F(double x, double k) => x * k; public static int N(double x) => 1; "
        + "public static double A(double[] x) => x[0]; public static T I<T>(T x) => x; public double M(double x) => x; "
        + "public virtual double O(double x) => x; public static void V(double x) { } public static double W(Span<double> x) => x[0] = 1; "
        + "public static void U(double[] x, Span<double> y) { for (int i = 0; i < y.Length; i++) y[i] = x[i] + 2 * y[i]; } public static double X<T>(double x, T t) => x; ";

    private const string Of = "[DerivativeOf(typeof(P), nameof(P.F))] static ", Approximate = "[DerivativeOf(typeof(P), nameof(P.F), Approximate = true)] static ";

    private const string Written = "[DerivativeOf(typeof(P), nameof(P.U))] static ";

    private static readonly (string Members, string[] Says)[] s_cases =
    [
        (Of + "(double, double) R(double x, double xDot) => (x, xDot);", []),
        (Of + "(double, double) R(double x, double k, double xDot, double kDot) => (x * k, k * xDot + x * kDot);", []),
        (Of + "(double, double) R(double x, [NoDerivative] double k, double xDot) => (x * k, k * xDot);", []),
        (Of + "double R(double x, double cotangent, ref double xBar) { xBar += cotangent; return x; }", []),
        (Of + "(double, double) R(double x, double k) => (x * k, k); " + Of + "void B(double saved, double cotangent, ref double xBar, ref double kBar) { }",
            ["DMAD031 at R: for the derivative in 'x' at x = "]),
        (Of + "(double, (double, double)) R(double x, double k) => (x * k, (x, k)); " + Of
            + "void B((double X, double K) s, double c, ref double xBar, ref double kBar) { xBar += s.K * c; kBar += s.X * c; }", []),
        (Of + "(double, (double, double)) R(double x, double k) => (x * k, (x, k));",
            ["DMAD030 at R: write 'static void RPullback((double, double) saved, double cotangent, ref double xBar, ref double kBar)'"]),
        (Of + "void B(double saved, double cotangent, ref double xBar) { }", ["DMAD030 at B: does not have its shape"]),
        (Of + "double R(double x, double xDot) => xDot;",
            ["DMAD030 at R: does not have its shape; write 'static (double Value, double Tangent) R(double x, double k, double xDot, double kDot)' or "
            + "'static double R(double x, double k, double cotangent, ref double xBar, ref double kBar)'"]),
        (Of + "double R(double x, double cotangent, double xBar) => x;", ["DMAD030 at R: does not have its shape"]),
        (Of + "double R(double x, int k, double cotangent, ref double xBar) => x;", ["DMAD030 at R: does not have its shape"]),
        (Of + "(float, float) R(float x, float xDot) => (x, xDot);", ["DMAD030 at R: does not have its shape"]),
        (Of + "(double, double) R([NoDerivative] double x) => (x, x);", ["DMAD030 at R: does not have its shape"]),
        ("[DerivativeOf(typeof(P), \"G\")] static (double, double) R(double x, double xDot) => (x, xDot);", ["DMAD030 at R: 'P' has none of this name"]),
        ("[DerivativeOf(typeof(P), nameof(P.F))] public (double, double) R(double x, double xDot) => (x, xDot);", ["DMAD030 at R: declare it 'static'"]),
        ("[DerivativeOf(typeof(P), nameof(P.N))] static (int, int) R(double x, double xDot) => (1, 1);", ["DMAD030 at R: no real number"]),
        ("[DerivativeOf(typeof(P), nameof(P.A))] static double R(double[] x, double c, Span<double> xBar) { xBar[0] += c; return x[0]; }", []),
        ("[DerivativeOf(typeof(P), nameof(P.A))] static double R(double[] x, double c, double[] xBar) => 0;",
            ["DMAD030 at R: 'static double R(double[] x, double cotangent, Span<double> xBar)'"]),
        ("[DerivativeOf(typeof(P), nameof(P.W))] static double R(Span<double> x, double c, Span<double> xBar) => 0;",
            ["DMAD031 at R: for the value at x = "]),
        ("[DerivativeOf(typeof(P), nameof(P.W))] static double R(Span<double> x, double c, Span<double> xBar) { xBar[0] = 0; return x[0] = 1; }", []),
        (Written + "void R(double[] x, Span<double> y, Span<double> xBar, Span<double> yBar) { P.U(x, y); for (int i = 0; i < 3; i++) { xBar[i] += yBar[i]; yBar[i] *= 2; } }", []),
        (Written + "void R(double[] x, Span<double> y, Span<double> xBar, Span<double> yBar) { P.U(x, y); for (int i = 0; i < 3; i++) xBar[i] += yBar[i]; }",
            ["DMAD031 at R: for the derivative in 'y["]),
        (Written + "void R(double[] x, Span<double> y, ReadOnlySpan<double> xDot, Span<double> yDot) { P.U(x, y); for (int i = 0; i < 3; i++) yDot[i] = xDot[i] + 2 * yDot[i]; }", []),
        (Written + "void R(double[] x, Span<double> y, ReadOnlySpan<double> xDot, Span<double> yDot) { P.U(x, y); for (int i = 0; i < 3; i++) yDot[i] = 2 * yDot[i]; }",
            ["DMAD031 at R: for the derivative in 'x["]),
        (Written + "int R(double[] x, Span<double> y) { P.U(x, y); return 2; } "
            + Written + "void B(int s, Span<double> xBar, Span<double> yBar) { for (int i = 0; i < 3; i++) { xBar[i] += yBar[i]; yBar[i] *= s; } }", []),
        (Written + "int R(double[] x, Span<double> y) { P.U(x, y); return 3; } "
            + Written + "void B(int s, Span<double> xBar, Span<double> yBar) { for (int i = 0; i < 3; i++) { xBar[i] += yBar[i]; yBar[i] *= s; } }",
            ["DMAD031 at R: for the derivative in 'y["]),
        (Written + "int R(double[] x, Span<double> y) => 2;", ["DMAD030 at R: write 'static void RPullback(int saved, Span<double> xBar, Span<double> yBar)'"]),
        (Written + "void R(double[] x, Span<double> y, Span<double> xBar) { }",
            ["DMAD030 at R: does not have its shape; write 'static void R(double[] x, Span<double> y, Span<double> xDot, Span<double> yDot)' or "
            + "'static void R(double[] x, Span<double> y, Span<double> xBar, Span<double> yBar)'"]),
        ("[DerivativeOf(typeof(P), nameof(P.X))] static (double, double) R<T>(double x, T t, double xDot) => (x, xDot);", []),
        ("[DerivativeOf(typeof(P), nameof(P.X))] static (double, double) R(double x, int t, double xDot) => (x, xDot);",
            ["DMAD030 at R: write 'static (double Value, double Tangent) R<T>(double x, T t, double xDot)'"]),
        ("[DerivativeOf(typeof(P), nameof(P.I))] static (T, T) R<T>(T x, T xDot) => (x, x);", ["DMAD030 at R: no real number"]),
        ("[DerivativeOf(typeof(P), nameof(P.M))] static (double, double) R(P p, double x, double xDot) => (p.M(x), xDot);", []),
        ("[DerivativeOf(typeof(P), nameof(P.O))] static (double, double) R(P p, double x, double xDot) => (x, x);", []),
        ("[DerivativeOf(typeof(P), nameof(P.V))] static void R(double x, double xDot) { }", ["DMAD030 at R: returns nothing and writes no span"]),
        (Approximate + "(double, double) R(double x, double xDot) => (x, x * xDot); " + Of + "(double, double) S(double x, double xDot) => (x, xDot);",
            ["DMAD030 at S: is the second of its mode, beside 'C34.R'; keep one of them"]),
        (Approximate + "(double, double) R(double x, double xDot) => (x, 7 * xDot); " + Approximate + "double S(double x, double c, ref double xBar) { xBar += 7 * c; return x; }", []),
        (Approximate + "(double, double) R(double x, double xDot) => (x, 7 * xDot); " + Approximate + "double S(double x, double c, ref double xBar) { xBar += 8 * c; return x; }",
            ["DMAD031 at S: disagrees with 'R': for the derivative in 'x'"]),
        ("[DerivativeOf(typeof(Math), \"Tan\")] static (double, double) R(double x, double xDot) => (Math.Tan(x), (1 + Math.Tan(x) * Math.Tan(x)) * xDot); "
            + "[DerivativeOf(typeof(Convert), \"ToDouble\")] internal static (double, double) S(double x, double xDot) => (x, x); "
            + "[Differentiable] public static double D(double x) => Convert.ToDouble(x);",
            ["DMAD010 at Convert.ToDouble(x): 'Convert.ToDouble' has no known derivative, and an active value reaches it; its rule is for forward mode"]),
        ("[Differentiable(Produce = Derivatives.Jvp)] public static double D(double x) => Convert.ToDouble(x);", []),
        ("[DerivativeOf(typeof(Convert), \"ToSingle\")] internal static float R(float x, float c, ref float xBar) => x; [Differentiable] public static float D(float x) => Convert.ToSingle(x);",
            ["DMAD010 at Convert.ToSingle(x): its rule is for reverse mode"]),
        ("[Differentiable(Produce = Derivatives.Gradient)] public static float D(float x) { float s = 0; for (int i = 0; i < 9; i++) s += Convert.ToSingle(s * x); return s; }", []),
        ("[Differentiable] public static double D(double x) => Other.Name(x);", ["DMAD015 at Other.Name(x): Other.Rule("]),
    ];

    [Fact]
    public void DMAD030_says_how_a_rule_is_declared_DMAD031_what_it_should_give_and_DMAD010_which_mode_has_none()
    {
        string other = "public class Other { public static double Name(double x) => x; [DerivativeOf(typeof(Other), nameof(Name))] static (double, double) Rule(double x, double xDot) => (x, xDot); "
            + "[DerivativeOf(typeof(Other), nameof(Name))] static double Rule(double x, double c, ref double xBar) { xBar += c; return x; } }";
        string[] sources = [.. s_cases.Select(static (one, i) => $"public partial class C{i} {{ public class P {{ {Primals} }} {one.Members} }}"), other];
        ILookup<string, string> said = UserCode.Diagnose(sources).ToLookup(
            static d => d.Location.SourceTree!.FilePath,
            static d => $"{d.Id} at {d.Location.SourceTree!.ToString().Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}: {d.GetMessage()}");
        for (int i = 0; i < s_cases.Length; i++)
        {
            string[] actual = [.. said[$"File{i}.cs"]];
            Assert.True(actual.Length == s_cases[i].Says.Length, $"{s_cases[i].Members}\n{string.Join("\n", actual)}");
            foreach ((string says, string message) in s_cases[i].Says.Zip(actual))
            {
                Assert.StartsWith(says.Split(": ")[0], message, StringComparison.Ordinal);
                Assert.Contains(says.Substring(says.IndexOf(": ", StringComparison.Ordinal) + 2), message, StringComparison.Ordinal);
            }
        }
    }
}
