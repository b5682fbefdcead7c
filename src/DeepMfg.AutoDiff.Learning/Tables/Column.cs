namespace DeepMfg.AutoDiff.Learning;

/// <summary>A named column of a <see cref="Table"/>. It does not change.</summary>
public abstract class Column
{
    private protected Column(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it holds.</summary>
    public abstract ColumnKind Kind { get; }

    /// <summary>The number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>How many rows have no value.</summary>
    public int MissingCount
    {
        get
        {
            int missing = 0;
            for (int row = 0; row < Count; row++)
            {
                missing += IsMissing(row) ? 1 : 0;
            }

            return missing;
        }
    }

    /// <summary>A column of numbers; a NaN is a missing one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The numbers; they are copied.</param>
    /// <returns>The column.</returns>
    /// <exception cref="ArgumentException">A number is infinite.</exception>
    public static NumberColumn Of(string name, params ReadOnlySpan<double> values) => new(Named(name), values.ToArray());

    /// <summary>A column of categories, whose levels are the different texts in ordinal order; a null is a missing one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The texts.</param>
    /// <returns>The column.</returns>
    public static CategoryColumn Of(string name, params ReadOnlySpan<string?> values) => CategoryColumn.Sorted(Named(name), values);

    /// <summary>A column of times; a null is a missing one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The times.</param>
    /// <returns>The column.</returns>
    public static TimeColumn Of(string name, params ReadOnlySpan<DateTime?> values)
    {
        var ticks = new long[values.Length];
        for (int row = 0; row < ticks.Length; row++)
        {
            ticks[row] = values[row]?.Ticks ?? TimeColumn.MissingTicks;
        }

        return new TimeColumn(Named(name), ticks);
    }

    /// <summary>A column of texts that are no categories; a null is a missing one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The texts; they are copied.</param>
    /// <returns>The column.</returns>
    public static TextColumn OfText(string name, params ReadOnlySpan<string?> values) => new(Named(name), values.ToArray());

    /// <summary>Whether a row has no value.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <returns>Whether it is missing.</returns>
    public abstract bool IsMissing(int row);

    /// <summary>The value of a row as a text in the invariant culture; empty where it is missing.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <returns>The text.</returns>
    public abstract string Show(int row);

    /// <summary>The column of some rows, in the order given.</summary>
    /// <param name="rows">The rows, from 0.</param>
    /// <returns>The column.</returns>
    public abstract Column Take(ReadOnlySpan<int> rows);

    /// <summary>The column under another name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The column.</returns>
    public abstract Column Rename(string name);

    /// <summary>Compares two rows' values; a missing one comes last.</summary>
    internal abstract int Compare(int first, int second);

    private protected static string Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name;
    }

    private protected static T[] Taken<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var taken = new T[rows.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = values[rows[i]];
        }

        return taken;
    }
}
