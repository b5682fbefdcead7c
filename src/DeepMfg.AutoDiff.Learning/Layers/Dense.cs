namespace DeepMfg.AutoDiff.Learning;

/// <summary>A layer in which every output sees every input: <c>y = f(x · W + b)</c>.</summary>
/// <param name="Weights">W, a row for each input and a column for each output, row by row.</param>
/// <param name="Bias">b, a number for each output.</param>
/// <param name="Activation">f</param>
[Differentiable]
public readonly partial record struct Dense(float[] Weights, float[] Bias, Activation Activation) : ILayer<Dense>
{
    /// <summary>How many numbers a row has that goes in.</summary>
    public int Inputs => Weights.Length / Bias.Length;

    /// <summary>How many numbers a row has that comes out.</summary>
    public int Outputs => Bias.Length;

    /// <inheritdoc/>
    public static int OutputsOf(in Dense layer, int inputs) => inputs == layer.Inputs
        ? layer.Outputs
        : throw new ArgumentException($"A dense layer of {layer.Inputs} inputs is given rows of {inputs} numbers.", nameof(inputs));

    /// <inheritdoc/>
    [Differentiable(Produce = Derivatives.Split)]
    public static void Apply(Dense layer, ReadOnlySpan<float> x, Span<float> y, Pass pass)
    {
        float[] sums = new float[y.Length];
        Ops.Linear(x, layer.Weights, layer.Bias, sums);
        Elementwise.Apply(sums, y, layer.Activation);
    }

    /// <inheritdoc/>
    public static void Keep(in Dense layer, LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Keep("activation", layer.Activation);
    }

    /// <inheritdoc/>
    public static Dense Restore(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var layer = new Dense(file.Numbers("weights"), file.Numbers("bias"), file.Choice<Activation>("activation"));
        return layer.Bias.Length > 0 && layer.Weights.Length > 0 && layer.Weights.Length % layer.Bias.Length == 0
            ? layer
            : throw file.Refused("weights", $"{layer.Weights.Length} weights and {layer.Bias.Length} biases are no dense layer.");
    }
}
