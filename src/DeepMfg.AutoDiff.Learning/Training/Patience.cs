namespace DeepMfg.AutoDiff.Learning;

/// <summary>Stops when the loss on validation data, or that on training data where there are none, has not become better for a while.</summary>
/// <param name="Epochs">How many epochs in a row may be no better than the best.</param>
/// <param name="Change">By how much the loss has to be lower to be better.</param>
public sealed record Patience(int Epochs, double Change = 0)
{
    /// <summary>So many epochs without a better one.</summary>
    /// <param name="epochs">How many epochs in a row may be no better than the best.</param>
    /// <param name="change">By how much the loss has to be lower to be better.</param>
    /// <returns>The patience.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is not one epoch, or the change is negative.</exception>
    public static Patience Of(int epochs, double change = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        ArgumentOutOfRangeException.ThrowIfNegative(change);
        return new Patience(epochs, change);
    }
}
