namespace DeepMfg.AutoDiff.Learning;

/// <summary>Two columns of one kind, or a second one without any value, one after the other.</summary>
internal static class Appending
{
    internal static Column Of(Column first, Column second) => (first, second) switch
    {
        (NumberColumn a, NumberColumn b) => new NumberColumn(a.Name, [.. a.Values, .. b.Values]),
        (CategoryColumn a, CategoryColumn b) => Of(a, b),
        (TimeColumn a, TimeColumn b) => new TimeColumn(a.Name, [.. a.Ticks, .. b.Ticks]),
        (NumberColumn a, _) => new NumberColumn(a.Name, [.. a.Values, .. Enumerable.Repeat(double.NaN, second.Count)]),
        (TimeColumn a, _) => new TimeColumn(a.Name, [.. a.Ticks, .. Enumerable.Repeat(TimeColumn.MissingTicks, second.Count)]),
        _ => new TextColumn(first.Name, [.. Texts(first), .. Texts(second)]),
    };

    private static IEnumerable<string?> Texts(Column column) =>
        Enumerable.Range(0, column.Count).Select(row => column.IsMissing(row) ? null : column.Show(row));

    // The first's levels keep their codes; what only the second has comes after them.
    private static CategoryColumn Of(CategoryColumn a, CategoryColumn b)
    {
        string[] levels = [.. a.Levels.Union(b.Levels, StringComparer.Ordinal)];
        int[] places = [.. b.Levels.Select(level => Array.IndexOf(levels, level))], codes = [.. a.Codes, .. b.Codes];
        foreach (ref int code in codes.AsSpan(a.Count))
        {
            code = code == CategoryColumn.MissingCode ? code : places[code];
        }

        return new CategoryColumn(a.Name, levels, codes);
    }
}
