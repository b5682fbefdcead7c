using System.Numerics;

namespace DeepMfg.AutoDiff.Tests.Spans;

/// <summary>The functions of the platform that make one number of all elements, as plain loops; their derivatives are the library's.</summary>
internal static class ReductionOperations
{
    private const int Length = 37;

    private delegate T Number<T>(ReadOnlySpan<T> x);

    private delegate T OfPair<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y);

    private delegate T PairTangent<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xDot, ReadOnlySpan<T> y, ReadOnlySpan<T> yDot, T z);

    private delegate void PairPullback<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T z, T zBar, Span<T> xBar);

    internal static IEnumerable<SpanOperation<T>> All<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        One<T>("Sum", x => Dot(x, default), (_, _, xDot) => Tangents.Sum(xDot), (_, _, yBar, xBar) => Pullbacks.Sum(yBar, xBar)),
        One<T>("SumOfSquares", x => Dot(x, x), (x, _, xDot) => Tangents.SumOfSquares(x, xDot), (x, _, yBar, xBar) => Pullbacks.SumOfSquares(x, yBar, xBar)),
        One<T>(
            "SumOfMagnitudes", Magnitudes, (x, _, xDot) => Tangents.SumOfMagnitudes(x, xDot), (x, _, yBar, xBar) => Pullbacks.SumOfMagnitudes(x, yBar, xBar)),
        One<T>("Product", Product, (x, _, xDot) => Tangents.Product(x, xDot), (x, _, yBar, xBar) => Pullbacks.Product(x, yBar, xBar)) with { Range = 1.5 },
        One<T>("Max", Largest, Tangents.Extremum, Pullbacks.Extremum),
        One<T>("Norm", x => T.Sqrt(Dot(x, x)), Tangents.Norm, Pullbacks.Norm),
        Pair<T>("Dot", Dot, (x, xDot, y, yDot, _) => Tangents.Dot(x, xDot, y, yDot), (_, y, _, zBar, xBar) => Pullbacks.Dot(y, zBar, xBar)),
        Pair<T>("Distance", Distance, Tangents.Distance, Pullbacks.Distance),
        Pair<T>("CosineSimilarity", (x, y) => Dot(x, y) / (T.Sqrt(Dot(x, x)) * T.Sqrt(Dot(y, y))), Tangents.CosineSimilarity, Pullbacks.CosineSimilarity),
    ];

    private delegate T Tangent<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> xDot);

    private delegate void Pullback<T>(ReadOnlySpan<T> x, T y, T yBar, Span<T> xBar);

    private static SpanOperation<T> One<T>(string name, Number<T> primal, Tangent<T> push, Pullback<T> pull)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(name, Length, 1)
        {
            Primal = (x, y) => y[0] = primal(x),
            Push = (x, y, xDot, yDot) => yDot[0] = push(x, y[0], xDot),
            Pull = (x, y, yBar, xBar) => pull(x, y[0], yBar[0], xBar),
        };

    private static SpanOperation<T> Pair<T>(string name, OfPair<T> primal, PairTangent<T> push, PairPullback<T> pull)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(name, 2 * Length, 1)
        {
            Primal = (x, z) => z[0] = primal(x[..Length], x[Length..]),
            Push = (x, z, xDot, zDot) => zDot[0] = push(x[..Length], xDot[..Length], x[Length..], xDot[Length..], z[0]),
            Pull = (x, z, zBar, xBar) =>
            {
                pull(x[..Length], x[Length..], z[0], zBar[0], xBar[..Length]);
                pull(x[Length..], x[..Length], z[0], zBar[0], xBar[Length..]);
            },
        };

    private static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += y.IsEmpty ? x[i] : x[i] * y[i];
        }

        return sum;
    }

    private static T Distance<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }

        return T.Sqrt(sum);
    }

    private static T Magnitudes<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        foreach (T element in x)
        {
            sum += T.Abs(element);
        }

        return sum;
    }

    private static T Product<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T product = T.One;
        foreach (T element in x)
        {
            product *= element;
        }

        return product;
    }

    private static T Largest<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T largest = T.NegativeInfinity;
        foreach (T element in x)
        {
            largest = T.Max(largest, element);
        }

        return largest;
    }
}
