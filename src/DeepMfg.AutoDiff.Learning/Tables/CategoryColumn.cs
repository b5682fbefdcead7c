namespace DeepMfg.AutoDiff.Learning;

/// <summary>A column of categories: for each row the number of its level.</summary>
public sealed class CategoryColumn : Column
{
    internal const int MissingCode = -1;

    private readonly string[] _levels;
    private readonly int[] _codes;

    internal CategoryColumn(string name, string[] levels, int[] codes)
        : base(name) => (_levels, _codes) = (levels, codes);

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Category;

    /// <inheritdoc/>
    public override int Count => _codes.Length;

    /// <summary>The categories there are. Taking rows keeps them all.</summary>
    public IReadOnlyList<string> Levels => _levels;

    /// <summary>For each row the place of its category in <see cref="Levels"/>; −1 where it is missing.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>The category of a row.</summary>
    /// <param name="row">The row, from 0.</param>
    public string? this[int row] => IsMissing(row) ? null : _levels[_codes[row]];

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _codes[row] == MissingCode;

    /// <inheritdoc/>
    public override string Show(int row) => this[row] ?? "";

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows) => new CategoryColumn(Name, _levels, Taken(_codes, rows));

    /// <inheritdoc/>
    public override Column Rename(string name) => new CategoryColumn(Named(name), _levels, _codes);

    /// <summary>With levels in ordinal order, so that the order of the rows does not show in the codes.</summary>
    internal static CategoryColumn Sorted(string name, ReadOnlySpan<string?> values)
    {
        var codes = new int[values.Length];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < values.Length; row++)
        {
            codes[row] = values[row] is not { } text ? MissingCode : numbers.TryGetValue(text, out int code) ? code : numbers[text] = numbers.Count;
        }

        return Sorted(name, [.. numbers.Keys], codes);
    }

    /// <summary>With levels that are known, in their order; what is none of them comes after them.</summary>
    internal static CategoryColumn Ordered(string name, IEnumerable<string> known, IReadOnlyList<string?> values)
    {
        string[] levels = [.. known.Union(values.OfType<string>(), StringComparer.Ordinal)];
        Dictionary<string, int> places = levels.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return new CategoryColumn(name, levels, [.. values.Select(value => value is null ? MissingCode : places[value])]);
    }

    internal static CategoryColumn Sorted(string name, string[] levels, int[] codes)
    {
        int[] places = new int[levels.Length], order = [.. Enumerable.Range(0, levels.Length)];
        Array.Sort(levels, order, StringComparer.Ordinal);
        for (int place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        for (int row = 0; row < codes.Length; row++)
        {
            codes[row] = codes[row] == MissingCode ? MissingCode : places[codes[row]];
        }

        return new CategoryColumn(name, levels, codes);
    }

    internal override int Compare(int first, int second) =>
        IsMissing(first) || IsMissing(second) ? IsMissing(first).CompareTo(IsMissing(second)) : _codes[first].CompareTo(_codes[second]);
}
