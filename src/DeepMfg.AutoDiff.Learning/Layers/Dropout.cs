namespace DeepMfg.AutoDiff.Learning;

/// <summary>
/// Sets numbers to zero at random while the network learns, and divides the others by the share that is kept, so that nothing changes on average
/// (Srivastava et al. 2014). Seed, pass and place give what is dropped: the same on every machine.
/// </summary>
/// <param name="Rate">The share that is dropped, at least 0 and below 1.</param>
/// <param name="Place">What tells this layer from others of the network that drop, too.</param>
public readonly partial record struct Dropout(float Rate, int Place) : INoNumbers<Dropout>
{
    /// <inheritdoc/>
    public static int OutputsOf(in Dropout layer, int inputs) => inputs;

    /// <inheritdoc/>
    [Differentiable(Produce = Derivatives.Split)]
    public static void Apply([NoDerivative] Dropout layer, ReadOnlySpan<float> x, Span<float> y, Pass pass)
    {
        for (int i = 0; i < x.Length; i++) y[i] = x[i] * layer.Factor(pass, i);
    }

    /// <inheritdoc/>
    public static void ApplyReverse(
        Dropout layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape, ref Dropout layerBar, Span<float> xBar, Span<float> yBar) =>
        ApplyReverse(layer, x, y, pass, tape, xBar, yBar);

    /// <summary>By what a number is multiplied: by 0 where it is dropped, else by <c>1 / (1 − rate)</c>; by 1 while nothing is learnt.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="position">The number's place among the rows of the pass.</param>
    /// <returns>The factor.</returns>
    [NoDerivative]
    public float Factor(Pass pass, int position) =>
        !pass.IsTraining ? 1 : pass.Draw(Place, position) < Rate ? 0 : 1 / (1 - Rate);

    /// <inheritdoc/>
    public static void Keep(in Dropout layer, LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Keep("rate", layer.Rate);
        file.Keep("place", layer.Place);
    }

    /// <inheritdoc/>
    public static Dropout Restore(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        float rate = file.Constant<float>("rate");
        return rate is >= 0 and < 1
            ? new(rate, file.Constant<int>("place"))
            : throw file.Refused("rate", $"{rate} is not at least 0 and below 1.");
    }
}
