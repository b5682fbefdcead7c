using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>The range in which a figure lies if as many rows were drawn again.</summary>
/// <param name="Low">The lower end; NaN where no resample defined the figure.</param>
/// <param name="High">The upper end; NaN where no resample defined the figure.</param>
/// <param name="Undefined">How many resamples left the figure undefined, such as those of one class only; they were left out.</param>
public readonly record struct Interval(double Low, double High, int Undefined = 0)
{
    /// <summary>Both ends.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low:0.####} … {High:0.####}");
}
