namespace DeepMfg.AutoDiff.Learning;

/// <summary>What is to be tried: train with these choices, for so many epochs, on this split, and tell the loss on what it tests on.</summary>
/// <param name="Candidate">The choices.</param>
/// <param name="Epochs">For how many epochs.</param>
/// <param name="Fold">Which of the splits, from 0.</param>
/// <param name="Split">What to train on and what to test on; null where the search has no folds.</param>
public sealed record Trial(Candidate Candidate, int Epochs, int Fold, Split? Split);
