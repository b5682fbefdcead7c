namespace DeepMfg.AutoDiff.Learning;

/// <summary>Where a loss was no finite number.</summary>
/// <param name="Epoch">The epoch, the first being 1.</param>
/// <param name="Batch">The batch of the epoch, the first being 1; 0: the validation after it.</param>
/// <param name="Loss">What the loss was.</param>
/// <param name="Leaf">The first leaf at fault: of the model, or else of the gradient; empty where all are finite.</param>
/// <param name="InModel">Whether the leaf of the model itself holds what is not finite, since the step before; else that of the gradient.</param>
public sealed record FitFault(int Epoch, int Batch, double Loss, string Leaf, bool InModel);
