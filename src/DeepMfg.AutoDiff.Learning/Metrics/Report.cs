using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>What a model reaches on rows that it has not seen: figures with intervals, and for classes the confusion matrix. Prints itself.</summary>
public sealed class Report
{
    internal Report(string title, IReadOnlyList<ReportLine> lines, ConfusionMatrix? confusion, double level) =>
        (Title, Lines, Confusion, Level) = (title, lines, confusion, level);

    /// <summary>What was measured: how many rows, of which classes, at which threshold.</summary>
    public string Title { get; }

    /// <summary>The figures.</summary>
    public IReadOnlyList<ReportLine> Lines { get; }

    /// <summary>The counts behind the figures, where classes were predicted.</summary>
    public ConfusionMatrix? Confusion { get; }

    /// <summary>What share of the resamples the intervals hold.</summary>
    public double Level { get; }

    /// <summary>The figure of a name.</summary>
    /// <param name="name">The name, such as <c>ROC-AUC</c>.</param>
    /// <exception cref="KeyNotFoundException">There is no figure of that name.</exception>
    public ReportLine this[string name]
    {
        get
        {
            foreach (ReportLine line in Lines)
            {
                if (line.Name == name)
                {
                    return line;
                }
            }

            throw new KeyNotFoundException($"The report has no '{name}'; it has {string.Join(", ", Lines.Select(line => line.Name))}.");
        }
    }

    /// <summary>Title, confusion matrix and figures.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        string figures = TextTable.Of("", ["value", LevelText], [.. Lines.Select(line => new[] { line.Name, Text(line.Value), line.Interval.ToString() })]);
        return string.Join("\n\n", new[] { Title, Confusion?.ToString(), figures }.OfType<string>());
    }

    /// <summary>The heading of the intervals, such as "95 %".</summary>
    internal string LevelText => string.Create(CultureInfo.InvariantCulture, $"{100 * Level:0.##} %");

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
