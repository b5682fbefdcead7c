using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Transforms;

/// <summary>Which loops need no tape since both of their sweeps are one pass, and which do.</summary>
public class OnePassTests
{
    private const string Program = """
        using System;
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

        foreach (string method in new[] { "Loss", "Weighted", "Kept" }) Assert.Contains("In one pass", VjpOf(method), StringComparison.Ordinal);
        Assert.Contains("Tape: none", VjpOf("Loss"), StringComparison.Ordinal);
        foreach (string method in new[] { "Squared", "Running", "Beside", "Behind" }) Assert.DoesNotContain("In one pass", VjpOf(method), StringComparison.Ordinal);

        string VjpOf(string method)
        {
            string text = generated.Sources.Single(source => source.HintName.EndsWith($"C.{method}.g.cs", StringComparison.Ordinal)).SourceText.ToString();
            int at = text.LastIndexOf("Reverse mode.", text.IndexOf($" {method}Vjp(", StringComparison.Ordinal), StringComparison.Ordinal);
            return text[at..];
        }
    }
}
