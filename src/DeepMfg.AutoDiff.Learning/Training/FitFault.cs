namespace DeepMfg.AutoDiff.Learning;

/// <summary>Where a loss was no finite number.</summary>
/// <param name="Epoch">The epoch, the first being 1.</param>
/// <param name="Batch">The batch of the epoch, the first being 1; 0: the validation after it.</param>
/// <param name="Loss">What the loss was.</param>
/// <param name="Leaf">The first leaf at fault: of the model, or else of the gradient; empty where all are finite.</param>
/// <param name="InModel">Whether the leaf of the model itself holds what is not finite, since the step before; else that of the gradient.</param>
public sealed record FitFault(int Epoch, int Batch, double Loss, string Leaf, bool InModel)
{
    /// <summary>
    /// Of a network of layers the first whose outputs are not all finite, as <c>second</c>, or <c>second.first</c> where networks stand in networks; empty
    /// where there is none, or the model is no such network.
    /// </summary>
    public string Layer { get; init; } = "";
}
