using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Transforms;

/// <summary>Which loops need no tape since both of their sweeps are one pass, and which do.</summary>
public class OnePassTests
{
    private const string Program = """
        using System;
        using System.Linq;
        using DeepMfg.AutoDiff;
        public static partial class C
        {
            [Differentiable] public static double Loss(ReadOnlySpan<double> w, [NoDerivative] double[][] rows, [NoDerivative] double[] target)
            {
                double sum = 0;
                for (int i = 0; i < rows.Length; i++)
                {
                    double z = w[0];
                    for (int j = 0; j < rows[i].Length; j++) z += w[j + 1] * rows[i][j];
                    double e = Ops.Sigmoid(z) - target[i];
                    sum += e * e;
                }
                return sum / rows.Length;
            }
            [Differentiable] public static double Weighted(double[] x, double a, double b, double c, double d, double f)
            {
                double one = 0, two = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double y = Math.Tanh(a * x[i] + b);
                    one += y * c;
                    if (y > 0.1) two -= Math.Exp(y * d); else two += f * y;
                }
                return one - 3 * two;
            }
            [Differentiable] public static double Kept(ReadOnlySpan<double> x)
            {
                Span<double> y = stackalloc double[x.Length];
                double sum = 0;
                for (int i = 0; i < x.Length; i++) { y[i] = Math.Sin(x[i]); sum += Math.Exp(y[i]) * x[i]; }
                return sum;
            }
            [Differentiable] public static double Squared(ReadOnlySpan<double> x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += Math.Tanh(x[i]);
                return sum * sum;
            }
            [Differentiable] public static double Running(ReadOnlySpan<double> x)
            {
                double y = 0.1, sum = 0;
                for (int i = 0; i < x.Length; i++) { y = Math.Tanh(y + x[i]); sum += y; }
                return sum;
            }
            [Differentiable] public static double Beside(ReadOnlySpan<double> x)
            {
                Span<double> y = stackalloc double[x.Length + 1];
                double sum = 0;
                for (int i = 0; i < x.Length; i++) { y[i + 1] = Math.Tanh(x[i]) + y[i]; sum += y[i + 1] * y[i]; }
                return sum;
            }
            [Differentiable] public static double Behind(ReadOnlySpan<double> x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += Math.Tanh(x[i]) * x[i];
                if (sum > 100) throw new ArgumentException("too much");
                return sum > 2 ? 3 * sum : sum;
            }
            static double LogSumExp(double[] t)
            {
                double m = t[0], s = 0;
                for (int k = 1; k < t.Length; k++) m = Math.Max(m, t[k]);
                for (int k = 0; k < t.Length; k++) s += Math.Exp(t[k] - m);
                return m + Math.Log(s);
            }
            // Scratch that each trip fills anew is not handed on, and what is recorded of it is of one trip.
            [Differentiable] public static double Mixture(double[] alphas, double[] means, double[] factors, double[] x, int d, int n)
            {
                double[] centred = new double[d], scaled = new double[d], terms = new double[alphas.Length];
                double sum = 0;
                for (int i = 0; i < n; i++)
                {
                    for (int k = 0; k < terms.Length; k++)
                    {
                        for (int j = 0; j < d; j++) centred[j] = x[i * d + j] - means[k * d + j];
                        for (int j = 0; j < d; j++) scaled[j] = factors[k * d + j] * centred[j];
                        double square = 0;
                        for (int j = 0; j < d; j++) square += scaled[j] * scaled[j];
                        terms[k] = alphas[k] - 0.5 * square;
                    }
                    sum += LogSumExp(terms);
                }
                return sum;
            }
            [Differentiable] public static double Pairs(double[] x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                    for (int j = 0; j < x.Length; j++) sum += Math.Exp(-Math.Tanh(x[i] - x[j]));
                return sum;
            }
            [Differentiable] public static double Layer(double[] w, double[] x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double[] h = new double[3];
                    for (int j = 0; j < 3; j++) h[j] = Math.Tanh(w[j] * x[i]);
                    double y = 0;
                    for (int j = 0; j < 3; j++) y += h[j] * w[3 + j];
                    sum += y * y;
                }
                return sum;
            }
            [Differentiable] public static double Recurrence(double[] w, double[] x)
            {
                double[] h = new double[w.Length];
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    h[0] = Math.Sin(x[i]);
                    for (int j = 1; j < w.Length; j++) h[j] = Math.Tanh(w[j] * h[j - 1]);
                    sum += h[w.Length - 1] * x[i];
                }
                return sum;
            }
            [Differentiable] public static double Product(double[] x)
            {
                double[] p = new double[3];
                double sum = 0;
                for (int i = 0; i + 2 < x.Length; i += 1)
                {
                    p[0] = Math.Sin(x[i]); p[1] = Math.Sin(x[i + 1]) * p[0]; p[2] = p[1] * p[0] + x[i + 2];
                    sum += p[0] * p[1] * p[2];
                }
                return sum;
            }
            [Differentiable] public static double Steps(double[] x, [NoDerivative] int from)
            {
                double sum = 0;
                for (int i = from; i < x.Length; i++) { double d = Math.Sinh(x[i]) - Math.Cosh(x[i - 1]); sum += Math.Sqrt(1 + d * d); }
                return sum;
            }
            [Differentiable] public static double Upto(double[] x, [NoDerivative] int last)
            {
                double[] y = new double[last + 1];
                double sum = 0;
                for (int i = 1; i <= last; i++) { y[i] = Math.Sinh(x[i]); sum += Math.Sqrt(1 + y[i] * x[i - 1]); }
                return sum;
            }
            [Differentiable] public static double Operations(double[] w, double[] x)
            {
                double[] terms = new double[w.Length];
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    for (int k = 0; k < terms.Length; k++) terms[k] = w[k] * x[i];
                    sum += Ops.LogSumExp(terms);
                }
                return sum;
            }
            static double Tree(double x, int n) => n == 0 ? Math.Sin(x) : x > 0 ? Tree(0.5 * x, n - 1) * Tree(x - 0.3, n - 1) : x * Tree(-x, n - 1);
            [Differentiable] public static double Trees(double[] x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++) sum += Tree(x[i], i + 1) * Tree(0.2 - x[i], 2);
                return sum;
            }
            // Here a trip finds what others have left.
            [Differentiable] public static double Decaying(double[] w, double[] x)
            {
                double[] h = new double[w.Length];
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    for (int j = 1; j < w.Length; j++) h[j] = Math.Tanh(w[j] * h[j - 1] + x[i]);
                    h[0] = 0.5 * h[w.Length - 1];
                    sum += h[w.Length - 1] * x[i];
                }
                return sum;
            }
            [Differentiable] public static double Sometimes(double[] x)
            {
                double[] p = new double[2];
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    if (x[i] > 0) { p[0] = Math.Sin(x[i]); p[1] = x[i] * x[i]; }
                    sum += Math.Exp(p[0] * p[1]);
                }
                return sum;
            }
            [Differentiable] public static double Half(double[] w, double[] x)
            {
                double[] h = new double[w.Length];
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    for (int j = 0; j < w.Length / 2; j++) h[j] = Math.Tanh(w[j] * x[i] + h[w.Length - 1 - j]);
                    for (int j = 0; j < w.Length; j++) sum += h[j] * h[j];
                    h[w.Length - 1] = sum;
                }
                return sum;
            }
            [Differentiable] public static double Shifted(double[] x)
            {
                double[] y = new double[x.Length + 1];
                Span<double> z = y.AsSpan(1);
                double sum = 0;
                for (int i = 0; i < x.Length; i++) { z[i] = Math.Sin(x[i]); sum += Math.Exp(y[i]) * x[i]; }
                return sum;
            }
            public static double Check(Func<double[], double> f, Func<double[], double[], double> g, params double[] x)
            {
                double[] bar = new double[x.Length];
                double worst = Math.Abs(g(x, bar) - f(x));
                for (int i = 0; i < x.Length; i++)
                {
                    double[] up = [.. x], down = [.. x];
                    up[i] += 1e-6; down[i] -= 1e-6;
                    worst = Math.Max(worst, Math.Abs((f(up) - f(down)) / 2e-6 - bar[i]));
                }
                return worst < 1e-8 ? 0 : worst;
            }
            static readonly double[][] s_rows = [[1, 2], [0.5, -1], [-2, 0.3]];
            static readonly double[] s_target = [0.2, 0.9, 0.4];
            public static double[] All() =>
            [
                Check(x => Loss(x, s_rows, s_target), (x, g) => LossVjp(x, s_rows, s_target, 1, g), 0.3, -0.4, 0.7),
                Check(x => Weighted(x[5..], x[0], x[1], x[2], x[3], x[4]), OfWeighted, 0.8, -0.1, 1.2, 0.4, -0.6, 0.3, -1.1, 0.9, 0.2),
                Check(x => Kept(x), (x, g) => KeptVjp(x, 1, g), 0.4, 1.3, -0.8),
                Check(x => Squared(x), (x, g) => SquaredVjp(x, 1, g), 0.4, 1.3, -0.8),
                Check(x => Running(x), (x, g) => RunningVjp(x, 1, g), 0.4, 1.3, -0.8),
                Check(x => Beside(x), (x, g) => BesideVjp(x, 1, g), 0.4, 1.3, -0.8),
                Check(x => Behind(x), (x, g) => BehindVjp(x, 1, g), 0.4, 1.3, -0.8),
                Check(x => Behind(x), (x, g) => BehindVjp(x, 1, g), 2.4, 1.3, -0.8),
                Check(
                    x => Mixture(x[..2], x[2..8], x[8..14], x[14..], 3, 3),
                    (x, g) => MixtureVjp(x[..2], x[2..8], x[8..14], x[14..], 3, 3, 1, g.AsSpan(0, 2), g.AsSpan(2, 6), g.AsSpan(8, 6), g.AsSpan(14)),
                    [.. Enumerable.Range(0, 23).Select(i => Math.Sin(i * i + 1))]),
                Check(x => Pairs(x), (x, g) => PairsVjp(x, 1, g), 0.4, 1.3, -0.8),
                Check(x => Layer(x[..6], x[6..]), (x, g) => LayerVjp(x[..6], x[6..], 1, g.AsSpan(0, 6), g.AsSpan(6)), 0.4, 1.3, -0.8, 0.3, -0.2, 0.9, 1.1, -0.7),
                .. new Func<double[], double[], double>[] { Recurrence, Decaying, Half }.Zip(
                    new Func<double[], double[], Memory<double>, Memory<double>, double>[]
                    {
                        (w, x, v, g) => RecurrenceVjp(w, x, 1, v.Span, g.Span), (w, x, v, g) => DecayingVjp(w, x, 1, v.Span, g.Span),
                        (w, x, v, g) => HalfVjp(w, x, 1, v.Span, g.Span),
                    },
                    (f, vjp) => Check(
                        x => f(x[..4], x[4..]), (x, g) => vjp(x[..4], x[4..], g.AsMemory(0, 4), g.AsMemory(4)), 0.4, 1.3, -0.8, 0.6, 0.3, -0.9, 0.7)),
                Check(x => Steps(x, 1), (x, g) => StepsVjp(x, 1, 1, g), 0.4, 1.3, -0.8, 0.6),
                Check(x => Steps(x, 3), (x, g) => StepsVjp(x, 3, 1, g), 0.4, 1.3, -0.8, 0.6),
                Check(x => Upto(x, 3), (x, g) => UptoVjp(x, 3, 1, g), 0.4, 1.3, 0.8, 0.6),
                Check(x => Operations(x[..3], x[3..]), (x, g) => OperationsVjp(x[..3], x[3..], 1, g.AsSpan(0, 3), g.AsSpan(3)), 0.4, 1.3, -0.8, 0.6, 0.3, -0.9),
                Check(x => Trees(x), (x, g) => TreesVjp(x, 1, g), 0.4, 1.3, -0.8, 0.6),
                Check(x => Product(x), (x, g) => ProductVjp(x, 1, g), 0.4, 1.3, -0.8, 0.6),
                Check(x => Sometimes(x), (x, g) => SometimesVjp(x, 1, g), 0.4, -1.3, -0.8, 0.6),
                Check(x => Shifted(x), (x, g) => ShiftedVjp(x, 1, g), 0.4, -1.3, -0.8, 0.6),
            ];
            static double OfWeighted(double[] x, double[] g) =>
                WeightedVjp(x[5..], x[0], x[1], x[2], x[3], x[4], 1, g.AsSpan(5), ref g[0], ref g[1], ref g[2], ref g[3], ref g[4]);
        }
        """;

    [Fact]
    public void Independent_trips_are_one_pass_and_others_are_not()
    {
        Generated generated = UserProject.Generate(UserProject.Compile([new("C.cs", Program)]));
        Assert.Empty(generated.Faults());
        using (Loaded loaded = generated.Load()) Assert.All(loaded.Delegate<Func<double[]>>("C", "All")(), static worst => Assert.Equal(0, worst));

        foreach (string method in new[] { "Loss", "Weighted", "Kept", "Mixture", "Pairs", "Layer", "Recurrence", "Steps", "Upto", "Operations" })
            Assert.Contains("In one pass", VjpOf(method), StringComparison.Ordinal);
        foreach (string method in new[] { "Loss", "Pairs", "Steps", "Upto" }) Assert.Contains("Tape: none", VjpOf(method), StringComparison.Ordinal);
        Assert.DoesNotContain("* n", VjpOf("Mixture"), StringComparison.Ordinal);
        foreach (string method in new[] { "Squared", "Running", "Beside", "Behind", "Decaying", "Sometimes", "Half", "Shifted" })
        {
            Assert.DoesNotContain("In one pass", VjpOf(method), StringComparison.Ordinal);
        }

        string VjpOf(string method)
        {
            string text = generated.Sources.Single(source => source.HintName.EndsWith($"C.{method}.g.cs", StringComparison.Ordinal)).SourceText.ToString();
            int at = text.LastIndexOf("Reverse mode.", text.IndexOf($" {method}Vjp(", StringComparison.Ordinal), StringComparison.Ordinal);
            return text[at..];
        }
    }
}
