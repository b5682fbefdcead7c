namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Where to go from a point.</summary>
internal interface IDescent
{
    /// <summary>The step that the descent itself would take along its direction.</summary>
    double FirstStep { get; }

    /// <summary>The longest step along the direction.</summary>
    double LongestStep { get; }

    /// <summary>Writes a direction; false where it can give none that falls.</summary>
    bool Point(Iterate current, Span<double> direction);

    /// <summary>Takes in that a step was taken.</summary>
    void Learn(Iterate from, Iterate to);

    /// <summary>Forgets what was taken in; false where there is nothing to forget.</summary>
    bool Forget();
}
