using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Emission;

/// <summary>What is generated for models over arrays and spans, whole, as reviewed.</summary>
public sealed class ArrayOutputTests
{
    [Fact]
    public void A_loss_over_rows() => Reads("""
        [Differentiable(Produce = Derivatives.Vjp)]
        public static double Loss(ReadOnlySpan<double> w, [NoDerivative] double[][] rows, [NoDerivative] double[] target)
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
        """);

    [Fact]
    public void A_triangular_solution_in_place() => Reads("""
        [Differentiable(Produce = Derivatives.Vjp)]
        public static void Solve(double[,] lower, Span<double> b)
        {
            for (int i = 0; i < b.Length; i++)
            {
                for (int j = 0; j < i; j++) b[i] -= lower[i, j] * b[j];
                b[i] /= lower[i, i];
            }
        }
        """);

    [Fact]
    public void Substitution_backwards() => Reads("""
        [Differentiable(Produce = Derivatives.Vjp)]
        public static double Last(double[] diagonal, double[] upper, double[] right)
        {
            double[] x = right.ToArray();
            for (int i = x.Length - 2; i >= 0; i--) x[i] = (x[i] - upper[i] * x[i + 1]) / diagonal[i];
            return x[0];
        }
        """);

    [Fact]
    public void A_running_mean_in_forward_mode() => Reads("""
        const double Weight = 0.9;
        [Differentiable(Produce = Derivatives.Jvp)]
        public static double[] Smoothed(ReadOnlySpan<double> x, double start)
        {
            double[] mean = new double[x.Length];
            double last = start;
            for (int i = 0; i < x.Length; i++)
            {
                last = Weight * last + (1 - Weight) * x[i];
                mean[i] = last;
            }
            return mean;
        }
        """);

    [Fact]
    public void Buffers_that_change_places() => Reads("""
        [Differentiable(Produce = Derivatives.Vjp)]
        public static double Spread(ReadOnlySpan<double> start, double rate, int steps)
        {
            double[] now = start.ToArray(), next = new double[start.Length];
            for (int step = 0; step < steps; step++)
            {
                for (int i = 1; i < now.Length - 1; i++) next[i] = now[i] + rate * (now[i - 1] - 2 * now[i] + now[i + 1]);
                (now, next) = (next, now);
            }
            return now[now.Length / 2];
        }
        """);

    [Fact]
    public void A_histogram() => Reads("""
        [Differentiable(Produce = Derivatives.Vjp)]
        public static double Imbalance(ReadOnlySpan<double> load, [NoDerivative] int[] machine, int machines)
        {
            Span<double> total = stackalloc double[machines];
            for (int i = 0; i < load.Length; i++) total[machine[i]] += load[i];
            double cost = 0;
            foreach (double t in total) cost += t * t;
            return cost;
        }
        """);

    [Fact]
    public void The_largest_of_a_window() => Reads("""
        [Differentiable(Produce = Derivatives.Gradient)]
        public static double Peak(double[] x, int from, int count)
        {
            ReadOnlySpan<double> window = x.AsSpan(from, count);
            double peak = double.NegativeInfinity;
            foreach (double v in window) peak = Math.Max(peak, v);
            return peak;
        }
        """);

    [Fact]
    public void A_query() => Reads("""
        [Differentiable(Produce = Derivatives.Vjp)]
        public static double Energy(double[] torque, double[] speed, double step) =>
            torque.Zip(speed, (m, w) => m * w).Where((_, i) => i % 2 == 0).Sum() * step;
        """);

    private static void Reads(string method, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Golden.Verify(OutputTests.TextOf(method), method: test);
}
