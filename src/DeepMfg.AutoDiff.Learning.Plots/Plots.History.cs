namespace DeepMfg.AutoDiff.Learning;

public static partial class Plots
{
    /// <summary>The losses of a fit over its epochs; the least value of each is marked.</summary>
    /// <param name="history">The history, with at least one epoch.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">No epoch was done.</exception>
    public static Figure History(FitHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var training = new Curve("training loss", history.Losses);
        return history.ValidationLosses.Count > 0 ? History(training, new Curve("validation loss", history.ValidationLosses)) : History(training);
    }
}
