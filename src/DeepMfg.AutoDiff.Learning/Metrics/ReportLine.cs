namespace DeepMfg.AutoDiff.Learning;

/// <summary>A figure of a report.</summary>
/// <param name="Name">Its name, such as <c>F1</c>.</param>
/// <param name="Value">The figure on the rows as they are.</param>
/// <param name="Interval">Where it lies if as many rows were drawn again.</param>
public readonly record struct ReportLine(string Name, double Value, Interval Interval);
