using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Losses of rows.</summary>
public static class Losses
{
    /// <summary><c>(x − t)²</c>, the square of the error.</summary>
    public static RowLoss MeanSquaredError { get; } = new SquaredLoss();

    /// <summary><c>|x − t|</c>, the size of the error.</summary>
    public static RowLoss MeanAbsoluteError { get; } = new AbsoluteLoss();

    /// <summary>The cross-entropy of two classes, <c>log(1 + eˣ) − t x</c>: predictions are logits, before the logistic function.</summary>
    public static RowLoss BinaryCrossEntropy { get; } = new BinaryLoss();

    /// <summary>
    /// The cross-entropy of several classes: predictions are logits, one for each class and row; a row's target is the number of its class.
    /// </summary>
    public static RowLoss CrossEntropy { get; } = new ClassLoss();

    /// <summary>Half the square of an error up to δ, growing linearly beyond it: outliers count less.</summary>
    /// <param name="delta">The error δ.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public static RowLoss Huber(double delta)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(delta);
        return new HuberRowLoss(delta);
    }

    /// <summary>Least for a quantile of the targets instead of their mean.</summary>
    /// <param name="quantile">The quantile, between 0 and 1.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and 1.</exception>
    public static RowLoss Quantile(double quantile) => quantile is > 0 and < 1
        ? new QuantileRowLoss(quantile)
        : throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "A quantile is between 0 and 1.");
}

internal sealed record SquaredLoss : RowLoss
{
    public override T Value<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default) =>
        Ops.MeanSquaredError(predictions, targets, weights);

    internal override void Pull<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> gradient) =>
        Pullbacks.MeanSquaredError(new MeanLossTerms<T>(predictions, targets, weights), T.One, gradient, default);
}

internal sealed record AbsoluteLoss : RowLoss
{
    public override T Value<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default) =>
        Ops.MeanAbsoluteError(predictions, targets, weights);

    internal override void Pull<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> gradient) =>
        Pullbacks.MeanAbsoluteError(new MeanLossTerms<T>(predictions, targets, weights), T.One, gradient, default);
}

internal sealed record BinaryLoss : RowLoss
{
    public override T Value<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default) =>
        Ops.BinaryCrossEntropy(predictions, targets, weights);

    internal override void Pull<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> gradient) =>
        Pullbacks.BinaryCrossEntropy(new MeanLossTerms<T>(predictions, targets, weights), T.One, gradient, default);
}

internal sealed record HuberRowLoss(double Delta) : RowLoss
{
    public override T Value<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default) =>
        Ops.Huber(predictions, targets, T.CreateTruncating(Delta), weights);

    internal override void Pull<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> gradient) =>
        Pullbacks.Huber(new MeanLossTerms<T>(predictions, targets, weights), T.CreateTruncating(Delta), T.One, gradient, default);
}

internal sealed record QuantileRowLoss(double Share) : RowLoss
{
    public override T Value<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default) =>
        Ops.QuantileLoss(predictions, targets, T.CreateTruncating(Share), weights);

    internal override void Pull<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> gradient) =>
        Pullbacks.QuantileLoss(new MeanLossTerms<T>(predictions, targets, weights), T.CreateTruncating(Share), T.One, gradient, default);
}
