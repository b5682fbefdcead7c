namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Lengths, checked before anything is written.</summary>
internal static class Shapes
{
    /// <summary>2⁻⁵²: the distance from one to the next number.</summary>
    internal const double Epsilon = 2.220446049250313e-16;

    internal static void Square(int length, int size, string parameter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (length != size * size)
        {
            throw new ArgumentException($"{parameter} must have size * size = {size * size} elements, and has {length}.", parameter);
        }
    }

    internal static void Length(int length, int expected, string parameter)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{parameter} must have {expected} elements, and has {length}.", parameter);
        }
    }
}
