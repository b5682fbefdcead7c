namespace DeepMfg.AutoDiff.Learning;

/// <content>Selecting, filtering, deriving.</content>
public sealed partial class Table
{
    /// <summary>Some of the columns, in the order given.</summary>
    /// <param name="names">Their names.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">There is no such column, or it is named twice.</exception>
    public Table Select(params IEnumerable<string> names) => new([.. names.Select(name => this[name])]);

    /// <summary>All columns but some.</summary>
    /// <param name="names">Their names.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Table Without(params IEnumerable<string> names)
    {
        HashSet<Column> left = [.. names.Select(name => this[name])];
        return new([.. _columns.Where(column => !left.Contains(column))]);
    }

    /// <summary>Some of the rows, in the order given; one may be named more than once.</summary>
    /// <param name="rows">The rows, from 0.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Table Take(params ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row, nameof(rows));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count, nameof(rows));
        }

        var columns = new Column[_columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = _columns[i].Take(rows);
        }

        return new Table(columns);
    }

    /// <summary>The first rows.</summary>
    /// <param name="count">How many; all where there are fewer.</param>
    /// <returns>The table.</returns>
    public Table Head(int count) => Take([.. Enumerable.Range(0, Math.Min(count, Count))]);

    /// <summary>The rows of which something is true.</summary>
    /// <param name="condition">Asked of each row.</param>
    /// <returns>The table.</returns>
    /// <example><code>table.Where(row =&gt; row["Torque [Nm]"] &gt; 40 &amp;&amp; row.Text("Type") == "L")</code></example>
    public Table Where(Func<Row, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Take([.. Enumerable.Range(0, Count).Where(index => condition(new Row(this, index)))]);
    }

    /// <summary>The rows that have a value in each of some columns.</summary>
    /// <param name="names">The columns; all where none is named.</param>
    /// <returns>The table.</returns>
    public Table DropMissing(params IEnumerable<string> names)
    {
        Column[] asked = [.. names.Select(name => this[name])];
        asked = asked.Length == 0 ? _columns : asked;
        return Take([.. Enumerable.Range(0, Count).Where(row => !asked.Any(column => column.IsMissing(row)))]);
    }

    /// <summary>The rows in the order of a column's values; equal ones keep theirs, and missing ones come last.</summary>
    /// <param name="name">The column's name.</param>
    /// <returns>The table.</returns>
    public Table OrderBy(string name)
    {
        Column column = this[name];
        return Take([.. Enumerable.Range(0, Count).Order(Comparer<int>.Create(column.Compare))]);
    }

    /// <summary>The rows of this table, then those of another that has the same columns.</summary>
    /// <param name="other">The other table.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ColumnsDifferException">The other's columns have other names or kinds.</exception>
    public Table Append(Table other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ColumnsDifferException.ThrowIfDifferent(other, [.. _columns.Select(ColumnNeed.Of)]);
        return new([.. _columns.Select(column => Appending.Of(column, other[column.Name]))]);
    }

    /// <summary>The table with a column more, or in place of that of its name.</summary>
    /// <param name="column">The column.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">It is not as long as the others.</exception>
    public Table With(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return Contains(column.Name)
            ? new([.. _columns.Select(other => other.Name == column.Name ? column : other)])
            : new([.. _columns, column]);
    }

    /// <summary>The table with a column of numbers computed row by row. NaN is a missing number.</summary>
    /// <param name="name">The column's name; one of that name is replaced.</param>
    /// <param name="value">Computes the value of a row.</param>
    /// <returns>The table.</returns>
    /// <example><code>table.Derive("Power [W]", row =&gt; row["Torque [Nm]"] * row["Rotational speed [rpm]"] * Math.PI / 30)</code></example>
    public Table Derive(string name, Func<Row, double> value) => With(Column.Of(name, Computed(value)));

    /// <summary>The table with a column of categories computed row by row. A null is a missing one.</summary>
    /// <inheritdoc cref="Derive(string, Func{Row, double})"/>
    public Table Derive(string name, Func<Row, string?> value) => With(Column.Of(name, Computed(value)));

    /// <summary>The table with a column of times computed row by row. A null is a missing one.</summary>
    /// <inheritdoc cref="Derive(string, Func{Row, double})"/>
    public Table Derive(string name, Func<Row, DateTime?> value) => With(Column.Of(name, Computed(value)));

    /// <summary>
    /// The table with a column taken as categories, whatever it holds. Levels are in the order of the values: numbers and times by size.
    /// </summary>
    /// <param name="name">The column's name.</param>
    /// <returns>The table.</returns>
    public Table AsCategory(string name)
    {
        Column column = this[name];
        string[] levels =
        [
            .. Enumerable.Range(0, Count).Where(row => !column.IsMissing(row)).Order(Comparer<int>.Create(column.Compare)).Select(column.Show).Distinct(),
        ];
        Dictionary<string, int> codes = levels.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return With(new CategoryColumn(
            name,
            levels,
            [.. Enumerable.Range(0, Count).Select(row => column.IsMissing(row) ? CategoryColumn.MissingCode : codes[column.Show(row)])]));
    }

    private T[] Computed<T>(Func<Row, T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var computed = new T[Count];
        for (int row = 0; row < computed.Length; row++)
        {
            computed[row] = value(new Row(this, row));
        }

        return computed;
    }
}
