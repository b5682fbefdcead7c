namespace DeepMfg.AutoDiff.Learning;

/// <summary>Takes columns as they are.</summary>
internal sealed record KeepStep : PipelineStep
{
    private readonly string[] _columns;

    internal KeepStep(IEnumerable<string> columns) => _columns = Named(columns);

    internal override FittedStep Fit(Features features) => new KeptColumns(_columns);
}

/// <summary>Columns as they are.</summary>
internal sealed record KeptColumns(string[] Columns) : FittedStep
{
    internal override void Apply(Features features)
    {
        foreach (string column in Columns)
        {
            features.Set(column, features.Numbers(column));
        }
    }

    internal override void Apply(RowFeatures features) => Array.ForEach(Columns, column => features.Feature(column));

    internal override string? Mistake() => null;
}
