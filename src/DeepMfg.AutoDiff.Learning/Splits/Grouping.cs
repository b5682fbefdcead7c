namespace DeepMfg.AutoDiff.Learning;

/// <summary>Rows gathered by what they have in common.</summary>
internal static class Grouping
{
    /// <summary>For each different label, in order of its first row, its rows in order.</summary>
    internal static List<int>[] RowsByLabel<TLabel>(ReadOnlySpan<TLabel> labels)
        where TLabel : notnull
    {
        var rows = new List<List<int>>();
        var places = new Dictionary<TLabel, int>();
        for (int row = 0; row < labels.Length; row++)
        {
            if (!places.TryGetValue(labels[row], out int place))
            {
                place = places[labels[row]] = rows.Count;
                rows.Add([]);
            }

            rows[place].Add(row);
        }

        return [.. rows];
    }

    /// <summary>A number for each different value of a column.</summary>
    /// <exception cref="ArgumentException">A value is missing.</exception>
    internal static int[] Codes(Column column)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new int[column.Count];
        for (int row = 0; row < codes.Length; row++)
        {
            if (column.IsMissing(row))
            {
                throw new ArgumentException($"Column \"{column.Name}\", row {row}: missing. Leave such rows out with DropMissing(\"{column.Name}\").");
            }

            string text = column.Show(row);
            codes[row] = places.TryGetValue(text, out int code) ? code : places[text] = places.Count;
        }

        return codes;
    }
}
