using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>
/// What predictions of rows cost, as a value to hand over: a mean over rows, and its gradient in the predictions. <see cref="Losses"/> makes them.
/// </summary>
/// <remarks>A model whose loss is a method of its own calls the functions of <see cref="Ops"/> instead, and lets the compiler write the gradient.</remarks>
public abstract record RowLoss
{
    private protected RowLoss()
    {
    }

    /// <summary>The mean loss.</summary>
    /// <param name="predictions">The predictions, row by row; logits where the loss says so.</param>
    /// <param name="targets">The targets, row by row.</param>
    /// <param name="weights">The rows' weights, by which their terms are multiplied; none: 1.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The mean.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public abstract T Value<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The mean loss and its gradient.</summary>
    /// <param name="predictions">The predictions, row by row; logits where the loss says so.</param>
    /// <param name="targets">The targets, row by row.</param>
    /// <param name="weights">The rows' weights, by which their terms are multiplied; none: 1.</param>
    /// <param name="gradient">Overwritten with the gradient in the predictions; as long as these.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The mean.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public T ValueAndGradient<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T value = Value(predictions, targets, weights);
        if (gradient.Length != predictions.Length)
        {
            throw new ArgumentException($"The gradient has {gradient.Length} numbers, and there are {predictions.Length} predictions.", nameof(gradient));
        }

        gradient.Clear();
        Pull(predictions, targets, weights, gradient);
        return value;
    }

    /// <summary>The loss with each row weighing what its class does, so that rare classes count as much as frequent ones.</summary>
    /// <param name="rows">The rows to train on, whose targets are the classes.</param>
    /// <typeparam name="T">The numbers' type.</typeparam>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">Rows have no target, or more than one.</exception>
    public RowLoss WithClassWeights<T>(Rows<T> rows)
        where T : unmanaged, IFloatingPointIeee754<T> => WithClassWeights(ClassWeights.Balanced(rows));

    /// <summary>The loss with each row weighing what its class does, beside what the row weighs itself.</summary>
    /// <param name="weights">The classes' weights.</param>
    /// <returns>The loss; it refuses targets that are none of the classes.</returns>
    public RowLoss WithClassWeights(ClassWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new ClassWeightedLoss(this, weights);
    }

    internal abstract void Pull<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
