using System.Globalization;
using Microsoft.Data.Analysis;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Tables from data frames.</summary>
public static class DataFrameTables
{
    /// <summary>Copies a data frame. Its nulls are missing values; numbers of all types become doubles, truth values the categories False and True.</summary>
    /// <param name="frame">The data frame.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">A column holds neither numbers, texts, truth values nor times; or an infinite number.</exception>
    /// <example><code>Table table = DataFrame.LoadCsv("cuts.csv").ToTypedTable();</code></example>
    public static Table ToTypedTable(this DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return Table.Of(frame.Columns.Select(Converted));
    }

    private static Column Converted(DataFrameColumn column)
    {
        IEnumerable<object?> values = column.Cast<object?>();
        if (column.IsNumericColumn())
        {
            return Column.Of(column.Name, [.. values.Select(value => value is null ? double.NaN : Convert.ToDouble(value, CultureInfo.InvariantCulture))]);
        }

        return column.DataType switch
        {
            Type type when type == typeof(DateTime) => Column.Of(column.Name, [.. values.Select(value => (DateTime?)value)]),
            Type type when type == typeof(string) || type == typeof(bool) =>
                Column.Of(column.Name,
                    [.. values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null)]),
            Type type => throw new ArgumentException($"Column \"{column.Name}\" holds {type.Name}, of which no column of a table is made."),
        };
    }
}
