namespace DeepMfg.AutoDiff.Learning;

/// <summary>The rows whose probabilities lie together.</summary>
/// <param name="MeanProbability">The mean of the probabilities that were given.</param>
/// <param name="Share">The share of the rows that are of class 1.</param>
/// <param name="Count">How many rows.</param>
public readonly record struct CalibrationBin(double MeanProbability, double Share, int Count);
