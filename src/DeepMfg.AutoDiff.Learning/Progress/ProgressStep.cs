namespace DeepMfg.AutoDiff.Learning;

/// <summary>How far something is that takes its time, for <see cref="IProgress{T}"/>.</summary>
/// <param name="Task">What is being done, such as <c>Training</c>; reports of one name move one bar.</param>
/// <param name="Done">How much of it is done.</param>
/// <param name="Total">How much there is.</param>
/// <param name="Note">What to show beside it, such as <c>loss 0.231</c>.</param>
public readonly record struct ProgressStep(string Task, long Done, long Total, string Note = "");
