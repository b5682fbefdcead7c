using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Bounds on the parameters; none, or one of each kind for each.</summary>
internal sealed class Box
{
    private readonly double[]? _lower;
    private readonly double[]? _upper;

    internal Box(int dimension, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        _lower = Of(lower, dimension, nameof(lower));
        _upper = Of(upper, dimension, nameof(upper));
        for (int i = 0; i < dimension; i++)
        {
            if (!(Lower(i) <= Upper(i)))
            {
                throw new ArgumentException($"lower[{i}] = {Lower(i):R} is above upper[{i}] = {Upper(i):R}.", nameof(lower));
            }
        }
    }

    internal static Box None { get; } = new(0, [], []);

    internal bool IsBounded => _lower is not null || _upper is not null;

    internal double Lower(int i) => _lower is null ? double.NegativeInfinity : _lower[i];

    internal double Upper(int i) => _upper is null ? double.PositiveInfinity : _upper[i];

    internal double Clamp(int i, double value) => Math.Min(Math.Max(value, Lower(i)), Upper(i));

    internal void Clamp(Span<double> point)
    {
        for (int i = 0; IsBounded && i < point.Length; i++)
        {
            point[i] = Clamp(i, point[i]);
        }
    }

    /// <summary>Whether a parameter is on a bound that the gradient presses it against.</summary>
    internal bool IsHeld(int i, double value, double gradient) =>
        (value <= Lower(i) && gradient >= 0) || (value >= Upper(i) && gradient <= 0);

    /// <summary>The largest component of P(x − g) − x.</summary>
    internal double ProjectedGradient(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        if (!IsBounded)
        {
            return gradient.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(gradient));
        }

        double largest = 0;
        for (int i = 0; i < point.Length; i++)
        {
            double component = gradient[i] < 0 ? Math.Min(-gradient[i], Upper(i) - point[i]) : Math.Min(gradient[i], point[i] - Lower(i));
            largest = Math.Max(largest, component);
        }

        return largest;
    }

    /// <summary>The longest step along a direction that stays inside.</summary>
    internal double LongestStep(ReadOnlySpan<double> point, ReadOnlySpan<double> direction)
    {
        double longest = double.PositiveInfinity;
        for (int i = 0; IsBounded && i < point.Length; i++)
        {
            double room = direction[i] > 0 ? Upper(i) - point[i] : direction[i] < 0 ? Lower(i) - point[i] : double.PositiveInfinity;
            longest = double.IsFinite(room) ? Math.Min(longest, room / direction[i]) : longest;
        }

        return longest;
    }

    private static double[]? Of(ReadOnlySpan<double> bounds, int dimension, string name)
    {
        if (bounds.IsEmpty)
        {
            return null;
        }

        Shapes.Length(bounds.Length, dimension, name);
        return bounds.ToArray();
    }
}
