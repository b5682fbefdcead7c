namespace DeepMfg.AutoDiff.Learning;

/// <summary>A column of texts that are no categories: names, remarks.</summary>
public sealed class TextColumn : Column
{
    private readonly string?[] _values;

    internal TextColumn(string name, string?[] values)
        : base(name) => _values = values;

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Text;

    /// <inheritdoc/>
    public override int Count => _values.Length;

    /// <summary>The texts, row by row; null where one is missing.</summary>
    public ReadOnlySpan<string?> Values => _values;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _values[row] is null;

    /// <inheritdoc/>
    public override string Show(int row) => _values[row] ?? "";

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows) => new TextColumn(Name, Taken(_values, rows));

    /// <inheritdoc/>
    public override Column Rename(string name) => new TextColumn(Named(name), _values);

    internal override int Compare(int first, int second) =>
        IsMissing(first) || IsMissing(second) ? IsMissing(first).CompareTo(IsMissing(second)) : string.CompareOrdinal(_values[first], _values[second]);
}
