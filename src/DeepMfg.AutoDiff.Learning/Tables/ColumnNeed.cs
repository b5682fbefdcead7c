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

    /// <summary>The same of a table of one row alone.</summary>
    internal bool IsMetBy(Column column, int row) =>
        column.Kind == Kind || (IsText(column.Kind) && IsText(Kind)) || column.IsMissing(row);

    private static bool IsText(ColumnKind kind) => kind is ColumnKind.Category or ColumnKind.Text;
}
