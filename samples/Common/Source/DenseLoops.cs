namespace DeepMfg.AutoDiff.Samples;

/// <summary>
/// Dense layers as plain loops, for the compiler to differentiate where they are called. The weights of all layers lie behind each other: those of a
/// layer, an output's together, then its biases. Each method returns where the weights of the next layer begin.
/// </summary>
internal static class DenseLoops
{
    /// <summary>y = W x + b</summary>
    public static int Linear(ReadOnlySpan<double> w, int at, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int k = 0; k < y.Length; k++) y[k] = Sum(w.Slice(at + k * x.Length, x.Length), w[at + y.Length * x.Length + k], x);
        return at + y.Length * (x.Length + 1);
    }

    /// <summary>y = tanh (W x + b)</summary>
    public static int Tanh(ReadOnlySpan<double> w, int at, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int k = 0; k < y.Length; k++) y[k] = Math.Tanh(Sum(w.Slice(at + k * x.Length, x.Length), w[at + y.Length * x.Length + k], x));
        return at + y.Length * (x.Length + 1);
    }

    /// <summary>y = max (0, W x + b)</summary>
    public static int Relu(ReadOnlySpan<double> w, int at, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int k = 0; k < y.Length; k++) y[k] = Ops.Relu(Sum(w.Slice(at + k * x.Length, x.Length), w[at + y.Length * x.Length + k], x));
        return at + y.Length * (x.Length + 1);
    }

    private static double Sum(ReadOnlySpan<double> w, double bias, ReadOnlySpan<double> x)
    {
        double sum = bias;
        for (int j = 0; j < x.Length; j++) sum += w[j] * x[j];
        return sum;
    }
}
