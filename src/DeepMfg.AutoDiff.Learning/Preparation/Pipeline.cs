using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>
/// Makes rows of numbers from tables. It is fitted on the training data and on nothing else; then it does the same to any table that has the
/// columns it needs, and refuses one that has not.
/// </summary>
/// <example>
/// <code>
/// var pipeline = Pipeline.Of(Prepare.Standardize("Torque [Nm]", "Tool wear [min]"), Prepare.OneHot("Type"));
/// Rows rows = pipeline.FitTransform(train, target: "Machine failure");
/// Rows others = pipeline.Transform(test);
/// </code>
/// </example>
public sealed partial class Pipeline
{
    private readonly PipelineStep[] _steps;
    private PipelineState? _state;
    private RowFeatures? _rowFeatures;

    private Pipeline(PipelineStep[] steps, PipelineState? state) => (_steps, _state) = (steps, state);

    /// <summary>Whether it has seen its training data.</summary>
    public bool IsFitted => _state is not null;

    /// <summary>The columns that a table must have.</summary>
    /// <exception cref="InvalidOperationException">It is not fitted.</exception>
    public IReadOnlyList<string> Inputs => [.. State.Inputs.Select(need => need.Name)];

    /// <summary>The features' names; of one row, where rows are windows.</summary>
    /// <exception cref="InvalidOperationException">It is not fitted.</exception>
    public IReadOnlyList<string> Names => State.Names;

    /// <summary>The column that is to be predicted, if there is one.</summary>
    /// <exception cref="InvalidOperationException">It is not fitted.</exception>
    public string? Target => State.Target?.Name;

    /// <summary>Where the target is a category: its levels, whose places are the targets. Else empty.</summary>
    /// <exception cref="InvalidOperationException">It is not fitted.</exception>
    public IReadOnlyList<string> Classes => State.Target?.Levels ?? [];

    /// <summary>How many numbers a row has.</summary>
    /// <exception cref="InvalidOperationException">It is not fitted.</exception>
    public int Width => State.Names.Length * State.Windows.Length;

    private PipelineState State => _state ?? throw new InvalidOperationException("The pipeline is not fitted. Call FitTransform with the training data first.");

    /// <summary>Puts steps together.</summary>
    /// <param name="steps">The steps, in order.</param>
    /// <returns>The pipeline, to be fitted.</returns>
    /// <exception cref="ArgumentException">There is no step, or one follows windows.</exception>
    public static Pipeline Of(params IEnumerable<PipelineStep> steps)
    {
        PipelineStep[] all = [.. steps];
        return all.Length == 0 ? throw new ArgumentException("A pipeline needs a step.", nameof(steps))
            : Array.Exists(all[..^1], step => step.IsLast) ? throw new ArgumentException("Windows are the last step.", nameof(steps))
            : new Pipeline(all, null);
    }

    /// <summary>Takes from the training data what the steps need to know, forgetting what it knew.</summary>
    /// <param name="train">The training data.</param>
    /// <param name="target">The column to be predicted, of numbers or categories, if any.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">A column is not there, is of the wrong kind, or has no values; or the target is a feature.</exception>
    /// <exception cref="InvalidOperationException">It was loaded from a file: there are no steps to fit.</exception>
    public Pipeline Fit(Table train, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (_steps.Length == 0)
        {
            throw new InvalidOperationException("A pipeline from a file stays as it is. Make a new one to fit.");
        }

        var features = new Features(train);
        var steps = new FittedStep[_steps.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = _steps[i].Fit(features);
            steps[i].Apply(features);
        }

        var state = new PipelineState(
            PipelineState.FormatName,
            PipelineState.NewestVersion,
            [.. features.Needs],
            steps,
            target is null ? null : PipelineTarget.Of(train[target]),
            [.. features.Columns.Select(column => column.Name)]);
        ThrowIfTargetIsKnown(state);
        (_state, _rowFeatures) = (state, null);
        return this;
    }

    /// <summary>Fits the steps to the training data and makes rows of it.</summary>
    /// <param name="train">The training data.</param>
    /// <param name="target">The column to be predicted, of numbers or categories, if any.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="ArgumentException">A column is not there, is of the wrong kind, or has missing values; or the target is a feature.</exception>
    public Rows FitTransform(Table train, string? target = null) => Fit(train, target).Transform(train);

    /// <summary>Fits the steps to the training data and makes rows of it.</summary>
    /// <typeparam name="T">The numbers' type.</typeparam>
    /// <inheritdoc cref="FitTransform(Table, string?)"/>
    public Rows<T> FitTransform<T>(Table train, string? target = null)
        where T : unmanaged, IFloatingPointIeee754<T> => Fit(train, target).Transform<T>(train);

    /// <summary>Makes rows of a table; with targets where it has the column to be predicted.</summary>
    /// <param name="table">The table.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="ColumnsDifferException">The table lacks columns, or they are of another kind.</exception>
    /// <exception cref="ArgumentException">A value is missing, or a category was not trained on.</exception>
    /// <exception cref="InvalidOperationException">The pipeline is not fitted.</exception>
    public Rows Transform(Table table) => new(Parts<float>(table, withTargets: true));

    /// <summary>Makes rows of a table; with targets where it has the column to be predicted.</summary>
    /// <typeparam name="T">The numbers' type.</typeparam>
    /// <inheritdoc cref="Transform(Table)"/>
    public Rows<T> Transform<T>(Table table)
        where T : unmanaged, IFloatingPointIeee754<T> => Rows<T>.Of(Parts<T>(table, withTargets: true));

    /// <summary>Makes rows without targets, also of the latest windows, whose targets are still to come.</summary>
    /// <inheritdoc cref="Transform(Table)"/>
    public Rows TransformInputs(Table table) => new(Parts<float>(table, withTargets: false));

    /// <summary>Makes the features of one row.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The features.</returns>
    /// <exception cref="ArgumentException">The table's columns differ, a value is missing, or the pipeline looks back at earlier rows.</exception>
    public float[] Transform(Row row)
    {
        var features = new float[Width];
        Transform(row, features);
        return features;
    }

    /// <summary>Writes the features of one row. Nothing is allocated, unless a window of one row is cut.</summary>
    /// <param name="row">The row.</param>
    /// <param name="features">Overwritten with the features: <see cref="Width"/> of them.</param>
    /// <exception cref="ArgumentException">
    /// The table's columns differ, a value is missing, the pipeline looks back at earlier rows, or there is no room for just the features.
    /// </exception>
    public void Transform(Row row, Span<float> features)
    {
        ArgumentNullException.ThrowIfNull(row.Table, nameof(row));
        if (features.Length != Width)
        {
            throw new ArgumentException($"A row has {Width} features; there is room for {features.Length}.", nameof(features));
        }

        _rowFeatures ??= RowFeatures.Of(State);
        if (!_rowFeatures.TryWrite(row, features))
        {
            // A table of this row says what is wrong with it.
            RowsParts<float> parts = Parts<float>(row.Table.Take(row.Index), withTargets: false);
            float[] values = parts.Count == 1
                ? parts.Values
                : throw new ArgumentException("This pipeline looks back at earlier rows: give it the table, with TransformInputs.", nameof(row));
            values.CopyTo(features);
        }
    }

    private static void ThrowIfTargetIsKnown(PipelineState state)
    {
        // The past of what is to be predicted may be a feature; itself may not.
        bool isFuture = state.Windows.Horizon > 0;
        string? name = state.Target?.Name;
        bool isFeature = state.Names.Contains(name) || state.Steps.OfType<OneHotEncoded>().Any(step => step.Columns.Any(column => column.Column == name));
        if (isFeature && !isFuture)
        {
            throw new ArgumentException($"The target \"{name}\" is a feature too: a model would only copy it.", nameof(state));
        }
    }

    private RowsParts<T> Parts<T>(Table table, bool withTargets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(table);
        PipelineState state = State;
        ColumnsDifferException.ThrowIfDifferent(table, state.Inputs);
        var features = new Features(table);
        Array.ForEach(state.Steps, step => step.Apply(features));
        return Assembly.Rows<T>(features, state.Windows, withTargets && state.Target is { } target && table.Contains(target.Name) ? target : null);
    }
}
