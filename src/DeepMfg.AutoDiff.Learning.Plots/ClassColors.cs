using ScottPlot;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A pale colour for each class, for a map whose values are the classes' numbers.</summary>
/// <param name="classes">How many classes there are.</param>
internal sealed class ClassColors(int classes) : IColormap
{
    /// <inheritdoc/>
    public string Name => "Classes";

    /// <inheritdoc/>
    public Color GetColor(double position) => Palette.Of((int)Math.Round(position * (classes - 1))).Lighten(0.65);
}
