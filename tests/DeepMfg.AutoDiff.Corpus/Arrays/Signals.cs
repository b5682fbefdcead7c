namespace DeepMfg.AutoDiff.Corpus.Arrays;

/// <summary>Transforms, filters, samples and clusters.</summary>
public static partial class Signals
{
    private static readonly double[] s_draws = [0.3, -1.2, 0.7, 0.1, -0.4, 1.9, -0.8, 0.5];

    public static IEnumerable<ArrayCase> Cases =>
    [
        ArrayCase.Of("Fourier transform in place", ArrayCase.Numbers(16), Fourier, FourierValueAndGradient, FourierJvp),
        ArrayCase.Of("recursive filter", ArrayCase.Numbers(9, 0.7), Filter, FilterValueAndGradient, FilterJvp),
        ArrayCase.Of("Haar wavelets", ArrayCase.Numbers(8), Haar, HaarValueAndGradient, HaarJvp),
        ArrayCase.Of("Levinson–Durbin", ArrayCase.Numbers(7), Levinson, LevinsonValueAndGradient, LevinsonJvp),
        ArrayCase.Of("image convolution", ArrayCase.Numbers(16 + 4), Image, ImageValueAndGradient, ImageJvp),
        ArrayCase.Of("k-means", ArrayCase.Numbers(12, 2), Clusters, ClustersValueAndGradient, ClustersJvp),
        ArrayCase.Of("mixture of normals", ArrayCase.Numbers(9), Mixture, MixtureValueAndGradient, MixtureJvp),
        new("Monte Carlo with common random numbers", [1, 0.2, 0.05], x => MonteCarlo(x, s_draws), (x, g) => MonteCarloValueAndGradient(x, s_draws, g),
            (x, d) => MonteCarloJvp(x, s_draws, d)),
        ArrayCase.Of("binomial tree", [1, 1.05, 0.3, 0.02], Tree, TreeValueAndGradient, TreeJvp),
        ArrayCase.Of("Gaussian process", ArrayCase.Numbers(8), Process, ProcessValueAndGradient, ProcessJvp),
        ArrayCase.Of("transport by Sinkhorn", ArrayCase.Numbers(9), Sinkhorn, SinkhornValueAndGradient, SinkhornJvp),
        ArrayCase.Of("eigenvalues by rotations", ArrayCase.Numbers(6), Rotations, RotationsValueAndGradient, RotationsJvp),
    ];

    /// <summary>The spectrum of real and imaginary parts by turns, its power weighted.</summary>
    [Differentiable]
    public static double Fourier(double[] x)
    {
        double[] a = x[..];
        int n = a.Length / 2;
        for (int i = 1, j = 0; i < n; i++)
        {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) j ^= bit;
            j ^= bit;
            if (i < j)
            {
                (a[2 * i], a[2 * j]) = (a[2 * j], a[2 * i]);
                (a[2 * i + 1], a[2 * j + 1]) = (a[2 * j + 1], a[2 * i + 1]);
            }
        }
        for (int size = 2; size <= n; size <<= 1)
        {
            for (int start = 0; start < n; start += size)
            {
                for (int k = 0; k < size / 2; k++)
                {
                    double angle = -2 * Math.PI * k / size, cos = Math.Cos(angle), sin = Math.Sin(angle);
                    int p = 2 * (start + k), q = p + size;
                    double re = a[q] * cos - a[q + 1] * sin, im = a[q] * sin + a[q + 1] * cos;
                    a[q] = a[p] - re;
                    a[q + 1] = a[p + 1] - im;
                    a[p] += re;
                    a[p + 1] += im;
                }
            }
        }
        double sum = 0;
        for (int k = 0; k < n; k++) sum += (k + 1) * (a[2 * k] * a[2 * k] + a[2 * k + 1] * a[2 * k + 1]);
        return sum;
    }

    [Differentiable]
    public static double Filter(double[] x)
    {
        ReadOnlySpan<double> b = x.AsSpan(0, 2), a = x.AsSpan(2, 2), signal = x.AsSpan(4);
        Span<double> delay = stackalloc double[2];
        double power = 0;
        foreach (double value in signal)
        {
            double output = b[0] * value + delay[0];
            delay[0] = b[1] * value - a[0] * output + delay[1];
            delay[1] = -a[1] * output;
            power += output * output;
        }
        return power;
    }

    [Differentiable]
    public static double Haar(double[] x)
    {
        double[] now = x[..], next = new double[x.Length];
        for (int length = x.Length; length > 1; length /= 2)
        {
            for (int i = 0; i < length / 2; i++)
            {
                next[i] = (now[2 * i] + now[2 * i + 1]) * 0.7;
                next[length / 2 + i] = now[2 * i] - now[2 * i + 1];
            }
            next.AsSpan(0, length).CopyTo(now);
        }
        double sum = 0;
        foreach (double value in now) sum += Math.Sqrt(value * value + 0.1);
        return sum * now[0];
    }

    [Differentiable]
    public static double Levinson(double[] x)
    {
        const int Order = 3;
        double[] r = new double[Order + 1], a = new double[Order + 1], old = new double[Order + 1];
        for (int lag = 0; lag <= Order; lag++)
        {
            for (int i = lag; i < x.Length; i++) r[lag] += x[i] * x[i - lag];
        }
        a[0] = 1;
        double error = r[0];
        for (int m = 1; m <= Order; m++)
        {
            double sum = r[m];
            for (int i = 1; i < m; i++) sum += a[i] * r[m - i];
            double k = -sum / error;
            a.CopyTo(old, 0);
            for (int i = 1; i < m; i++) a[i] = old[i] + k * old[m - i];
            a[m] = k;
            error *= 1 - k * k;
        }
        return error + a[1] * a[2];
    }

    [Differentiable]
    public static double Image(double[] x)
    {
        double[,] image = new double[4, 4], kernel = { { x[16], x[17] }, { x[18], x[19] } };
        for (int i = 0; i < 16; i++) image[i / 4, i % 4] = x[i];
        double sum = 0;
        for (int i = 0; i + 1 < image.GetLength(0); i++)
        {
            for (int j = 0; j + 1 < image.GetLength(1); j++)
            {
                double value = 0;
                for (int k = 0; k < 2; k++)
                {
                    for (int l = 0; l < 2; l++) value += image[i + k, j + l] * kernel[k, l];
                }
                image[i, j] = value > 0 ? value : 0.1 * value;
                sum += image[i, j] * image[i + 1, j + 1];
            }
        }
        return sum;
    }

    [Differentiable]
    public static double Clusters(double[] points)
    {
        double[] centers = [points[0], points[3], points[7]];
        int[] nearest = new int[points.Length];
        for (int round = 0; round < 3; round++)
        {
            double[] sums = new double[centers.Length];
            int[] counts = new int[centers.Length];
            for (int i = 0; i < points.Length; i++)
            {
                for (int c = 0; c < centers.Length; c++)
                {
                    if (Math.Abs(points[i] - centers[c]) < Math.Abs(points[i] - centers[nearest[i]])) nearest[i] = c;
                }
                sums[nearest[i]] += points[i];
                counts[nearest[i]]++;
            }
            for (int c = 0; c < centers.Length; c++) if (counts[c] > 0) centers[c] = sums[c] / counts[c];
        }
        double loss = 0;
        for (int i = 0; i < points.Length; i++) loss += (points[i] - centers[nearest[i]]) * (points[i] - centers[nearest[i]]) * (i + 1);
        return loss;
    }

    [Differentiable]
    public static double Mixture(double[] x)
    {
        const int K = 2;
        double[] terms = new double[K], centred = new double[K];
        double sum = 0;
        for (int i = 3 * K; i < x.Length; i++)
        {
            double most = double.NegativeInfinity;
            for (int k = 0; k < K; k++)
            {
                centred[k] = (x[i] - x[K + k]) * Math.Exp(x[2 * K + k]);
                terms[k] = x[k] + x[2 * K + k] - 0.5 * centred[k] * centred[k];
                most = Math.Max(most, terms[k]);
            }
            double total = 0;
            for (int k = 0; k < K; k++) total += Math.Exp(terms[k] - most);
            sum += most + Math.Log(total);
        }
        return sum;
    }

    [Differentiable]
    public static double MonteCarlo(double[] p, [NoDerivative] double[] draws)
    {
        Span<double> paths = stackalloc double[draws.Length / 2];
        double paid = 0;
        for (int path = 0; path < paths.Length; path++)
        {
            paths[path] = p[0];
            for (int step = 0; step < 2; step++) paths[path] *= Math.Exp((p[2] - 0.5 * p[1] * p[1]) * 0.5 + p[1] * Math.Sqrt(0.5) * draws[2 * path + step]);
            paid += Math.Max(paths[path] - 0.9, 0) / paths.Length;
        }
        return paid * Math.Exp(-p[2]) + paths[0] * paths[1];
    }

    /// <summary>An American option: spot, strike, volatility and rate.</summary>
    [Differentiable]
    public static double Tree(double[] p)
    {
        const int Steps = 5;
        double up = Math.Exp(p[2] * Math.Sqrt(1.0 / Steps)), grown = Math.Exp(p[3] / Steps), chance = (grown - 1 / up) / (up - 1 / up);
        double[] values = new double[Steps + 1];
        for (int i = 0; i <= Steps; i++) values[i] = Math.Max(p[1] - p[0] * Math.Pow(up, 2 * i - Steps), 0);
        for (int step = Steps - 1; step >= 0; step--)
        {
            for (int i = 0; i <= step; i++)
            {
                double kept = (chance * values[i + 1] + (1 - chance) * values[i]) / grown, exercised = p[1] - p[0] * Math.Pow(up, 2 * i - step);
                values[i] = kept > exercised ? kept : exercised;
            }
        }
        return values[0];
    }

    [Differentiable]
    public static double Process(double[] x)
    {
        int n = x.Length / 2;
        double[,] k = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double gap = x[i] - x[j];
                k[i, j] = Math.Exp(-0.5 * gap * gap) + (i == j ? 0.3 : 0);
            }
        }
        double[] z = new double[n];
        double likelihood = 0;
        for (int j = 0; j < n; j++)
        {
            for (int l = 0; l < j; l++) k[j, j] -= k[j, l] * k[j, l];
            k[j, j] = Math.Sqrt(k[j, j]);
            for (int i = j + 1; i < n; i++)
            {
                for (int l = 0; l < j; l++) k[i, j] -= k[i, l] * k[j, l];
                k[i, j] /= k[j, j];
            }
            z[j] = x[n + j];
            for (int l = 0; l < j; l++) z[j] -= k[j, l] * z[l];
            z[j] /= k[j, j];
            likelihood += 0.5 * z[j] * z[j] + Math.Log(k[j, j]);
        }
        return likelihood;
    }

    [Differentiable]
    public static double Sinkhorn(double[] cost)
    {
        const int N = 3;
        double[] u = new double[N], v = [1, 1, 1];
        for (int round = 0; round < 5; round++)
        {
            for (int i = 0; i < N; i++)
            {
                double sum = 0;
                for (int j = 0; j < N; j++) sum += Math.Exp(-cost[N * i + j]) * v[j];
                u[i] = (i + 1) / sum;
            }
            for (int j = 0; j < N; j++)
            {
                double sum = 0;
                for (int i = 0; i < N; i++) sum += Math.Exp(-cost[N * i + j]) * u[i];
                v[j] = 2 / sum;
            }
        }
        double moved = 0;
        for (int i = 0; i < N * N; i++) moved += cost[i] * u[i / N] * v[i % N] * Math.Exp(-cost[i]);
        return moved;
    }

    [Differentiable]
    public static double Rotations(double[] x)
    {
        const int N = 3;
        double[,] a = { { 2 + x[0], x[1], x[2] }, { x[1], 1 + x[3], x[4] }, { x[2], x[4], x[5] - 1 } };
        for (int sweep = 0; sweep < 6; sweep++)
        {
            for (int p = 0; p < N; p++)
            {
                for (int q = p + 1; q < N; q++)
                {
                    if (Math.Abs(a[p, q]) < 1e-13) continue;
                    double angle = 0.5 * Math.Atan2(2 * a[p, q], a[q, q] - a[p, p]), c = Math.Cos(angle), s = Math.Sin(angle);
                    for (int k = 0; k < N; k++) (a[k, p], a[k, q]) = (c * a[k, p] - s * a[k, q], s * a[k, p] + c * a[k, q]);
                    for (int k = 0; k < N; k++) (a[p, k], a[q, k]) = (c * a[p, k] - s * a[q, k], s * a[p, k] + c * a[q, k]);
                }
            }
        }
        return a[0, 0] * a[0, 0] + 2 * a[1, 1] + Math.Sin(a[2, 2]);
    }
}
