using System.Collections.Concurrent;
using System.Globalization;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>
/// Whether a primitive's partial may be infinite, or not a number, for finite arguments: <c>1 / b</c> at zero, the slope of a logarithm outside
/// its domain. Found by evaluating it at points among which every row of the table has one of its own, if it has any.
/// </summary>
internal static class Poles
{
    private static readonly double[] Probes = [0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3];

    private static readonly ConcurrentDictionary<(string Primitive, int Input, string Known, bool IsInside), bool> Found = [];

    /// <param name="primitive">The primitive.</param>
    /// <param name="input">The argument in which the partial is.</param>
    /// <param name="known">The values of the arguments that are constants.</param>
    /// <param name="isInside">Whether only points count where the value is finite, as the root's is at zero.</param>
    public static bool Has(Primitive primitive, int input, IReadOnlyList<double?> known, bool isInside)
    {
        if (primitive.Partial(input) is not { } partial || partial is Literal || primitive.Evaluate is null) return false;
        string key = string.Join(" ", known.Select(static value => value?.ToString("R", CultureInfo.InvariantCulture)));
        return Found.GetOrAdd((primitive.Name, input, key, isInside), _ => Points(known, known.Count).Any(at =>
        {
            double value = primitive.Evaluate(at);
            return !IsFinite(partial.Evaluate(at, value)) && (!isInside || IsFinite(value));
        }));
    }

    private static IEnumerable<double[]> Points(IReadOnlyList<double?> known, int count)
    {
        if (count == 0) return [[]];
        IEnumerable<double> values = known[count - 1] is { } value ? [value] : Probes;
        return Points(known, count - 1).SelectMany(_ => values, static (before, last) => (double[])[.. before, last]);
    }

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}
