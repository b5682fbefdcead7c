namespace DeepMfg.AutoDiff.Corpus.Arrays;

/// <summary>Solvers and factorisations as one writes them over arrays.</summary>
public static partial class LinearAlgebra
{
    public static IEnumerable<ArrayCase> Cases =>
    [
        new("Gaussian elimination with pivoting", System(4), x => Solve(x, 4), (x, g) => SolveValueAndGradient(x, 4, g), (x, d) => SolveJvp(x, 4, d)),
        new("Cholesky", Definite(4), x => LogDeterminant(x, 4), (x, g) => LogDeterminantValueAndGradient(x, 4, g), (x, d) => LogDeterminantJvp(x, 4, d)),
        new("tridiagonal", ArrayCase.Numbers(15, 0.3), Tridiagonal, (x, g) => TridiagonalValueAndGradient(x, g), (x, d) => TridiagonalJvp(x, d)),
        new("matrix product", ArrayCase.Numbers(18), x => Product(x, 3), (x, g) => ProductValueAndGradient(x, 3, g), (x, d) => ProductJvp(x, 3, d)),
        new("power iteration", Definite(3), x => Dominant(x, 3, 12), (x, g) => DominantValueAndGradient(x, 3, 12, g), (x, d) => DominantJvp(x, 3, 12, d)),
        new("Jacobi iteration", System(3), x => Jacobi(x, 3, 8), (x, g) => JacobiValueAndGradient(x, 3, 8, g), (x, d) => JacobiJvp(x, 3, 8, d)),
    ];

    /// <summary>The mean square of the solution of a·x = b, which lie behind each other in the input.</summary>
    [Differentiable]
    public static double Solve(ReadOnlySpan<double> system, int n)
    {
        double[] a = system[..(n * n)].ToArray(), b = system[(n * n)..].ToArray();
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[i * n + k]) > Math.Abs(a[pivot * n + k])) pivot = i;
            }
            if (pivot != k)
            {
                for (int j = 0; j < n; j++) (a[k * n + j], a[pivot * n + j]) = (a[pivot * n + j], a[k * n + j]);
                (b[k], b[pivot]) = (b[pivot], b[k]);
            }
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i * n + k] / a[k * n + k];
                for (int j = k; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
                b[i] -= factor * b[k];
            }
        }
        double sum = 0;
        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++) b[i] -= a[i * n + j] * b[j];
            b[i] /= a[i * n + i];
            sum += b[i] * b[i];
        }
        return sum / n;
    }

    /// <summary>The logarithm of a determinant by Cholesky's factor.</summary>
    [Differentiable]
    public static double LogDeterminant(double[] a, int n)
    {
        double[] l = new double[n * n];
        double sum = 0;
        for (int j = 0; j < n; j++)
        {
            double diagonal = a[j * n + j];
            for (int k = 0; k < j; k++) diagonal -= l[j * n + k] * l[j * n + k];
            l[j * n + j] = Math.Sqrt(diagonal);
            for (int i = j + 1; i < n; i++)
            {
                double below = a[i * n + j];
                for (int k = 0; k < j; k++) below -= l[i * n + k] * l[j * n + k];
                l[i * n + j] = below / l[j * n + j];
            }
            sum += 2 * Math.Log(l[j * n + j]);
        }
        return sum;
    }

    /// <summary>A tridiagonal system by Thomas' algorithm: lower, diagonal and right side are thirds of the input.</summary>
    [Differentiable]
    public static double Tridiagonal(double[] input)
    {
        int n = input.Length / 3;
        ReadOnlySpan<double> off = input.AsSpan(0, n), main = input.AsSpan(n, n), right = input.AsSpan(2 * n, n);
        Span<double> c = stackalloc double[n], d = stackalloc double[n];
        for (int i = 0; i < n; i++)
        {
            double lower = i > 0 ? off[i] : 0, before = i > 0 ? c[i - 1] : 0, carried = i > 0 ? d[i - 1] : 0;
            double pivot = 3 + main[i] - lower * before;
            c[i] = off[(i + 1) % n] / pivot;
            d[i] = (right[i] - lower * carried) / pivot;
        }
        for (int i = n - 2; i >= 0; i--) d[i] -= c[i] * d[i + 1];
        double sum = 0;
        foreach (double value in d) sum += value * value;
        return sum;
    }

    [Differentiable]
    public static double Product(double[] input, int n)
    {
        double[,] a = new double[n, n], b = new double[n, n], c = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i, j] = input[i * n + j];
                b[i, j] = input[n * n + i * n + j];
            }
        }
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++) c[i, j] += a[i, k] * b[k, j];
            }
        }
        double trace = 0;
        for (int i = 0; i < c.GetLength(0); i++) trace += c[i, i] * c[i, (i + 1) % n];
        return trace;
    }

    /// <summary>The largest eigenvalue by so many steps of the power iteration, each of which makes a new vector.</summary>
    [Differentiable]
    public static double Dominant(double[] a, int n, int steps)
    {
        double[] v = new double[n];
        Array.Fill(v, 1.0);
        double norm = 1;
        for (int step = 0; step < steps; step++)
        {
            double[] next = new double[n];
            double sum = 0;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++) next[i] += a[i * n + j] * v[j];
                sum += next[i] * next[i];
            }
            norm = Math.Sqrt(sum);
            for (int i = 0; i < n; i++) next[i] /= norm;
            v = next;
        }
        return norm;
    }

    [Differentiable]
    public static double Jacobi(double[] system, int n, int sweeps)
    {
        Span<double> old = new double[n], next = new double[n];
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            for (int i = 0; i < n; i++)
            {
                double rest = system[n * n + i];
                for (int j = 0; j < n; j++)
                {
                    if (j != i) rest -= 0.1 * system[i * n + j] * old[j];
                }
                next[i] = rest / (2 + system[i * n + i]);
            }
            Span<double> swapped = old;
            old = next;
            next = swapped;
        }
        return old[0] * old[1] - old[n - 1];
    }

    private static double[] System(int n)
    {
        double[] numbers = ArrayCase.Numbers(n * n + n);
        for (int i = 0; i < n; i++) numbers[i * n + (i + 1) % n] += 2;
        return numbers;
    }

    private static double[] Definite(int n)
    {
        double[] numbers = ArrayCase.Numbers(n * n, 0.3);
        for (int i = 0; i < n; i++) numbers[i * n + i] += 3;
        return numbers;
    }
}
