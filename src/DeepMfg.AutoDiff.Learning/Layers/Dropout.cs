namespace DeepMfg.AutoDiff.Learning;

/// <summary>
/// Sets numbers to zero at random while the network learns, and divides the others by the share that is kept, so that nothing changes on average
/// (Srivastava et al. 2014). Seed, pass and place give what is dropped: the same on every machine.
/// </summary>
/// <param name="Rate">The share that is dropped, at least 0 and below 1.</param>
/// <param name="Place">What tells this layer from others of the network that drop, too.</param>
public readonly record struct Dropout(float Rate, int Place) : INoNumbers<Dropout>
{
    /// <inheritdoc/>
    public static int OutputsOf(in Dropout layer, int inputs) => inputs;

    /// <inheritdoc/>
    public static void Apply(Dropout layer, ReadOnlySpan<float> x, Span<float> y, Pass pass) => Dropping.Drop(x, y, layer.Rate, layer.Place, pass);

    /// <inheritdoc/>
    public static void ApplyForward(Dropout layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape) =>
        Dropping.DropForward(x, y, layer.Rate, layer.Place, pass, tape);

    /// <inheritdoc/>
    public static void ApplyReverse(
        Dropout layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape, ref Dropout layerBar, Span<float> xBar, Span<float> yBar) =>
        Dropping.DropReverse(x, y, layer.Rate, layer.Place, pass, tape, xBar, yBar);

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
