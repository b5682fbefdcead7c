namespace DeepMfg.AutoDiff.Learning;

/// <summary>What stands in for missing values: a number, or a text.</summary>
internal sealed record Filling(double? Number, string? Text)
{
    internal static Filling? OfNumber(double number) => double.IsFinite(number) ? new(number, null) : null;

    internal static Filling? MostFrequent(Column column)
    {
        int[] present = [.. Enumerable.Range(0, column.Count).Where(row => !column.IsMissing(row))];
        if (present.Length == 0)
        {
            return null;
        }

        int row = present.CountBy(column.Show, StringComparer.Ordinal)
            .Select(pair => (First: Array.Find(present, row => column.Show(row) == pair.Key), Count: pair.Value))
            .OrderByDescending(value => value.Count)
            .ThenBy(value => value.First, Comparer<int>.Create(column.Compare))
            .First().First;
        return column is NumberColumn numbers ? new(numbers.Values[row], null) : new(null, column.Show(row));
    }

    internal Column Into(Column column)
    {
        if (Number is { } number)
        {
            return new NumberColumn(column.Name, Array.ConvertAll(Features.Numbers(column), value => double.IsNaN(value) ? number : value));
        }

        string?[] texts = [.. Enumerable.Range(0, column.Count).Select(row => column.IsMissing(row) ? Text : column.Show(row))];
        return column is CategoryColumn categories
            ? categories.MissingCount == 0 ? categories : CategoryColumn.Ordered(column.Name, categories.Levels, texts)
            : new TextColumn(column.Name, texts);
    }
}

/// <summary>Fills in what is missing.</summary>
internal sealed record ImputationStep : PipelineStep
{
    private readonly string[] _columns;
    private readonly Func<Column, Filling?> _filling;

    internal ImputationStep(IEnumerable<string> columns, Func<Column, Filling?> filling) => (_columns, _filling) = (Named(columns), filling);

    internal override FittedStep Fit(Features features) => new Imputed(_columns, [.. _columns.Select(column => Of(features.Feature(column)))]);

    private Filling Of(Column column) => column.Kind == ColumnKind.Time
        ? throw new ArgumentException($"Column \"{column.Name}\" holds times, which are not filled in.")
        : _filling(column) ?? throw new ArgumentException($"Column \"{column.Name}\" has no value to fill in with.");
}

/// <summary>Columns with what stands in for their missing values.</summary>
internal sealed record Imputed(string[] Columns, Filling[] Fillings) : FittedStep
{
    internal override void Apply(Features features)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            features.Replace(Columns[i], Fillings[i].Into(features.Feature(Columns[i])));
        }
    }

    internal override void Apply(RowFeatures features)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            features.Set(Columns[i], new RowFilled(features.Feature(Columns[i]), Fillings[i]));
        }
    }

    internal override string? Mistake() =>
        Columns.Length != Fillings.Length ? "there are not as many values to fill in as columns"
        : Array.Exists(Fillings, filling => filling.Number is null == filling.Text is null) ? "what is filled in is neither a number nor a text"
        : null;
}
