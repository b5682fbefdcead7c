namespace DeepMfg.AutoDiff.Learning;

/// <summary>A column that something needs.</summary>
internal sealed record ColumnNeed(string Name, ColumnKind Kind)
{
    internal static ColumnNeed Of(Column column) => new(column.Name, column.Kind);

    /// <summary>
    /// Whether a column is such. Whether texts are categories depends on how many there are, and a column without a value is of any kind.
    /// </summary>
    internal bool IsMetBy(Column column) =>
        column.Kind == Kind || (IsText(column.Kind) && IsText(Kind)) || column.MissingCount == column.Count;

    private static bool IsText(ColumnKind kind) => kind is ColumnKind.Category or ColumnKind.Text;
}
