namespace DeepMfg.AutoDiff.Learning;

/// <summary>A loss whose rows weigh what their classes do.</summary>
internal sealed record ClassWeightedLoss(RowLoss Loss, ClassWeights Classes) : RowLoss
{
    public override T Value<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default)
    {
        using Tape tape = Tape.Open();
        Span<T> each = tape.Reserve<T>(targets.Length);
        Weigh(targets, weights, each);
        return Loss.Value(predictions, targets, each);
    }

    internal override void Pull<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> gradient)
    {
        using Tape tape = Tape.Open();
        Span<T> each = tape.Reserve<T>(targets.Length);
        Weigh(targets, weights, each);
        Loss.Pull(predictions, targets, each, gradient);
    }

    private void Weigh<T>(ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> each)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (!weights.IsEmpty && weights.Length != targets.Length)
        {
            throw new ArgumentException($"{weights.Length} weights do not fit {targets.Length} targets.", nameof(weights));
        }

        for (int row = 0; row < each.Length; row++)
        {
            T weight = T.CreateTruncating(Classes.WeightOf(double.CreateTruncating(targets[row])));
            each[row] = weights.IsEmpty ? weight : weight * weights[row];
        }
    }
}
