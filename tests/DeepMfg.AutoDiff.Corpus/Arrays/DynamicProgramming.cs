namespace DeepMfg.AutoDiff.Corpus.Arrays;

/// <summary>Tables that are filled from what was filled before.</summary>
public static partial class DynamicProgramming
{
    public static IEnumerable<ArrayCase> Cases =>
    [
        new("dynamic time warping", ArrayCase.Numbers(9), x => Warping(x, 4), (x, g) => WarpingValueAndGradient(x, 4, g), (x, d) => WarpingJvp(x, 4, d)),
        new("hidden Markov forward", ArrayCase.Numbers(6), x => Forward(x, [0, 1, 1, 0, 1]), ForwardGradient, (x, d) => ForwardJvp(x, s_seen, d)),
        new("recurrence", ArrayCase.Numbers(3), x => Recurrence(x, 12), (x, g) => RecurrenceValueAndGradient(x, 12, g), (x, d) => RecurrenceJvp(x, 12, d)),
    ];

    private static readonly int[] s_seen = [0, 1, 1, 0, 1];

    private static double ForwardGradient(double[] x, double[] g) => ForwardValueAndGradient(x, s_seen, g);

    [Differentiable]
    public static double Warping(double[] both, int n)
    {
        int m = both.Length - n;
        double[] cell = new double[(n + 1) * (m + 1)];
        for (int i = 0; i <= n; i++)
        {
            for (int j = 0; j <= m; j++) cell[i * (m + 1) + j] = i == 0 && j == 0 ? 0 : double.PositiveInfinity;
        }
        for (int i = 1; i <= n; i++)
        {
            for (int j = 1; j <= m; j++)
            {
                double distance = both[i - 1] - both[n + j - 1];
                double best = Math.Min(cell[(i - 1) * (m + 1) + j], Math.Min(cell[i * (m + 1) + j - 1], cell[(i - 1) * (m + 1) + j - 1]));
                cell[i * (m + 1) + j] = distance * distance + best;
            }
        }
        return cell[^1];
    }

    [Differentiable]
    public static double Forward(double[] logits, int[] seen)
    {
        double stay = Ops.Sigmoid(logits[0]), move = Ops.Sigmoid(logits[1]);
        double[] alpha = [0.5, 0.5];
        double logLikelihood = 0;
        foreach (int symbol in seen)
        {
            double p0 = symbol == 0 ? Ops.Sigmoid(logits[2]) : 1 - Ops.Sigmoid(logits[2]);
            double p1 = symbol == 0 ? Ops.Sigmoid(logits[3]) : 1 - Ops.Sigmoid(logits[3]);
            double a0 = (alpha[0] * stay + alpha[1] * (1 - move)) * p0;
            double a1 = (alpha[0] * (1 - stay) + alpha[1] * move) * p1;
            double scale = a0 + a1;
            alpha[0] = a0 / scale;
            alpha[1] = a1 / scale;
            logLikelihood += Math.Log(scale);
        }
        return logLikelihood + logits[4] * logits[5];
    }

    [Differentiable]
    public static double Recurrence(double[] c, int n)
    {
        double[] x = new double[n];
        x[0] = c[0];
        for (int t = 1; t < n; t++) x[t] = Math.Tanh(c[1] * x[t - 1] + c[2]);
        return x[n - 1] * x[n / 2];
    }
}
