using System.Collections.Concurrent;
using System.Globalization;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>What is known of an argument: its value, or its sign.</summary>
internal readonly record struct Extent(double? Value, Sign Sign)
{
    private static readonly double[] Any = [0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3], NonNegative = [0, -0.0, 0.5, 1, 2, 3], Positive = [0.5, 1, 2, 3];

    /// <summary>Values that stand for all that it may have.</summary>
    public IReadOnlyList<double> Probes => Value is { } value ? [value] : Sign switch
    {
        Sign.Positive => Positive,
        Sign.NonNegative => NonNegative,
        _ => Any,
    };

    public string Key => Value?.ToString("R", CultureInfo.InvariantCulture) ?? Sign.ToString();
}

/// <summary>
/// Whether a primitive's partial may be infinite, or not a number, for finite arguments: <c>1 / b</c> at zero, the slope of a logarithm outside
/// its domain. Found by evaluating it at points among which every row of the table has one of its own, if it has any.
/// </summary>
internal static class Poles
{
    private static readonly ConcurrentDictionary<(string Primitive, int Input, string Known, bool IsInside), bool> Found = [];

    /// <param name="primitive">The primitive.</param>
    /// <param name="input">The argument in which the partial is.</param>
    /// <param name="arguments">What is known of the arguments.</param>
    /// <param name="isInside">Whether only points count where the value is finite, as the root's is at zero.</param>
    public static bool Has(Primitive primitive, int input, IReadOnlyList<Extent> arguments, bool isInside)
    {
        if (primitive.Partial(input) is not { } partial || partial is Literal or Input || primitive.Evaluate is null) return false;
        string key = string.Join(" ", arguments.Select(static argument => argument.Key));
        return Found.GetOrAdd((primitive.Name, input, key, isInside), _ => Points(arguments, arguments.Count).Any(at =>
        {
            double value = primitive.Evaluate(at);
            return !IsFinite(partial.Evaluate(at, value)) && (!isInside || IsFinite(value));
        }));
    }

    private static IEnumerable<double[]> Points(IReadOnlyList<Extent> arguments, int count) => count == 0
        ? [[]]
        : Points(arguments, count - 1).SelectMany(_ => arguments[count - 1].Probes, static (before, last) => (double[])[.. before, last]);

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}
