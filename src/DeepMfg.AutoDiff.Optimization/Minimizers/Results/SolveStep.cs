namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Where a solve is after an iteration.</summary>
/// <param name="Iteration">The iteration; zero is the start.</param>
/// <param name="Value">The value.</param>
/// <param name="Optimality">What <see cref="SolveOptions.GradientTolerance"/> is compared with.</param>
/// <param name="StepLength">The Euclidean length of the step that led here.</param>
/// <param name="Evaluations">How often the value has been asked for.</param>
public readonly record struct SolveStep(int Iteration, double Value, double Optimality, double StepLength, int Evaluations);
