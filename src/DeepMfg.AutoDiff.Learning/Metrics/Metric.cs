namespace DeepMfg.AutoDiff.Learning;

/// <summary>A figure of predictions and targets; NaN where the rows leave it undefined.</summary>
/// <typeparam name="TPrediction">The type of a prediction.</typeparam>
/// <typeparam name="TTarget">The type of a target.</typeparam>
/// <param name="predictions">The predictions.</param>
/// <param name="targets">The targets.</param>
/// <returns>The figure.</returns>
public delegate double Metric<TPrediction, TTarget>(ReadOnlySpan<TPrediction> predictions, ReadOnlySpan<TTarget> targets);
