using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Calls that the reverse sweep makes again give what calls give that are looked into, and keep nothing but what they are given.</summary>
public class CheckpointTests
{
    /// <summary>Methods, each beside one that differs only by what stands for <c>[Again]</c> and <c>Again(…)</c>.</summary>
    private static string Members(string name, string again, Func<string, string> call) => $$"""
        public static partial class {{name}}
        {
            {{again}} public static double Cell(double h, double w) { double y = Math.Tanh(w * h); return Math.Sin(Math.Exp(-y * y)) + y; }
            [Differentiable] public static double Chain(double w, double x, int n) { double h = x; for (int i = 0; i < n; i++) h = Cell(h, w); return h; }
            static double Plain(double a, double b, int n) { double s = a; for (int i = 0; i < n; i++) s = Math.Sin(s * b); return s; }
            [Differentiable] public static double Here(double x, double y) => x > 0 ? {{call("Plain(x, y, 5)")}} * y : {{call("Plain(y, x, 3)")}} - x;
            static (double S, double P) Both(double a, double b) => (a * b + Math.Sin(a), a / b);
            [Differentiable] public static double Pair(double x, double y) { var (s, p) = {{call("Both(x, y)")}}; return s * p + {{call("Both(p, s)")}}.S; }
            [Differentiable] public static double Converging(double x)
            {
                double z = 1;
                while (Math.Abs(z * z - x) > 1e-3) z = {{call("Half(z, x)")}};
                return z * x;
            }
            static double Half(double z, double x) => 0.5 * (z + x / z);

            {{again}} public static void Diffuse(double[] u, double k)
            {
                double[] next = new double[u.Length];
                for (int i = 1; i < u.Length - 1; i++) next[i] = u[i] + k * (u[i - 1] - 2 * u[i] + u[i + 1]) * u[i];
                for (int i = 1; i < u.Length - 1; i++) u[i] = next[i];
            }
            [Differentiable] public static double Heat(double[] start, double k, int n)
            {
                double[] u = (double[])start.Clone();
                for (int t = 0; t < n; t++) Diffuse(u, k);
                double sum = 0;
                foreach (double v in u) sum += v * v;
                return sum;
            }
            {{again}} static void Move(Span<double> position, Span<double> velocity, double dt, int law, string kind)
            {
                for (int i = 0; i < position.Length; i++)
                {
                    velocity[i] -= dt * (law == kind.Length ? Math.Sin(position[i]) : position[i]);
                    position[i] += dt * velocity[i];
                }
            }
            [Differentiable] public static double Pendula(double[] state, double dt, int n)
            {
                Span<double> s = new double[state.Length];
                state.CopyTo(s);
                int half = s.Length / 2;
                for (int t = 0; t < n; t++) Move(s[..half], s[half..], dt, t % 2, "s");
                double sum = 0;
                for (int i = 0; i < s.Length; i++) sum += (i + 1) * s[i] * s[i];
                return sum;
            }
            {{again}} static void Twice(Span<double> a, Span<double> b, double dt) { Move(a, b, dt, 1, "s"); Move(b, a, dt * dt, 0, "s"); }
            [Differentiable] public static void Nested(Span<double> a, Span<double> b, double dt) { for (int i = 0; i < 3; i++) Twice(a, b, dt); }

            {{again}} static void Step(ReadOnlySpan<double> u, Span<double> next, double k)
            {
                for (int i = 1; i < u.Length - 1; i++) next[i] = u[i] + k * (u[i - 1] - 2 * u[i] + u[i + 1]) * u[i];
            }
            [Differentiable] public static double Exchanged(double[] start, double k, int n)
            {
                double[] u = (double[])start.Clone(), next = new double[u.Length];
                for (int t = 0; t < n; t++) { Step(u, next, k); (u, next) = (next, u); }
                double sum = 0;
                foreach (double v in u) sum += v * v;
                return sum;
            }
            static double[] Following(double[] u, double k)
            {
                double[] next = new double[u.Length];
                Step(u, next, k);
                return next;
            }
            [Differentiable] public static double Series(double[] start, double k, int n)
            {
                double[] u = start;
                for (int t = 0; t < n; t++) u = {{call("Following(u, k)")}};
                return u[1] * u[2];
            }
            static double[] Scaled(double[] x, ReadOnlySpan<double> w)
            {
                var y = new double[x.Length];
                for (int i = 0; i < y.Length; i++) y[i] = Math.Sin(x[i] * w[i % w.Length]);
                return y;
            }
            [Differentiable] public static double Layers(double[] x, double[] w)
            {
                double[] h = {{call("Scaled(x, w)")}};
                double[] g = {{call("Scaled(h, w)")}};
                double sum = 0;
                for (int i = 0; i < g.Length; i++) sum += g[i] * h[i];
                return sum;
            }
            {{again}} static void Along(double[][] a, double k)
            {
                for (int i = 0; i < a.Length; i++) for (int j = 1; j < a[i].Length; j++) a[i][j] += k * Math.Sin(a[i][j - 1]);
            }
            static double Total(double[][] a, double k) { double s = 0; foreach (double[] row in a) foreach (double v in row) s += Math.Sin(v * k); return s; }
            static double[][] Rows(double[] x) { var a = new double[3][]; for (int i = 0; i < 3; i++) a[i] = [.. x[..(i + 2)], x[5] * x[i]]; return a; }
            [Differentiable] public static double Jagged(double[] x, int n)
            {
                double[][] a = Rows(x);
                Along(a, x[1]);
                Along(a, x[2]);
                double s = 0;
                for (int t = 0; t < n; t++) { Along(a, x[t]); s += {{call("Total(a, s)")}} * x[t]; a[t % 3][1] *= s; }
                return s + a[1][1];
            }
            [Differentiable] public static double Meanwhile(double[] x, int n)
            {
                double[][] a = Rows(x);
                double[] u = [.. x];
                double s = 0;
                int t = 0;
                while (s < 40 && t < n) { Along(a, x[t]); Diffuse(u, x[t]); s += {{call("Total(a, u[t])")}}; a[2][t % 3] *= u[1]; t++; }
                return s * u[2];
            }
            {{again}} static void Across(double[,] a, double k)
            {
                for (int i = 1; i < a.GetLength(0); i++) for (int j = 1; j < a.GetLength(1); j++) a[i, j] += k * Math.Sin(a[i - 1, j] * a[i, j - 1]);
            }
            [Differentiable] public static double Grid(double[] x, int n)
            {
                var a = new double[2, 3];
                for (int i = 0; i < 6; i++) a[i / 3, i % 3] = x[i] + x[0];
                Across(a, x[1]);
                Across(a, x[2]);
                for (int t = 0; t < n; t++) Across(a, x[t]);
                int k = 0;
                while (k < n && a[1, 2] < 50) Across(a, x[k++]);
                return a[1, 2] * a[1, 1];
            }
            {{again}} static void Rotate(ref double a, ref double b, in double angle) =>
                (a, b) = (a * Math.Cos(angle) - b * Math.Sin(angle), a * Math.Sin(angle) + b * Math.Cos(angle));
            [Differentiable] public static double Turns(double x, double y, double angle)
            {
                for (int i = 0; i < 4; i++) Rotate(ref x, ref y, angle * i);
                return x * x * y;
            }
        }
        """;

    private static readonly string s_again = Members("Again", "[Differentiable(Checkpoint = Checkpointing.Call)]", static call => $"Ad.Checkpoint({call})");

    private static readonly string s_all = Members("Looked", "", static call => call) + s_again
        + """
        public static partial class Values
        {
            public static double[] X = [0.1, 0.5, 0.7, -0.3, 0.2, 0.9], W = [1.2, -0.4];
            public static double At((double V, double[] G) x, int i) => i < 0 ? x.V : x.G[i];
            public static double At((double V, (double[] X, double[] W) G) x, int i) => i < 6 ? x.G.X[i] : x.G.W[i - 6];
            public static double At((double V, (double[] X, double K) G) x, int i) => i < 6 ? x.G.X[i] : x.G.K;
            public delegate void Pull(Span<double> a, Span<double> b, double dt, Span<double> aBar, Span<double> bBar, ref double dtBar);
            public static double Nested(Pull pull, int i)
            {
                double[] a = [0.1, 0.2, 0.3], b = [0.5, -0.2, 0.7], aBar = [1, 2, 3], bBar = [0.5, 0.25, -1];
                double dtBar = 0;
                pull(a, b, 0.1, aBar, bBar, ref dtBar);
                double[] all = [.. a, .. b, .. aBar, .. bBar, dtBar];
                return all[i];
            }
        }
        """;

    [Fact]
    public void Derivatives_are_those_of_calls_that_are_looked_into()
    {
        string[] asked =
        [
            .. Both("$.ChainValueAndGradient(0.7, 0.3, 5)"), "$.ChainJvp(0.7, 0.3, 5, 1, -2).Tangent",
            .. Both("$.HereValueAndGradient(0.7, 0.3)"), .. Both("$.HereValueAndGradient(-0.7, 0.3)"), "$.HereJvp(0.7, 0.3, 1, 2).Tangent",
            .. Both("$.PairValueAndGradient(0.7, 0.3)"), "$.ConvergingValueAndGradient(2.5).Gradient",
            .. Each("$.JaggedValueAndGradient(C.Values.X, 4)", 6), .. Each("$.MeanwhileValueAndGradient(C.Values.X, 4)", 6),
            .. Each("$.GridValueAndGradient(C.Values.X, 3)", 6),
            .. Each("$.HeatValueAndGradient(C.Values.X, 0.1, 4)", 7), .. Each("$.HeatValueAndGradient(C.Values.X, 0.1, 0)", 7),
            .. Each("$.ExchangedValueAndGradient(C.Values.X, 0.1, 5)", 7), .. Each("$.SeriesValueAndGradient(C.Values.X, 0.1, 4)", 7),
            .. Each("$.PendulaValueAndGradient(C.Values.X, 0.1, 5)", 7), .. Each("$.LayersValueAndGradient(C.Values.X, C.Values.W)", 8),
            .. Enumerable.Range(0, 13).Select(static i => $"C.Values.Nested($.NestedVjp, {i})"),
            .. new[] { "Item1", "Item2", "Item3" }.Select(static item => $"$.TurnsValueAndGradient(0.7, 0.3, 0.2).Gradient.{item}"),
        ];
        double[] values = Calling.Values(s_all, [.. asked.Select(static text => text.Replace("$", "C.Looked", StringComparison.Ordinal)),
            .. asked.Select(static text => text.Replace("$", "C.Again", StringComparison.Ordinal))], null);

        for (int i = 0; i < asked.Length; i++) Assert.Equal(values[i], values[i + asked.Length], 1e-12);
        Assert.True(values.Count(static value => value != 0) > asked.Length);
    }

    private static string[] Both(string call) => [$"{call}.Value", $"{call}.Gradient.Item1", $"{call}.Gradient.Item2"];

    private static string[] Each(string call, int count) => [.. Enumerable.Range(0, count).Select(i => $"C.Values.At({call}, {i})")];

    [Fact]
    public void Of_a_call_nothing_is_kept_but_what_it_overwrites()
    {
        string text = UserProject.Generate(FileOf(s_again)).TextOf("Heat");

        Assert.Contains(
            "Tape: 8 bytes an element of <c>u</c> a trip of <c>for (int t = 0; t &lt; n; t++)</c>; what each call keeps", text, StringComparison.Ordinal);
        Assert.Contains("Span<double> uTape = tape.Reserve<double>(checked(rows * start.Length));", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "static double G(double x) { Console.WriteLine(); return x * x; } [Differentiable] static double F(double x) => Ad.Checkpoint(G(x));",
        "does more than compute, for 'Console.WriteLine()'")]
    [InlineData(
        "static double[] G(double[] x) { x[0] *= 2; return x; } [Differentiable] static double F(double[] x) => Ad.Checkpoint(G(x))[0];",
        "returns an array that it was given")]
    [InlineData("static double G(double x) => x * x; [Differentiable] static double F<T>(double x, T t) => Ad.Checkpoint(G(x));", "in a generic method")]
    [InlineData(
        "static int s; static void N() => s++; static double G(double x) => x * s; [Differentiable] static double F(double x) { N(); return "
        + "Ad.Checkpoint(G(x)); }",
        "which reads an object in")]
    [InlineData(
        "static double G(double[] x, double[] y) { y[0] = 2; return x[0] * y[1]; } [Differentiable] static double F(double[] x) => Ad.Checkpoint(G(x, x));",
        "which stays a call and may write an array that it is given twice")]
    [InlineData("[Differentiable] static double F(double x) => Ad.Checkpoint(x * x);", "which is no call of a method of this project")]
    [InlineData(
        "[Differentiable] static double F(double x) { return Ad.Checkpoint(G()); double G() => x * x; }", "which is no call of a method of this project")]
    public void What_cannot_be_made_again_is_refused(string members, string why)
    {
        Diagnostic said = Assert.Single(
            UserProject.Analyze(UserProject.Generate(FileOf($"static partial class C\n{{\n{members}\n}}")).Compilation),
            static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal("DMAD011", said.Id);
        Assert.Contains(why, said.GetMessage(), StringComparison.Ordinal);
    }

    private static UserFile FileOf(string types) => new("C.cs", $"using System;\nusing DeepMfg.AutoDiff;\n{types}\n");
}
