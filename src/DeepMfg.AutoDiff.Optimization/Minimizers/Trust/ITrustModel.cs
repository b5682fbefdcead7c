namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A model of the value near a point, and its best step within a radius.</summary>
internal interface ITrustModel
{
    /// <summary>The radius to begin with at the start.</summary>
    double FirstRadius(Iterate current);

    /// <summary>The length of a point in the model's norm.</summary>
    double PointLength(Iterate current);

    /// <summary>How far rounding alone can move the value near a point.</summary>
    double Noise(Iterate current);

    /// <summary>Takes a new point.</summary>
    void Prepare(Iterate current);

    /// <summary>Writes a step of a length, in the model's norm, of at most about the radius.</summary>
    /// <returns>False where the model cannot be evaluated.</returns>
    bool Step(Problem problem, Iterate current, double radius, Span<double> step);

    /// <summary>How much the model falls over the step that was written last.</summary>
    double Promised { get; }

    /// <summary>Whether that step is the model's minimum, not one that the radius cut short.</summary>
    bool IsWhole { get; }

    /// <summary>The length of that step in the model's norm.</summary>
    double Length { get; }
}
