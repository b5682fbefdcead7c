namespace DeepMfg.AutoDiff.Corpus.Arrays;

/// <summary>Losses of models over data.</summary>
public static partial class Regressions
{
    public static readonly double[][] Rows = [[1, 2], [3, 4], [0.5, -1], [-0.2, 0.7]];
    public static readonly double[] Target = [0, 1, 0, 1];
    private static readonly int[] s_bins = [0, 2, 1, 0, 2, 2];
    public static readonly double[] Flat = [1, 2, 3, 4, 0.5, -1, -0.2, 0.7];

    public static IEnumerable<ArrayCase> Cases =>
    [
        new("logistic regression", [0.1, 0.2, -0.3], x => Logistic(x, Rows, Target), (x, g) => LogisticValueAndGradient(x, Rows, Target, g),
            (x, d) => LogisticJvp(x, Rows, Target, d)),
        new("softmax cross-entropy", ArrayCase.Numbers(5, 2), x => CrossEntropy(x, 3), (x, g) => CrossEntropyValueAndGradient(x, 3, g), (x, d) => CrossEntropyJvp(x, 3, d)),
        new("histogram scatter", ArrayCase.Numbers(6), x => Histogram(x, s_bins), (x, g) => HistogramValueAndGradient(x, s_bins, g), (x, d) => HistogramJvp(x, s_bins, d)),
        new("multilayer perceptron", ArrayCase.Numbers(4 * 2 + 4 + 4 + 1), x => Perceptron(x, Flat, Target, 4), (x, g) => PerceptronValueAndGradient(x, Flat, Target, 4, g),
            (x, d) => PerceptronJvp(x, Flat, Target, 4, d)),
        new("normalised by a helper", ArrayCase.Numbers(5), Normalised, (x, g) => NormalisedValueAndGradient(x, g), (x, d) => NormalisedJvp(x, d)),
        new("convolution", ArrayCase.Numbers(11), x => Convolution(x, 3), (x, g) => ConvolutionValueAndGradient(x, 3, g), (x, d) => ConvolutionJvp(x, 3, d)),
    ];

    [Differentiable]
    public static double Logistic(ReadOnlySpan<double> w, [NoDerivative] double[][] rows, [NoDerivative] double[] target)
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

    [Differentiable]
    public static double CrossEntropy(ReadOnlySpan<double> logits, int label)
    {
        double largest = double.NegativeInfinity;
        foreach (double logit in logits) largest = Math.Max(largest, logit);
        double sum = 0;
        foreach (double logit in logits) sum += Math.Exp(logit - largest);
        return Math.Log(sum) + largest - logits[label];
    }

    [Differentiable]
    public static double Histogram(double[] x, int[] bins)
    {
        double[] heights = new double[3];
        int[] counts = new int[3];
        for (int i = 0; i < x.Length; i++)
        {
            heights[bins[i]] += x[i] * x[i];
            counts[bins[i]]++;
        }
        double sum = 0;
        for (int k = 0; k < heights.Length; k++) sum += heights[k] * heights[k] / counts[k];
        return sum;
    }

    [Differentiable]
    public static double Perceptron(double[] w, [NoDerivative] ReadOnlySpan<double> x, [NoDerivative] ReadOnlySpan<double> y, int hidden)
    {
        int inputs = x.Length / y.Length;
        Span<double> h = stackalloc double[hidden];
        double loss = 0;
        for (int row = 0; row < y.Length; row++)
        {
            ReadOnlySpan<double> sample = x.Slice(row * inputs, inputs);
            for (int k = 0; k < hidden; k++)
            {
                double z = w[hidden * inputs + k];
                for (int j = 0; j < inputs; j++) z += w[k * inputs + j] * sample[j];
                h[k] = Math.Tanh(z);
            }
            double output = w[^1];
            for (int k = 0; k < hidden; k++) output += w[hidden * inputs + hidden + k] * h[k];
            double error = output - y[row];
            loss += error * error;
        }
        return loss / y.Length;
    }

    private static void Normalise(Span<double> v)
    {
        double s = 0;
        foreach (double e in v) s += e * e;
        s = Math.Sqrt(s);
        foreach (ref double e in v) e /= s;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++) s += a[i] * b[i];
        return s;
    }

    [Differentiable]
    public static double Normalised(double[] x)
    {
        Span<double> v = stackalloc double[x.Length];
        x.AsSpan().CopyTo(v);
        Normalise(v);
        return Dot(v, x) + Dot(v[1..], v[..^1]);
    }

    [Differentiable]
    public static double Convolution(double[] both, int width)
    {
        ReadOnlySpan<double> kernel = both.AsSpan(0, width), signal = both.AsSpan(width);
        double sum = 0;
        for (int i = 0; i + width <= signal.Length; i++)
        {
            double value = 0;
            for (int k = 0; k < width; k++) value += kernel[k] * signal[i + k];
            sum += Ops.Relu(value) * value;
        }
        return sum;
    }
}
