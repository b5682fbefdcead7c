namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>A network 16-32-32-1 with hyperbolic tangents as plain loops over one array of weights: those of a layer by outputs, then its biases.</summary>
internal static partial class LoopNetwork
{
    internal const int Inputs = 16, Hidden = 32, Count = (Inputs + 1) * Hidden + (Hidden + 1) * Hidden + Hidden + 1;

    [Differentiable(Produce = Derivatives.Gradient)]
    internal static float Loss(ReadOnlySpan<float> w, [NoDerivative] ReadOnlySpan<float> x, [NoDerivative] ReadOnlySpan<float> y)
    {
        Span<float> first = stackalloc float[Hidden], second = stackalloc float[Hidden];
        float sum = 0;
        for (int row = 0; row < y.Length; row++)
        {
            int at = Tanh(w, 0, x.Slice(row * Inputs, Inputs), first);
            at = Tanh(w, at, first, second);
            float error = Sum(w.Slice(at, Hidden), w[at + Hidden], second) - y[row];
            sum += error * error;
        }

        return sum / y.Length;
    }

    private static int Tanh(ReadOnlySpan<float> w, int at, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int k = 0; k < y.Length; k++)
        {
            y[k] = MathF.Tanh(Sum(w.Slice(at + k * x.Length, x.Length), w[at + y.Length * x.Length + k], x));
        }

        return at + y.Length * (x.Length + 1);
    }

    private static float Sum(ReadOnlySpan<float> w, float bias, ReadOnlySpan<float> x)
    {
        float sum = bias;
        for (int j = 0; j < x.Length; j++)
        {
            sum += w[j] * x[j];
        }

        return sum;
    }
}
