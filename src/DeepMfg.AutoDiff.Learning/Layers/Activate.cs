namespace DeepMfg.AutoDiff.Learning;

/// <summary>An activation as a layer of its own.</summary>
/// <param name="Function">What is done to each number.</param>
public readonly partial record struct Activate(Activation Function) : INoNumbers<Activate>
{
    /// <inheritdoc/>
    public static int OutputsOf(in Activate layer, int inputs) => inputs;

    /// <inheritdoc/>
    [Differentiable(Produce = Derivatives.Split)]
    public static void Apply([NoDerivative] Activate layer, ReadOnlySpan<float> x, Span<float> y, Pass pass) => Elementwise.Apply(x, y, layer.Function);

    /// <inheritdoc/>
    public static void ApplyReverse(
        Activate layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape, ref Activate layerBar, Span<float> xBar, Span<float> yBar) =>
        ApplyReverse(layer, x, y, pass, tape, xBar, yBar);

    /// <inheritdoc/>
    public static void Keep(in Activate layer, LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Keep("function", layer.Function);
    }

    /// <inheritdoc/>
    public static Activate Restore(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file.Choice<Activation>("function"));
    }
}
