namespace DeepMfg.AutoDiff.Benchmarks.HandWritten;

/// <summary>Gradients over arrays as one writes them by hand: what is needed again is kept on the stack, or computed again where that is cheap.</summary>
public static partial class ArrayGradients
{
    public static double Logistic(ReadOnlySpan<double> w, double[][] rows, double[] target, Span<double> g)
    {
        g.Clear();
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double[] row = rows[i];
            double z = w[0];
            for (int j = 0; j < row.Length; j++) z += w[j + 1] * row[j];
            double p = Ops.Sigmoid(z), e = p - target[i];
            sum += e * e;
            double zBar = 2 * e * p * (1 - p) / rows.Length;
            g[0] += zBar;
            for (int j = 0; j < row.Length; j++) g[j + 1] += zBar * row[j];
        }

        return sum / rows.Length;
    }

    public static double Perceptron(double[] w, ReadOnlySpan<double> x, ReadOnlySpan<double> y, int hidden, Span<double> g)
    {
        g.Clear();
        int inputs = x.Length / y.Length, biases = hidden * inputs, outputs = biases + hidden;
        Span<double> h = stackalloc double[hidden];
        double loss = 0;
        for (int row = 0; row < y.Length; row++)
        {
            ReadOnlySpan<double> sample = x.Slice(row * inputs, inputs);
            double output = w[^1];
            for (int k = 0; k < hidden; k++)
            {
                double z = w[biases + k];
                for (int j = 0; j < inputs; j++) z += w[k * inputs + j] * sample[j];
                h[k] = Math.Tanh(z);
                output += w[outputs + k] * h[k];
            }

            double error = output - y[row], outputBar = 2 * error / y.Length;
            loss += error * error;
            g[^1] += outputBar;
            for (int k = 0; k < hidden; k++)
            {
                g[outputs + k] += outputBar * h[k];
                double zBar = outputBar * w[outputs + k] * (1 - h[k] * h[k]);
                g[biases + k] += zBar;
                for (int j = 0; j < inputs; j++) g[k * inputs + j] += zBar * sample[j];
            }
        }

        return loss / y.Length;
    }

    /// <summary>Cholesky's factor is kept whole, so the way back needs nothing else.</summary>
    public static double LogDeterminant(double[] a, int n, Span<double> g)
    {
        Span<double> l = stackalloc double[n * n], lBar = stackalloc double[n * n];
        lBar.Clear();
        g.Clear();
        double sum = 0;
        for (int j = 0; j < n; j++)
        {
            double diagonal = a[j * n + j];
            for (int k = 0; k < j; k++) diagonal -= l[j * n + k] * l[j * n + k];
            double root = Math.Sqrt(diagonal);
            l[j * n + j] = root;
            for (int i = j + 1; i < n; i++)
            {
                double below = a[i * n + j];
                for (int k = 0; k < j; k++) below -= l[i * n + k] * l[j * n + k];
                l[i * n + j] = below / root;
            }

            sum += 2 * Math.Log(root);
        }

        for (int j = n - 1; j >= 0; j--)
        {
            double root = l[j * n + j], rootBar = lBar[j * n + j] + 2 / root;
            for (int i = n - 1; i > j; i--)
            {
                double belowBar = lBar[i * n + j] / root;
                rootBar -= belowBar * l[i * n + j];
                for (int k = j - 1; k >= 0; k--)
                {
                    lBar[i * n + k] -= belowBar * l[j * n + k];
                    lBar[j * n + k] -= belowBar * l[i * n + k];
                }

                g[i * n + j] += belowBar;
            }

            double diagonalBar = rootBar / (2 * root);
            for (int k = j - 1; k >= 0; k--) lBar[j * n + k] -= 2 * diagonalBar * l[j * n + k];
            g[j * n + j] += diagonalBar;
        }

        return sum;
    }

    public static double Tridiagonal(double[] input, Span<double> g)
    {
        int n = input.Length / 3;
        ReadOnlySpan<double> off = input.AsSpan(0, n), main = input.AsSpan(n, n), right = input.AsSpan(2 * n, n);
        Span<double> offBar = g[..n], mainBar = g.Slice(n, n), rightBar = g[(2 * n)..];
        Span<double> c = stackalloc double[n], before = stackalloc double[n], d = stackalloc double[n], pivots = stackalloc double[n];
        for (int i = 0; i < n; i++)
        {
            double lower = i > 0 ? off[i] : 0;
            double pivot = 3 + main[i] - (i > 0 ? lower * c[i - 1] : 0);
            pivots[i] = pivot;
            c[i] = off[i + 1 == n ? 0 : i + 1] / pivot;
            before[i] = (right[i] - (i > 0 ? lower * before[i - 1] : 0)) / pivot;
        }

        before.CopyTo(d);
        for (int i = n - 2; i >= 0; i--) d[i] -= c[i] * d[i + 1];
        double sum = 0;
        foreach (double value in d) sum += value * value;

        offBar.Clear();
        Span<double> cBar = stackalloc double[n], dBar = stackalloc double[n];
        cBar.Clear();
        for (int i = 0; i < n; i++) dBar[i] = 2 * d[i];
        for (int i = 0; i < n - 1; i++)
        {
            cBar[i] = -dBar[i] * d[i + 1];
            dBar[i + 1] -= dBar[i] * c[i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            double pivot = pivots[i], dividendBar = dBar[i] / pivot, offerBar = cBar[i] / pivot;
            double pivotBar = -dividendBar * before[i] - offerBar * c[i];
            rightBar[i] = dividendBar;
            offBar[i + 1 == n ? 0 : i + 1] += offerBar;
            mainBar[i] = pivotBar;
            if (i == 0) continue;
            offBar[i] -= dividendBar * before[i - 1] + pivotBar * c[i - 1];
            dBar[i - 1] -= dividendBar * off[i];
            cBar[i - 1] -= pivotBar * off[i];
        }

        return sum;
    }

    /// <summary>What is linear needs no values on the way back.</summary>
    public static double Heat(ReadOnlySpan<double> start, double rate, int steps, Span<double> g)
    {
        Span<double> t = stackalloc double[start.Length];
        start.CopyTo(t);
        for (int step = 0; step < steps; step++)
        {
            for (int i = 1; i < t.Length - 1; i++) t[i] += rate * (t[i - 1] - 2 * t[i] + t[i + 1]);
        }

        g.Clear();
        g[t.Length / 2] += t[1];
        g[1] += t[t.Length / 2];
        for (int step = 0; step < steps; step++)
        {
            for (int i = t.Length - 2; i >= 1; i--)
            {
                double change = rate * g[i];
                g[i - 1] += change;
                g[i] -= 2 * change;
                g[i + 1] += change;
            }
        }

        return t[t.Length / 2] * t[1];
    }
}
