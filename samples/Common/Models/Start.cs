using DeepMfg.AutoDiff.Learning;

namespace DeepMfg.AutoDiff.Samples;

/// <summary>
/// Where the weights of dense layers start. They lie behind each other: those of a layer, an output's together, then its biases, which are zero.
/// </summary>
public static class Start
{
    /// <param name="initializer">How weights are drawn.</param>
    /// <param name="widths">The number of inputs, then that of each layer's outputs.</param>
    public static double[] Of(Initializer initializer, params ReadOnlySpan<int> widths)
    {
        double[] weights = new double[Count(widths)];
        for (int layer = 1, at = 0; layer < widths.Length; layer++)
        {
            (int inputs, int outputs) = (widths[layer - 1], widths[layer]);
            initializer.Fill<double>(weights.AsSpan(at, inputs * outputs), inputs, outputs, layer);
            at += (inputs + 1) * outputs;
        }

        return weights;
    }

    private static int Count(ReadOnlySpan<int> widths)
    {
        int count = 0;
        for (int layer = 1; layer < widths.Length; layer++) count += (widths[layer - 1] + 1) * widths[layer];
        return count;
    }
}
