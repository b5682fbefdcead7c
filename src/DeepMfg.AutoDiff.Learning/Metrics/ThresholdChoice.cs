namespace DeepMfg.AutoDiff.Learning;

/// <summary>A threshold, and what it reaches on the rows that it was chosen on.</summary>
/// <param name="Threshold">The least score that means class 1; +∞ where none should.</param>
/// <param name="Value">The F1 or the cost.</param>
public readonly record struct ThresholdChoice(double Threshold, double Value);
