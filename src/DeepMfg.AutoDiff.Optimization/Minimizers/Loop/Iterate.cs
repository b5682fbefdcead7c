namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A point, the value there, and the gradient there.</summary>
internal sealed class Iterate(Workspace memory, int dimension)
{
    internal double[] Point { get; } = memory.Take(dimension);

    internal double[] Gradient { get; } = memory.Take(dimension);

    internal double Value { get; set; } = double.NaN;

    internal void CopyFrom(Iterate other)
    {
        other.Point.CopyTo(Point, 0);
        other.Gradient.CopyTo(Gradient, 0);
        Value = other.Value;
    }
}
