namespace DeepMfg.AutoDiff.Learning;

/// <summary>A feature of one row, worked out of its table in place: nothing is allocated.</summary>
internal abstract class RowFeature
{
    /// <summary>The number; NaN where it is missing, or where a table of the row alone has to tell what is wrong.</summary>
    internal abstract double Number(Row row);

    /// <summary>The text; null where there is none.</summary>
    internal virtual string? Text(Row row) => null;
}

/// <summary>A column as it is.</summary>
internal sealed class RowColumn(string name) : RowFeature
{
    internal override double Number(Row row) => row.Table[name] is NumberColumn numbers ? numbers.Values[row.Index] : double.NaN;

    internal override string? Text(Row row) => row.Table[name] switch
    {
        CategoryColumn categories => categories[row.Index],
        TextColumn texts => texts.Values[row.Index],
        _ => null,
    };
}

/// <summary>A number that is scaled.</summary>
internal sealed class RowScaled(RowFeature feature, Scaling scaling) : RowFeature
{
    internal override double Number(Row row) => scaling.Of(feature.Number(row));
}

/// <summary>A value that something stands in for where it is missing.</summary>
internal sealed class RowFilled(RowFeature feature, Filling filling) : RowFeature
{
    internal override double Number(Row row) => feature.Number(row) is var number && double.IsNaN(number) && filling.Number is { } other ? other : number;

    internal override string? Text(Row row) => feature.Text(row) ?? filling.Text;
}

/// <summary>The place of a category.</summary>
internal sealed class RowCode(RowFeature feature, Categories categories) : RowFeature
{
    private readonly Dictionary<string, int> _places = categories.Places();

    internal override double Number(Row row) => feature.Text(row) is not { } text ? double.NaN
        : _places.TryGetValue(text, out int place) ? place
        : categories.Unknown == UnknownCategory.Ignore ? Categories.None
        : double.NaN;
}

/// <summary>Whether the category is the one at a place.</summary>
internal sealed class RowIndicator(RowFeature code, int place) : RowFeature
{
    internal override double Number(Row row) => code.Number(row) is var found && double.IsNaN(found) ? found : found == place ? 1 : 0;
}
