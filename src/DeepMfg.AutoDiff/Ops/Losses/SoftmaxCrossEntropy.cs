using System.Numerics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>
    /// The mean over rows of <c>log Σ e^xⱼ − x_c</c>, where c is the row's class: the cross-entropy of classes, from logits.
    /// </summary>
    /// <param name="logits">Rows of logits, one for each class.</param>
    /// <param name="classes">The class of each row, from 0.</param>
    /// <param name="weights">What each row's term is multiplied by, before the sum is divided by the number of rows; none: 1.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The mean; 0 of no rows.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, or a class has no logit.</exception>
    public static T SoftmaxCrossEntropy<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> classes, [NoDerivative] ReadOnlySpan<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = ClassRows.Width(logits, classes, weights);
        double sum = 0;
        for (int row = 0; row < classes.Length; row++)
        {
            ReadOnlySpan<T> x = logits.Slice(row * width, width);
            double term = double.CreateTruncating(RowSums<T>.LogSumExp(x)) - double.CreateTruncating(x[classes[row]]);
            sum += weights.IsEmpty ? term : double.CreateTruncating(weights[row]) * term;
        }

        return T.CreateTruncating(classes.IsEmpty ? 0 : sum / classes.Length);
    }
}

public static partial class Pullbacks
{
    /// <summary>Of each row, x̄ += w/n ȳ (softmax x − e_c).</summary>
    /// <param name="logits">Rows of logits.</param>
    /// <param name="classes">The class of each row.</param>
    /// <param name="weights">The rows' weights w; none: 1.</param>
    /// <param name="yBar">The mean's cotangent.</param>
    /// <param name="logitsBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void SoftmaxCrossEntropy<T>(
        ReadOnlySpan<T> logits, ReadOnlySpan<int> classes, ReadOnlySpan<T> weights, T yBar, Span<T> logitsBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = ClassRows.Width(logits, classes, weights);
        Checks.Length<T>(logitsBar, logits.Length, nameof(logitsBar));
        Checks.Apart(logitsBar, logits, nameof(logitsBar));
        Checks.Apart(logitsBar, weights, nameof(logitsBar));
        for (int row = 0; row < classes.Length; row++)
        {
            T factor = ClassRows.Factor(weights, row, classes.Length, yBar);
            if (factor == T.Zero)
            {
                continue;
            }

            ReadOnlySpan<T> x = logits.Slice(row * width, width);
            Span<T> xBar = logitsBar.Slice(row * width, width);
            RowSums<T>.AddExponentials(x, RowSums<T>.LogSumExp(x), factor, xBar);
            xBar[classes[row]] -= factor;
        }
    }
}

public static partial class Tangents
{
    /// <summary>The mean of w (Σ softmax(x)ⱼ ẋⱼ − ẋ_c).</summary>
    /// <param name="logits">Rows of logits.</param>
    /// <param name="logitsDot">Their tangents.</param>
    /// <param name="classes">The class of each row.</param>
    /// <param name="weights">The rows' weights w; none: 1.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The mean's tangent.</returns>
    public static T SoftmaxCrossEntropy<T>(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> logitsDot, ReadOnlySpan<int> classes, ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = ClassRows.Width(logits, classes, weights);
        Checks.Length(logitsDot, logits.Length, nameof(logitsDot));
        double sum = 0;
        for (int row = 0; row < classes.Length; row++)
        {
            double factor = double.CreateTruncating(ClassRows.Factor(weights, row, classes.Length, T.One));
            if (factor != 0)
            {
                ReadOnlySpan<T> x = logits.Slice(row * width, width), xDot = logitsDot.Slice(row * width, width);
                double mean = RowSums<T>.DotOfExponentials(x, RowSums<T>.LogSumExp(x), xDot);
                sum += factor * (mean - double.CreateTruncating(xDot[classes[row]]));
            }
        }

        return T.CreateTruncating(sum);
    }
}

/// <summary>Rows of logits, each with a class.</summary>
internal static class ClassRows
{
    internal static int Width<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> classes, ReadOnlySpan<T> weights)
    {
        int width = Checks.Rows(logits, classes.Length, nameof(logits));
        Checks.LengthOrNone(weights, classes.Length, nameof(weights));
        Checks.Classes(classes, width);
        return width;
    }

    internal static T Factor<T>(ReadOnlySpan<T> weights, int row, int rows, T yBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T weight = weights.IsEmpty ? T.One : weights[row];
        return weight == T.Zero || yBar == T.Zero ? T.Zero : yBar * weight / T.CreateTruncating(rows);
    }
}
