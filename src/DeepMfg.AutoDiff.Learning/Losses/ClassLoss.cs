using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>The cross-entropy of classes whose numbers are targets among floating-point numbers.</summary>
internal sealed record ClassLoss : RowLoss
{
    public override T Value<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default)
    {
        using Tape tape = Tape.Open();
        Span<int> classes = tape.Reserve<int>(targets.Length);
        Read(targets, classes);
        return Ops.SoftmaxCrossEntropy(predictions, classes, weights);
    }

    internal override void Pull<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> gradient)
    {
        using Tape tape = Tape.Open();
        Span<int> classes = tape.Reserve<int>(targets.Length);
        Read(targets, classes);
        Pullbacks.SoftmaxCrossEntropy(predictions, classes, weights, T.One, gradient);
    }

    private static void Read<T>(ReadOnlySpan<T> targets, Span<int> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < targets.Length; row++)
        {
            classes[row] = T.IsInteger(targets[row]) && targets[row] >= T.Zero && targets[row] < T.CreateTruncating(int.MaxValue)
                ? int.CreateTruncating(targets[row])
                : throw new ArgumentException($"The target of row {row} is {targets[row]}, which is no number of a class.", nameof(targets));
        }
    }
}
