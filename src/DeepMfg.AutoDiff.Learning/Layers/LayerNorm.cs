namespace DeepMfg.AutoDiff.Learning;

/// <summary>Gives each row mean 0 and variance 1, then a gain and a shift for each number (Ba, Kiros and Hinton 2016).</summary>
/// <param name="Gain">What each number is multiplied by; 1 at the start.</param>
/// <param name="Shift">What is added to each number; 0 at the start.</param>
/// <param name="Epsilon">What is added to the variance, so that a row of equal numbers has one.</param>
[Differentiable]
public readonly partial record struct LayerNorm(float[] Gain, float[] Shift, [property: NoDerivative] float Epsilon) : ILayer<LayerNorm>
{
    /// <inheritdoc/>
    public static int OutputsOf(in LayerNorm layer, int inputs) => inputs == layer.Gain.Length
        ? inputs
        : throw new ArgumentException($"A normalising layer of {layer.Gain.Length} numbers is given rows of {inputs}.", nameof(inputs));

    /// <inheritdoc/>
    [Differentiable(Produce = Derivatives.Split)]
    public static void Apply(LayerNorm layer, ReadOnlySpan<float> x, Span<float> y, Pass pass)
    {
        int width = layer.Gain.Length;
        for (int row = 0; row < pass.Rows; row++)
        {
            int start = row * width;
            float mean = 0;
            for (int i = 0; i < width; i++) mean += x[start + i];
            mean /= width;
            float variance = 0;
            for (int i = 0; i < width; i++) variance += (x[start + i] - mean) * (x[start + i] - mean);
            float scale = 1 / MathF.Sqrt((variance / width) + layer.Epsilon);
            for (int i = 0; i < width; i++) y[start + i] = ((x[start + i] - mean) * scale * layer.Gain[i]) + layer.Shift[i];
        }
    }

    /// <inheritdoc/>
    public static void Keep(in LayerNorm layer, LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Keep("epsilon", layer.Epsilon);
    }

    /// <inheritdoc/>
    public static LayerNorm Restore(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var layer = new LayerNorm(file.Numbers("gain"), file.Numbers("shift"), file.Constant<float>("epsilon"));
        return layer.Gain.Length > 0 && layer.Gain.Length == layer.Shift.Length
            ? layer
            : throw file.Refused("gain", $"{layer.Gain.Length} gains and {layer.Shift.Length} shifts are no normalising layer.");
    }
}
