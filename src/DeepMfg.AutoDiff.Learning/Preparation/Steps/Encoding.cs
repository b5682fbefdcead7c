using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A column's categories that were trained on, and what becomes of others.</summary>
internal sealed record Categories(string Column, string[] Levels, UnknownCategory Unknown)
{
    /// <summary>The code of what was not trained on.</summary>
    internal const int None = -1;

    internal static Categories Of(Column column, UnknownCategory unknown)
    {
        string[] levels = column switch
        {
            CategoryColumn categories => [.. categories.Codes.ToArray().Where(code => code >= 0).Distinct().Order().Select(code => categories.Levels[code])],
            TextColumn texts => [.. texts.Values.ToArray().OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            _ => throw new ArgumentException(
                $"Column \"{column.Name}\" is a {column.Kind} and no category. Table.AsCategory(\"{column.Name}\") makes one of it."),
        };
        return levels.Length > 0 ? new(column.Name, levels, unknown) : throw new ArgumentException($"Column \"{column.Name}\" has no category.");
    }

    /// <summary>For each row the place of its category.</summary>
    /// <exception cref="ArgumentException">A category is missing, or is none of these and is to be refused.</exception>
    internal int[] Codes(Column column)
    {
        Dictionary<string, int> places = Places();
        var codes = new int[column.Count];
        for (int row = 0; row < codes.Length; row++)
        {
            string text = column.Show(row);
            if (column.IsMissing(row))
            {
                throw At(row, "missing. Prepare.ImputeMostFrequent fills it in");
            }

            codes[row] = places.TryGetValue(text, out int place) ? place
                : Unknown == UnknownCategory.Ignore ? None
                : throw At(row,
                    $"\"{text}\" was not trained on; {string.Join(", ", Levels.Select(level => $"\"{level}\""))} were. UnknownCategory.Ignore lets it pass");
        }

        return codes;
    }

    internal Dictionary<string, int> Places() => Levels.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);

    internal string? Mistake() =>
        Levels.Length == 0 || Levels.Distinct(StringComparer.Ordinal).Count() != Levels.Length ? $"the levels of \"{Column}\" are none, or not different"
        : Enum.IsDefined(Unknown) ? null : "what becomes of unknown categories is unknown";

    private ArgumentException At(int row, string what) => new(string.Create(CultureInfo.InvariantCulture, $"Column \"{Column}\", row {row}: {what}."));
}

/// <summary>Codes categories by a feature each.</summary>
internal sealed record OneHotStep : PipelineStep
{
    private readonly string[] _columns;
    private readonly UnknownCategory _unknown;

    internal OneHotStep(IEnumerable<string> columns, UnknownCategory unknown) => (_columns, _unknown) = (Named(columns), unknown);

    internal override FittedStep Fit(Features features) => new OneHotEncoded([.. _columns.Select(column => Categories.Of(features.Feature(column), _unknown))]);
}

/// <summary>Categories coded by a feature each, "column=category".</summary>
internal sealed record OneHotEncoded(Categories[] Columns) : FittedStep
{
    internal override void Apply(Features features)
    {
        foreach (Categories categories in Columns)
        {
            int[] codes = categories.Codes(features.Feature(categories.Column));
            features.Replace(categories.Column, [.. categories.Levels.Select((level, place) => Indicator(NameOf(categories, level), codes, place))]);
        }
    }

    internal override void Apply(RowFeatures features)
    {
        foreach (Categories categories in Columns)
        {
            var code = new RowCode(features.Feature(categories.Column), categories);
            features.Replace(
                categories.Column, [.. categories.Levels.Select((level, place) => (NameOf(categories, level), (RowFeature)new RowIndicator(code, place)))]);
        }
    }

    internal override string? Mistake() => Columns.Select(categories => categories.Mistake()).FirstOrDefault(mistake => mistake is not null);

    private static string NameOf(Categories categories, string level) => $"{categories.Column}={level}";

    private static NumberColumn Indicator(string name, int[] codes, int place) => new(name, Array.ConvertAll(codes, code => code == place ? 1.0 : 0.0));
}

/// <summary>Codes categories by their place.</summary>
internal sealed record OrdinalStep : PipelineStep
{
    private readonly string[] _columns;
    private readonly string[]? _order;
    private readonly UnknownCategory _unknown;

    internal OrdinalStep(IEnumerable<string> columns, string[]? order, UnknownCategory unknown)
    {
        (_columns, _order, _unknown) = (Named(columns), order, unknown);
        if (order is not null && new Categories(_columns[0], order, unknown).Mistake() is { } mistake)
        {
            throw new ArgumentException($"{mistake}: name each once.", nameof(order));
        }
    }

    internal override FittedStep Fit(Features features) => new OrdinalEncoded([.. _columns.Select(column => Of(features.Feature(column)))]);

    private Categories Of(Column column) => _order is null ? Categories.Of(column, _unknown) : new Categories(column.Name, _order, _unknown);
}

/// <summary>Categories coded by their place.</summary>
internal sealed record OrdinalEncoded(Categories[] Columns) : FittedStep
{
    internal override void Apply(Features features)
    {
        foreach (Categories categories in Columns)
        {
            features.Set(categories.Column, Array.ConvertAll(categories.Codes(features.Feature(categories.Column)), code => (double)code));
        }
    }

    internal override void Apply(RowFeatures features)
    {
        foreach (Categories categories in Columns)
        {
            features.Set(categories.Column, new RowCode(features.Feature(categories.Column), categories));
        }
    }

    internal override string? Mistake() => Columns.Select(categories => categories.Mistake()).FirstOrDefault(mistake => mistake is not null);
}
