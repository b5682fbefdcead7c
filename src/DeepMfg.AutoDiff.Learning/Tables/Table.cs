using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Named columns of equal length. A table does not change: every operation makes another, which shares what it can.</summary>
/// <example>
/// <code>
/// Table table = Table.ReadCsv("ai4i2020.csv");
/// Console.WriteLine(table.Summary());
/// (Table train, Table test) = table.SplitStratified("Machine failure", testShare: 0.2, seed: 1);
/// </code>
/// </example>
public sealed partial class Table
{
    private readonly Column[] _columns;
    private readonly Dictionary<string, Column> _byName = new(StringComparer.Ordinal);

    private Table(Column[] columns)
    {
        _columns = columns;
        Count = columns.Length == 0 ? 0 : columns[0].Count;
        foreach (Column column in columns)
        {
            if (column.Count != Count)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column \"{column.Name}\" has {column.Count} rows, \"{columns[0].Name}\" has {Count}: columns of a table are equally long."));
            }

            if (!_byName.TryAdd(column.Name, column))
            {
                throw new ArgumentException($"There are two columns \"{column.Name}\". Rename one.");
            }
        }
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>Their names, in order.</summary>
    public IReadOnlyList<string> Names => [.. _columns.Select(column => column.Name)];

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>A column.</summary>
    /// <param name="name">Its name, exactly.</param>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public Column this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return _byName.TryGetValue(name, out Column? column)
                ? column
                : throw new ArgumentException(
                    $"There is no column \"{name}\". There are: {string.Join(", ", Names.Select(other => $"\"{other}\""))}.", nameof(name));
        }
    }

    /// <summary>A table of columns.</summary>
    /// <param name="columns">The columns, equally long, each of another name.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a name occurs twice.</exception>
    public static Table Of(params IEnumerable<Column> columns) => new([.. columns]);

    /// <summary>Whether there is a column of a name.</summary>
    /// <param name="name">The name, exactly.</param>
    /// <returns>Whether there is.</returns>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>The numbers of a column, row by row; NaN where one is missing.</summary>
    /// <param name="name">The column's name.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="ArgumentException">There is no such column, or it holds no numbers.</exception>
    public ReadOnlySpan<double> Numbers(string name) => Typed<NumberColumn>(name).Values;

    /// <summary>A row.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <returns>The row.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Row Row(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return new Row(this, index);
    }

    /// <summary>What the columns hold, as it is printed.</summary>
    /// <returns>The summary.</returns>
    public TableSummary Summary() => TableSummary.Of(this);

    /// <summary>The number of rows and the columns' names.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} rows of {string.Join(", ", Names)}");

    internal TColumn Typed<TColumn>(string name)
        where TColumn : Column =>
        this[name] as TColumn ?? throw new ArgumentException(
            $"Column \"{name}\" is a {this[name].GetType().Name}, not a {typeof(TColumn).Name}.", nameof(name));
}
