using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A table on its way through a pipeline: the features so far, in the order in which steps first named them.</summary>
internal sealed class Features(Table table)
{
    private readonly List<Column> _columns = [];
    private readonly List<ColumnNeed> _needs = [];

    internal Table Table => table;

    internal IReadOnlyList<Column> Columns => _columns;

    /// <summary>The table's columns that steps asked for.</summary>
    internal IReadOnlyList<ColumnNeed> Needs => _needs;

    /// <summary>The rows that have no past to look back on.</summary>
    internal bool[] Dropped { get; } = new bool[table.Count];

    /// <summary>A feature; a column of the table becomes one by being named.</summary>
    internal Column Feature(string name)
    {
        if (_columns.Find(column => column.Name == name) is { } feature)
        {
            return feature;
        }

        Column column = Column(name);
        _columns.Add(column);
        return column;
    }

    /// <summary>A feature, or else a column of the table, which does not become one.</summary>
    internal Column FeatureOrColumn(string name) => _columns.Find(column => column.Name == name) ?? Column(name);

    /// <summary>A column of the table.</summary>
    internal Column Column(string name)
    {
        Column column = table[name];
        if (!_needs.Exists(need => need.Name == name))
        {
            _needs.Add(ColumnNeed.Of(column));
        }

        return column;
    }

    /// <summary>A feature's numbers; NaN where one is missing.</summary>
    internal double[] Numbers(string name) => Numbers(Feature(name));

    internal static double[] Numbers(Column column) => column switch
    {
        NumberColumn numbers => numbers.Values.ToArray(),
        _ when column.Count > 0 && column.MissingCount == column.Count => [.. Enumerable.Repeat(double.NaN, column.Count)],
        _ => throw new ArgumentException(
            $"Column \"{column.Name}\" is a {column.Kind}, and this step takes numbers. Prepare.OneHot and Prepare.Ordinal make numbers of categories."),
    };

    internal void Set(string name, double[] numbers) => Replace(name, new NumberColumn(name, numbers));

    internal void Add(Column column) => Replace(null, column);

    internal void Replace(string? name, params ReadOnlySpan<Column> columns)
    {
        int place = name is null ? _columns.Count : _columns.FindIndex(column => column.Name == name);
        if (name is not null)
        {
            _columns.RemoveAt(place);
        }

        foreach (Column column in columns)
        {
            if (_columns.Exists(other => other.Name == column.Name))
            {
                throw new ArgumentException($"Two steps make a feature \"{column.Name}\".");
            }

            _columns.Insert(place++, column);
        }
    }

    /// <summary>The features' numbers, for rows to be made of.</summary>
    /// <exception cref="ArgumentException">A feature is no number, or a number is missing.</exception>
    internal double[][] Finished()
    {
        foreach (Column column in _columns)
        {
            if (column is not NumberColumn)
            {
                Numbers(column);
            }

            for (int row = 0; row < column.Count; row++)
            {
                if (column.IsMissing(row) && !Dropped[row])
                {
                    throw new ArgumentException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"Column \"{column.Name}\", row {row}: missing. Prepare.ImputeMedian fills it in, DropMissing(\"{column.Name}\") leaves it out."));
                }
            }
        }

        return [.. _columns.Select(Numbers)];
    }
}
