using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>
/// The mean of a loss over all elements, each multiplied by its row's weight: value, tangent and pullback. There may be one weight an element, or
/// one for several elements in a row.
/// </summary>
internal static class MeanLoss<T, TLoss>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLoss : struct, IElementLoss<T>
{
    internal static T Value(TLoss loss, ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights)
    {
        int width = LossShape.Width(predictions, targets, weights);
        double sum = 0;
        if (width == 1)
        {
            sum = Sum(loss, predictions, targets, weights);
        }
        else
        {
            for (int row = 0; row < weights.Length; row++)
            {
                sum += double.CreateTruncating(weights[row]) * Sum(loss, predictions.Slice(row * width, width), targets.Slice(row * width, width), default);
            }
        }

        return T.CreateTruncating(predictions.IsEmpty ? 0 : sum / predictions.Length);
    }

    /// <summary><c>x̄ += w/n ȳ ∂l/∂x</c>, and the same in the targets; an empty accumulator is left out.</summary>
    internal static void Pull(TLoss loss, MeanLossTerms<T> terms, T yBar, Span<T> predictionsBar, Span<T> targetsBar)
    {
        int width = LossShape.Width(terms.Predictions, terms.Targets, terms.Weights);
        Require(terms, predictionsBar, nameof(predictionsBar));
        Require(terms, targetsBar, nameof(targetsBar));
        T factor = yBar / T.CreateTruncating(Math.Max(1, terms.Predictions.Length));
        if (width == 1)
        {
            Add(loss, terms, factor, predictionsBar, targetsBar);
            return;
        }

        for (int row = 0; row < terms.Weights.Length; row++)
        {
            T weight = terms.Weights[row], scaled = weight == T.Zero || factor == T.Zero ? T.Zero : factor * weight;
            Add(loss, terms.Row(row, width), scaled, LossShape.Part(predictionsBar, row, width), LossShape.Part(targetsBar, row, width));
        }
    }

    /// <summary>The mean's tangent; an empty tangent is zero.</summary>
    internal static T Push(TLoss loss, MeanLossTerms<T> terms, ReadOnlySpan<T> predictionsDot, ReadOnlySpan<T> targetsDot)
    {
        int width = LossShape.Width(terms.Predictions, terms.Targets, terms.Weights), count = terms.Predictions.Length;
        Checks.LengthOrNone(predictionsDot, count, nameof(predictionsDot));
        Checks.LengthOrNone(targetsDot, count, nameof(targetsDot));
        double sum = 0;
        if (width == 1)
        {
            sum = Dot(loss, terms, predictionsDot, targetsDot);
        }
        else
        {
            for (int row = 0; row < terms.Weights.Length; row++)
            {
                double weight = double.CreateTruncating(terms.Weights[row]);
                double part = Dot(loss, terms.Row(row, width), LossShape.Part(predictionsDot, row, width), LossShape.Part(targetsDot, row, width));
                sum += weight == 0 || part == 0 ? 0 : weight * part;
            }
        }

        return T.CreateTruncating(sum / Math.Max(1, count));
    }

    private static void Require(MeanLossTerms<T> terms, Span<T> bar, string name)
    {
        Checks.LengthOrNone<T>(bar, terms.Predictions.Length, name);
        Checks.Apart(bar, terms.Predictions, name);
        Checks.Apart(bar, terms.Targets, name);
        Checks.Apart(bar, terms.Weights, name);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(TLoss loss, ReadOnlySpan<T> x, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights)
    {
        Vector512<double> sum = default;
        int whole = x.Length - x.Length % Vector512<T>.Count;
        for (int i = 0; i < whole; i += Vector512<T>.Count)
        {
            Vector512<T> term = loss.Value(Wide.Load(x, i), Wide.Load(targets, i));
            sum = Wide.Add(sum, weights.IsEmpty ? term : term * Wide.Load(weights, i));
        }

        double total = Vector512.Sum(sum);
        if (whole < x.Length)
        {
            // Behind the end stand zeros, whose loss need not be zero.
            Vector512<T> rest = loss.Value(Wide.Load(x, whole), Wide.Load(targets, whole));
            rest = weights.IsEmpty ? rest : rest * Wide.Load(weights, whole);
            for (int lane = 0; lane < x.Length - whole; lane++)
            {
                total += double.CreateTruncating(rest[lane]);
            }
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(TLoss loss, MeanLossTerms<T> terms, T factor, Span<T> predictionsBar, Span<T> targetsBar)
    {
        Vector512<T> factors = Vector512.Create(factor);
        bool weighted = terms.Weights.Length == terms.Predictions.Length;
        for (int i = 0; i < terms.Predictions.Length; i += Vector512<T>.Count)
        {
            Vector512<T> x = Wide.Load(terms.Predictions, i), target = Wide.Load(terms.Targets, i);
            Vector512<T> bar = weighted ? Wide.Product(Wide.Load(terms.Weights, i), factors) : factors;
            if (!predictionsBar.IsEmpty)
            {
                Wide.Store(Wide.Load<T>(predictionsBar, i) + Wide.Product(loss.Slope(x, target), bar), predictionsBar, i);
            }

            if (!targetsBar.IsEmpty)
            {
                Wide.Store(Wide.Load<T>(targetsBar, i) + Wide.Product(loss.TargetSlope(x, target), bar), targetsBar, i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(TLoss loss, MeanLossTerms<T> terms, ReadOnlySpan<T> predictionsDot, ReadOnlySpan<T> targetsDot)
    {
        Vector512<double> sum = default;
        bool weighted = terms.Weights.Length == terms.Predictions.Length;
        for (int i = 0; i < terms.Predictions.Length; i += Vector512<T>.Count)
        {
            Vector512<T> x = Wide.Load(terms.Predictions, i), target = Wide.Load(terms.Targets, i), term = default;
            if (!predictionsDot.IsEmpty)
            {
                term += Wide.Product(loss.Slope(x, target), Wide.Load(predictionsDot, i));
            }

            if (!targetsDot.IsEmpty)
            {
                term += Wide.Product(loss.TargetSlope(x, target), Wide.Load(targetsDot, i));
            }

            sum = Wide.Add(sum, weighted ? Wide.Product(Wide.Load(terms.Weights, i), term) : term);
        }

        return Vector512.Sum(sum);
    }
}
