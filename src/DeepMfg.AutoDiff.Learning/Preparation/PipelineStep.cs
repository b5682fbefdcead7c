namespace DeepMfg.AutoDiff.Learning;

/// <summary>A step of a <see cref="Pipeline"/>, before it has seen data. <see cref="Prepare"/> makes them.</summary>
public abstract record PipelineStep
{
    private protected PipelineStep()
    {
    }

    /// <summary>Whether no step may follow.</summary>
    internal virtual bool IsLast => false;

    /// <summary>Takes from the training data what the step needs to know. It may ask for columns, and changes none.</summary>
    internal abstract FittedStep Fit(Features features);

    private protected static string[] Named(IEnumerable<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        string[] names = [.. columns];
        return names.Length > 0 && names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? names
            : throw new ArgumentException("Name at least one column, and each once.", nameof(columns));
    }
}
