using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Documentation;

/// <summary>What is still in the user's own arrays when the forward sweep is over is recorded nowhere; the documentation says to the byte what is.</summary>
public class TapeTests
{
    [Theory]
    [InlineData("x[0] = a; for (int t = 1; t < x.Length; t++) x[t] = Math.Sin(x[t - 1]); return x[x.Length - 1];")]
    // The slope of a tangent is in the tangent, which stands where it was stored.
    [InlineData("x[0] = a; for (int t = 1; t < x.Length; t++) x[t] = Math.Tanh(x[t - 1]); return x[x.Length - 1];")]
    [InlineData("double[] y = new double[x.Length]; y[0] = a; for (int t = 1; t < x.Length; t++) y[t] = y[t - 1] * x[t]; return y[^1];")]
    // Each trip writes over what the one before has left.
    [InlineData("double[] y = [a]; for (int t = 0; t < x.Length; t++) y[0] = Math.Sin(y[0]) * x[t]; return y[0];", 16)]
    [InlineData("for (int t = 0; t < x.Length - 1; t++) x[t + 1] *= Math.Exp(a * x[t]); return x[x.Length - 1];", 16)]
    // What is read behind the end of a row is the next row's, which is written later.
    [InlineData("int n = 3; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) x[i * n + j] *= Math.Exp(a * x[i * n + j + 1]); return x[0];", 24)]
    [InlineData("int n = x.Length / 3; for (int i = 0; i < 2; i++) for (int j = 0; j < n; j++) x[i * n + j] = Math.Sin(x[i * n + j + 1]); return x[0];", 8)]
    public void What_stands_where_it_was_stored_is_read_again(string body, int bytes = 0)
    {
        Generated generated = UserProject.Generate([new UserFile("C.cs", $$"""
            using System;
            using DeepMfg.AutoDiff;
            public static partial class C { [Differentiable] public static double F(double[] x, double a) { {{body}} } }
            """)]);
        Assert.Empty(generated.Faults());
        string remark = generated.Text.Split('\n').First(static line => line.Contains("Tape: ", StringComparison.Ordinal));
        Assert.Contains(bytes == 0 ? "Tape: none." : $"Tape: {bytes} bytes a trip of", remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cholesky", """
        double Cholesky(double[,] a)
        {
            int n = a.GetLength(0);
            double[,] l = new double[n, n];
            for (int j = 0; j < n; j++)
            {
                double d = a[j, j];
                for (int k = 0; k < j; k++) d -= l[j, k] * l[j, k];
                l[j, j] = Math.Sqrt(d);
                for (int i = j + 1; i < n; i++)
                {
                    double s = a[i, j];
                    for (int k = 0; k < j; k++) s -= l[i, k] * l[j, k];
                    l[i, j] = s / l[j, j];
                }
            }
            double log = 0;
            for (int j = 0; j < n; j++) log += Math.Log(l[j, j]);
            return log;
        }
        """)]
    [InlineData("Warp", """
        double Warp(double[] a, double[] b)
        {
            double[,] cell = new double[a.Length + 1, b.Length + 1];
            for (int i = 1; i <= a.Length; i++) cell[i, 0] = 1e9;
            for (int j = 1; j <= b.Length; j++) cell[0, j] = 1e9;
            for (int i = 1; i <= a.Length; i++)
                for (int j = 1; j <= b.Length; j++)
                {
                    double d = a[i - 1] - b[j - 1];
                    cell[i, j] = d * d + Math.Min(cell[i - 1, j - 1], Math.Min(cell[i - 1, j], cell[i, j - 1]));
                }
            return cell[a.Length, b.Length];
        }
        """)]
    [InlineData("Rows", """
        double Rows(double[] a, double[] b)
        {
            int width = b.Length + 1;
            double[] cell = new double[(a.Length + 1) * width];
            for (int i = 1; i <= a.Length; i++) cell[i * width] = 1e9;
            for (int j = 1; j <= b.Length; j++) cell[j] = 1e9;
            for (int i = 1; i <= a.Length; i++)
                for (int j = 1; j <= b.Length; j++)
                {
                    double d = a[i - 1] - b[j - 1];
                    cell[i * width + j] = d * d + Math.Min(cell[(i - 1) * width + j - 1], Math.Min(cell[(i - 1) * width + j], cell[i * width + j - 1]));
                }
            return cell[^1];
        }
        """)]
    [InlineData("Cells", """
        double Cells(double[] x, [NoDerivative] int[] cell)
        {
            double[] force = new double[x.Length], scratch = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < x.Length; j++)
                {
                    if (cell[i] == cell[j]) { double r = x[i] - x[j]; force[i] += r * Math.Exp(-r * r); }
                }
                scratch[i] = force[i] * x[i];
            }
            double sum = 0;
            for (int i = 0; i < x.Length; i++) sum += scratch[i] * force[i];
            return sum;
        }
        """)]
    [InlineData("Flat", """
        double Flat(double[] a, int n)
        {
            double[] l = new double[n * n];
            double log = 0;
            for (int j = 0; j < n; j++)
            {
                double d = a[j * n + j];
                for (int k = 0; k < j; k++) d -= l[j * n + k] * l[j * n + k];
                l[j * n + j] = Math.Sqrt(d);
                for (int i = j + 1; i < n; i++)
                {
                    double s = a[i * n + j];
                    for (int k = 0; k < j; k++) s -= l[i * n + k] * l[j * n + k];
                    l[i * n + j] = s / l[j * n + j];
                }
                log += Math.Log(l[j * n + j]);
            }
            return log;
        }
        """)]
    public void Tables_that_are_filled_from_what_they_hold_take_no_tape(string name, string method)
    {
        Generated generated = UserProject.Generate([new UserFile("C.cs", $$"""
            using System;
            using DeepMfg.AutoDiff;
            public static partial class C { [Differentiable] public static {{method}} }
            """)]);
        Assert.Empty(generated.Faults());
        Assert.Contains("Tape: none.", generated.TextOf(name + "Vjp"), StringComparison.Ordinal);
        Assert.DoesNotContain("Tape = tape.Reserve", generated.TextOf(name + "Vjp"), StringComparison.Ordinal);
    }

    /// <summary>A mixture with scratch before all loops keeps what one point takes, however many there are.</summary>
    [Fact]
    public void Scratch_that_each_trip_fills_anew_takes_the_tape_of_one_trip()
    {
        Generated generated = UserProject.Generate([new UserFile("C.cs", """
            using System;
            using DeepMfg.AutoDiff;
            public static partial class C
            {
                static double LogSumExp(double[] t)
                {
                    double m = t[0], s = 0;
                    for (int k = 1; k < t.Length; k++) m = Math.Max(m, t[k]);
                    for (int k = 0; k < t.Length; k++) s += Math.Exp(t[k] - m);
                    return m + Math.Log(s);
                }
                [Differentiable] public static double Mixture(double[] alphas, double[] means, double[] factors, [NoDerivative] double[] x, int d, int K, int n)
                {
                    double[] centred = new double[d], scaled = new double[d], terms = new double[K];
                    double sum = 0;
                    for (int i = 0; i < n; i++)
                    {
                        for (int k = 0; k < K; k++)
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
                public static double[] Check()
                {
                    const int d = 3, K = 4;
                    double[] alphas = Numbers(K), means = Numbers(K * d), factors = Numbers(K * d), x = Numbers(5_000 * d);
                    double[] alphasBar = new double[K], meansBar = new double[K * d], factorsBar = new double[K * d];
                    MixtureVjp(alphas, means, factors, x, d, K, 5, 1, alphasBar, meansBar, factorsBar);
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    MixtureVjp(alphas, means, factors, x, d, K, 5_000, 1, alphasBar, meansBar, factorsBar);
                    long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                    double[] again = new double[K], up = (double[])means.Clone(), down = (double[])means.Clone();
                    double[] meansAgain = new double[K * d];
                    MixtureVjp(alphas, means, factors, x, d, K, 50, 1, again, meansAgain, new double[K * d]);
                    up[5] += 1e-6; down[5] -= 1e-6;
                    double slope = (Mixture(alphas, up, factors, x, d, K, 50) - Mixture(alphas, down, factors, x, d, K, 50)) / 2e-6;
                    return [allocated, meansAgain[5] - slope, MixtureVjp(alphas, means, factors, x, d, K, 0, 1, again, meansAgain, factorsBar)];
                }
                static double[] Numbers(int count)
                {
                    double[] numbers = new double[count];
                    for (int i = 0; i < count; i++) numbers[i] = Math.Sin(i * i + 1);
                    return numbers;
                }
            }
            """)]);
        Assert.Empty(generated.Faults());
        using Loaded loaded = generated.Load();
        // On a thread of its own, the tape begins with nothing.
        double[] found = [];
        var thread = new Thread(() => found = loaded.Delegate<Func<double[]>>("C", "Check")());
        thread.Start();
        thread.Join();
        Assert.Equal(0, found[0]);
        Assert.InRange(found[1], -1e-6, 1e-6);
        Assert.Equal(0, found[2]);
    }

    /// <summary>Sixteen nests of interactions under a condition, which share scratch: the tape grows with the number of particles, not with that of the pairs.</summary>
    [Fact]
    public void Nests_of_conditional_interactions_record_nothing_a_pair()
    {
        string nests = string.Concat(Enumerable.Range(0, 16).Select(static k => $$"""
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        if (cell[i] == cell[j]) { double r = x[i] - x[j]; force[i] += {{k + 1}} * r * Math.Exp(-r * r / {{k + 2}}); }
                    }
                    scratch[i] = Math.Tanh(force[i]) * x[i] + {{(k % 2 == 0 ? "0" : "scratch[i]")}};
                }
                for (int i = 0; i < n; i++) { sum += scratch[i] * force[i]; force[i] = 0; }

            """));
        Generated generated = UserProject.Generate([new UserFile("C.cs", $$"""
            using System;
            using DeepMfg.AutoDiff;
            public static partial class C
            {
                [Differentiable] public static double Cells(double[] x, [NoDerivative] int[] cell)
                {
                    int n = x.Length;
                    double[] force = new double[n], scratch = new double[n];
                    double sum = 0;
            {{nests}}
                    return sum;
                }
                public static double Check()
                {
                    double[] x = [0.3, -0.5, 0.9, 1.4, -1.1], bar = new double[5];
                    int[] cell = [0, 1, 0, 1, 0];
                    CellsVjp(x, cell, 1, bar);
                    double worst = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        double[] up = (double[])x.Clone(), down = (double[])x.Clone();
                        up[i] += 1e-6; down[i] -= 1e-6;
                        worst = Math.Max(worst, Math.Abs((Cells(up, cell) - Cells(down, cell)) / 2e-6 - bar[i]));
                    }
                    return worst;
                }
            }
            """)]);
        Assert.Empty(generated.Faults());
        string remark = generated.TextOf("CellsVjp").Split('\n').First(static line => line.Contains("Tape: ", StringComparison.Ordinal));
        Assert.DoesNotContain("int j", remark, StringComparison.Ordinal);
        using Loaded loaded = generated.Load();
        Assert.InRange(loaded.Delegate<Func<double>>("C", "Check")(), 0, 1e-5);
    }
}
