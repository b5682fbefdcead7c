namespace DeepMfg.AutoDiff.Learning;

/// <summary>
/// A row on its way through a pipeline, once and for all rows: what its features are made of, in their order. It does what <see cref="Features"/> does to a
/// table, but for steps that look at other rows, and leaves everything that is wrong to that to say.
/// </summary>
internal sealed class RowFeatures
{
    private readonly List<(string Name, RowFeature Feature)> _features = [];
    private readonly ColumnNeed[] _needs;
    private bool _looksAround;

    private RowFeatures(ColumnNeed[] needs) => _needs = needs;

    /// <summary>The features' names, in order.</summary>
    internal IEnumerable<string> Names => _features.Select(feature => feature.Name);

    /// <summary>What a pipeline makes of a row.</summary>
    internal static RowFeatures Of(PipelineState state)
    {
        var features = new RowFeatures(state.Inputs);
        Array.ForEach(state.Steps, step => step.Apply(features));
        return features;
    }

    /// <summary>A feature; a column becomes one by being named.</summary>
    internal RowFeature Feature(string name)
    {
        int place = Place(name);
        if (place < 0)
        {
            place = _features.Count;
            Add(name, new RowColumn(name));
        }

        return _features[place].Feature;
    }

    internal void Add(string name, RowFeature feature) => _features.Add((name, feature));

    internal void Set(string name, RowFeature feature) => Replace(name, (name, feature));

    internal void Replace(string name, params ReadOnlySpan<(string Name, RowFeature Feature)> features)
    {
        int place = Place(name);
        _features.RemoveAt(place);
        _features.InsertRange(place, features);
    }

    /// <summary>There is a step that looks at other rows.</summary>
    internal void LookAround() => _looksAround = true;

    /// <summary>Writes the features of a row; false where it cannot, or something is wrong with it.</summary>
    internal bool TryWrite(Row row, Span<float> destination)
    {
        bool isFine = !_looksAround && destination.Length == _features.Count;
        foreach (ColumnNeed need in _needs)
        {
            isFine = isFine && row.Table.Contains(need.Name) && need.IsMetBy(row.Table[need.Name], row.Index);
        }

        for (int i = 0; isFine && i < destination.Length; i++)
        {
            destination[i] = (float)_features[i].Feature.Number(row);
            isFine = float.IsFinite(destination[i]);
        }

        return isFine;
    }

    private int Place(string name) => _features.FindIndex(feature => feature.Name == name);
}
