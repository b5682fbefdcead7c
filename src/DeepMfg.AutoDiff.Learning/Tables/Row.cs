namespace DeepMfg.AutoDiff.Learning;

/// <summary>One row of a table: a place in it, not a copy.</summary>
public readonly record struct Row
{
    internal Row(Table table, int index) => (Table, Index) = (table, index);

    /// <summary>The table.</summary>
    public Table Table { get; }

    /// <summary>Which of its rows, from 0.</summary>
    public int Index { get; }

    /// <summary>The number in a column; NaN where it is missing.</summary>
    /// <param name="column">The column's name.</param>
    /// <exception cref="ArgumentException">There is no such column of numbers.</exception>
    public double this[string column] => Table.Numbers(column)[Index];

    /// <summary>Whether a column has no value here.</summary>
    /// <param name="column">The column's name.</param>
    /// <returns>Whether it is missing.</returns>
    public bool IsMissing(string column) => Table[column].IsMissing(Index);

    /// <summary>The value of a column as a text: the category, the text, or the number or time as it is written; null where it is missing.</summary>
    /// <param name="column">The column's name.</param>
    /// <returns>The text.</returns>
    public string? Text(string column) => IsMissing(column) ? null : Table[column].Show(Index);

    /// <summary>The time in a column; null where it is missing.</summary>
    /// <param name="column">The column's name.</param>
    /// <returns>The time.</returns>
    /// <exception cref="ArgumentException">There is no such column of times.</exception>
    public DateTime? Time(string column) => Table.Typed<TimeColumn>(column)[Index];

    /// <summary>Names and values.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        int index = Index;
        return string.Join(", ", Table.Columns.Select(column => $"{column.Name} = {column.Show(index)}"));
    }
}
