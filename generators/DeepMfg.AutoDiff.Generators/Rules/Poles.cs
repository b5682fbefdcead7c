using System.Collections.Concurrent;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>What is known of an argument: the bits of its value, or its sign.</summary>
internal readonly record struct Extent(long? Bits, Sign Sign)
{
    private static readonly double[] Any = [0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3], NonNegative = [0, -0.0, 0.5, 1, 2, 3], Positive = [0.5, 1, 2, 3];

    /// <summary>Values that stand for all that it may have.</summary>
    public double[] Probes => Bits is { } bits ? [BitConverter.Int64BitsToDouble(bits)] : Sign switch
    {
        Sign.Positive => Positive,
        Sign.NonNegative => NonNegative,
        _ => Any,
    };
}

/// <summary>What is known of the arguments of a primitive.</summary>
internal readonly record struct Extents(int Count, Extent First, Extent Second, Extent Third)
{
    public Extent this[int argument] => argument switch
    {
        0 => First,
        1 => Second,
        2 => Third,
        _ => throw new ArgumentOutOfRangeException(nameof(argument), argument, "A primitive of more than three arguments."),
    };
}

/// <summary>
/// Whether a primitive's partial may be infinite, or not a number, for finite arguments: <c>1 / b</c> at zero, the slope of a logarithm outside
/// its domain. Found by evaluating it at points among which every row of the table has one of its own, if it has any.
/// </summary>
internal static class Poles
{
    private static readonly ConcurrentDictionary<(string Primitive, int Input, Extents Known, bool IsInside), bool> Found = [];

    private static readonly ConcurrentDictionary<string, bool> Met = [], Far = [];

    private static readonly double[] FarAway = [-1000, -1, 1, 1000];

    /// <summary>Whether some partial of a primitive has a pole: most have none, whatever is known of their arguments.</summary>
    public static bool Has(Primitive primitive)
    {
        if (Met.TryGetValue(primitive.Name, out bool known)) return known;
        var extents = new Extents(primitive.Arity, default, default, default);
        return Met.GetOrAdd(primitive.Name, Enumerable.Range(0, primitive.Arity).Any(i => Has(primitive, i, extents, isInside: false)));
    }

    /// <param name="primitive">The primitive.</param>
    /// <param name="input">The argument in which the partial is.</param>
    /// <param name="arguments">What is known of the arguments.</param>
    /// <param name="isInside">Whether only points count where the value is finite, as the root's is at zero.</param>
    public static bool Has(Primitive primitive, int input, Extents arguments, bool isInside)
    {
        if (primitive.Partial(input) is not { } partial || partial is Literal or Input || primitive.Evaluate is null) return false;
        if (Found.TryGetValue((primitive.Name, input, arguments, isInside), out bool known)) return known;
        return Found.GetOrAdd((primitive.Name, input, arguments, isInside), Points(arguments, arguments.Count).Any(at =>
        {
            double value = primitive.Evaluate(at);
            return !IsFinite(partial.Evaluate(at, value)) && (!isInside || IsFinite(value));
        }));
    }

    /// <summary>Whether a primitive is infinite at arguments of no great size, as an exponential is.</summary>
    public static bool Overflows(Primitive primitive) => Far.GetOrAdd(
        primitive.Name, _ => primitive is { MayThrowOnReals: false, Evaluate: { } evaluate } && primitive.Partials.Any(static partial => partial is not null)
            && Corners(primitive.Arity).Any(at => !IsFinite(evaluate(at))));

    private static IEnumerable<double[]> Corners(int count) => count == 0
        ? [[]]
        : Corners(count - 1).SelectMany(static _ => FarAway, static (before, last) => (double[])[.. before, last]);

    private static IEnumerable<double[]> Points(Extents arguments, int count) => count == 0
        ? [[]]
        : Points(arguments, count - 1).SelectMany(_ => arguments[count - 1].Probes, static (before, last) => (double[])[.. before, last]);

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}
