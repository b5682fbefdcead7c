namespace DeepMfg.AutoDiff.Learning;

/// <summary>A named line of a history: a value an epoch.</summary>
/// <param name="Name">What the legend calls it, such as <c>training loss</c>.</param>
/// <param name="Values">The values, the first that of epoch 1.</param>
public sealed record Curve(string Name, IReadOnlyList<double> Values);
