namespace DeepMfg.AutoDiff.Corpus.Arrays;

/// <summary>Cells, layers and paths over sequences.</summary>
public static partial class Sequences
{
    private static readonly int[] s_words = [2, 0, 1, 2];

    public static IEnumerable<ArrayCase> Cases =>
    [
        ArrayCase.Of("LSTM cell", ArrayCase.Numbers(4 * 2 * 4 + 3), Lstm, LstmValueAndGradient, LstmJvp),
        ArrayCase.Of("recurrent network", ArrayCase.Numbers(3 * 3 + 3 + 4), Recurrent, RecurrentValueAndGradient, RecurrentJvp),
        ArrayCase.Of("attention", ArrayCase.Numbers(18), Attention, AttentionValueAndGradient, AttentionJvp),
        ArrayCase.Of("layer norm", ArrayCase.Numbers(6), LayerNorm, LayerNormValueAndGradient, LayerNormJvp),
        ArrayCase.Of("softmax in place", ArrayCase.Numbers(5, 2), Softmax, SoftmaxValueAndGradient, SoftmaxJvp),
        new("embeddings", ArrayCase.Numbers(6), x => Embedded(x, s_words), (x, g) => EmbeddedValueAndGradient(x, s_words, g), (x, d) => EmbeddedJvp(x, s_words, d)),
        ArrayCase.Of("Viterbi", ArrayCase.Numbers(8), Viterbi, ViterbiValueAndGradient, ViterbiJvp),
        ArrayCase.Of("soft edit distance", ArrayCase.Numbers(7), SoftEdit, SoftEditValueAndGradient, SoftEditJvp),
        ArrayCase.Of("maximum pooling", ArrayCase.Numbers(9), Pooled, PooledValueAndGradient, PooledJvp),
        ArrayCase.Of("shortest paths", ArrayCase.Numbers(16), Paths, PathsValueAndGradient, PathsJvp),
        ArrayCase.Of("running sums", ArrayCase.Numbers(7), Prefixes, PrefixesValueAndGradient, PrefixesJvp),
    ];

    /// <summary>Two cells over three inputs: gates in rows of the weights, states in place.</summary>
    [Differentiable]
    public static double Lstm(double[] w)
    {
        const int Cells = 2;
        Span<double> h = stackalloc double[Cells], c = stackalloc double[Cells], gates = stackalloc double[4 * Cells];
        for (int t = 0; t < 3; t++)
        {
            for (int k = 0; k < gates.Length; k++)
            {
                ReadOnlySpan<double> row = w.AsSpan(4 * k, 4);
                gates[k] = row[0] * w[32 + t] + row[3];
                for (int j = 0; j < Cells; j++) gates[k] += row[j + 1] * h[j];
            }
            for (int j = 0; j < Cells; j++)
            {
                double forget = Ops.Sigmoid(gates[j]), take = Ops.Sigmoid(gates[Cells + j]), give = Ops.Sigmoid(gates[2 * Cells + j]);
                c[j] = forget * c[j] + take * Math.Tanh(gates[3 * Cells + j]);
                h[j] = give * Math.Tanh(c[j]);
            }
        }
        return h[0] * h[1] + c[0] - c[1];
    }

    [Differentiable]
    public static double Recurrent(double[] w)
    {
        double[] h = new double[3];
        for (int t = 0; t < 4; t++)
        {
            double[] next = new double[3];
            for (int i = 0; i < 3; i++)
            {
                next[i] = w[9 + i] * w[12 + t];
                for (int j = 0; j < 3; j++) next[i] += w[3 * i + j] * h[j];
            }
            for (int i = 0; i < 3; i++) h[i] = Math.Tanh(next[i]);
        }
        return h[0] + h[1] * h[2];
    }

    [Differentiable]
    public static double Attention(double[] x)
    {
        const int N = 3, D = 2;
        ReadOnlySpan<double> q = x.AsSpan(0, N * D), k = x.AsSpan(N * D, N * D), v = x.AsSpan(2 * N * D);
        double[] scores = new double[N];
        double sum = 0;
        for (int i = 0; i < N; i++)
        {
            double total = 0;
            for (int j = 0; j < N; j++)
            {
                double dot = 0;
                for (int a = 0; a < D; a++) dot += q[i * D + a] * k[j * D + a];
                scores[j] = Math.Exp(dot / Math.Sqrt(D));
                total += scores[j];
            }
            for (int a = 0; a < D; a++)
            {
                double mixed = 0;
                for (int j = 0; j < N; j++) mixed += scores[j] / total * v[j * D + a];
                sum += mixed * mixed * (i + 1);
            }
        }
        return sum;
    }

    [Differentiable]
    public static double LayerNorm(double[] x)
    {
        double mean = 0, variance = 0;
        foreach (double value in x) mean += value;
        mean /= x.Length;
        double[] centred = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            centred[i] = x[i] - mean;
            variance += centred[i] * centred[i];
        }
        double scale = 1 / Math.Sqrt(variance / x.Length + 1e-5), sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            centred[i] *= scale;
            sum += Math.Exp(centred[i]) * (i - 2);
        }
        return sum;
    }

    [Differentiable]
    public static double Softmax(double[] x)
    {
        double[] p = x[..];
        double most = p[0], sum = 0;
        for (int i = 1; i < p.Length; i++) if (p[i] > most) most = p[i];
        for (int i = 0; i < p.Length; i++) sum += p[i] = Math.Exp(p[i] - most);
        foreach (ref double value in p.AsSpan()) value /= sum;
        double entropy = 0;
        foreach (double value in p) entropy -= value * Math.Log(value);
        return entropy + p[1];
    }

    [Differentiable]
    public static double Embedded(double[] table, int[] words)
    {
        double[] mean = new double[2];
        foreach (int word in words)
        {
            ReadOnlySpan<double> row = table.AsSpan(2 * word, 2);
            for (int i = 0; i < 2; i++) mean[i] += row[i] / words.Length;
        }
        return mean[0] * mean[0] - mean[0] * mean[1] + Math.Sin(mean[1]);
    }

    [Differentiable]
    public static double Viterbi(double[] x)
    {
        double[] best = [x[0], x[1]];
        for (int t = 1; t < 4; t++)
        {
            double stay = best[0], move = best[1];
            for (int s = 0; s < 2; s++) best[s] = Math.Max(stay + x[4 + s], move - x[6 + s]) + x[2 * s] * x[1] * t;
        }
        return Math.Max(best[0], best[1]) + best[0] * best[1];
    }

    [Differentiable]
    public static double SoftEdit(double[] both)
    {
        int n = 3, m = both.Length - n;
        double[,] cost = new double[n + 1, m + 1];
        for (int i = 1; i <= n; i++) cost[i, 0] = i;
        for (int j = 1; j <= m; j++) cost[0, j] = j;
        for (int i = 1; i <= n; i++)
        {
            for (int j = 1; j <= m; j++)
            {
                double gap = both[i - 1] - both[n + j - 1];
                double a = cost[i - 1, j] + 1, b = cost[i, j - 1] + 1, c = cost[i - 1, j - 1] + gap * gap;
                cost[i, j] = -Math.Log(Math.Exp(-a) + Math.Exp(-b) + Math.Exp(-c));
            }
        }
        return cost[n, m];
    }

    [Differentiable]
    public static double Pooled(double[] x)
    {
        double[] pooled = new double[x.Length / 3];
        int[] from = new int[pooled.Length];
        for (int k = 0; k < pooled.Length; k++)
        {
            from[k] = 3 * k;
            for (int i = 1; i < 3; i++) if (x[3 * k + i] > x[from[k]]) from[k] = 3 * k + i;
            pooled[k] = x[from[k]] * x[from[k]];
        }
        double product = 1;
        foreach (double value in pooled) product *= 1 + value;
        return product;
    }

    /// <summary>All pairs' shortest paths, in place.</summary>
    [Differentiable]
    public static double Paths(double[] x)
    {
        const int N = 4;
        double[,] d = new double[N, N];
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < N; j++) d[i, j] = i == j ? 0 : 1.5 + x[N * i + j];
        }
        for (int k = 0; k < N; k++)
        {
            for (int i = 0; i < N; i++)
            {
                for (int j = 0; j < N; j++) d[i, j] = Math.Min(d[i, j], d[i, k] + d[k, j]);
            }
        }
        double sum = 0;
        foreach (double length in d) sum += length * length;
        return sum;
    }

    [Differentiable]
    public static double Prefixes(double[] x)
    {
        double[] sums = new double[x.Length + 1];
        for (int i = 0; i < x.Length; i++) sums[i + 1] = sums[i] + x[i];
        double most = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = i + 1; j <= x.Length; j++)
            {
                double part = sums[j] - sums[i];
                if (part > most) most = part;
                if (j > i + 4) break;
            }
        }
        return most * most + sums[^1];
    }
}
