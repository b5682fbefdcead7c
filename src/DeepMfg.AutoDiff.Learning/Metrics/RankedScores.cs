using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Scores from the highest to the lowest, and whether each row is of class 1: sorted once, summed as often as resampling asks.</summary>
internal sealed class RankedScores
{
    private readonly double[] _scores;
    private readonly bool[] _isOne;

    private RankedScores(double[] scores, bool[] isOne) => (_scores, _isOne) = (scores, isOne);

    /// <summary>How many rows there are.</summary>
    internal int Count => _scores.Length;

    /// <summary>The scores, descending.</summary>
    internal ReadOnlySpan<double> Scores => _scores;

    internal static RankedScores Of<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : struct, IFloatingPointIeee754<T>
    {
        Inputs.CheckBinary(predictions, targets);
        var scores = new double[predictions.Length];
        var isOne = new bool[predictions.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = -double.CreateChecked(predictions[i]);
            isOne[i] = targets[i] == T.One;
        }

        Array.Sort(scores, isOne);
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = -scores[i];
        }

        return new RankedScores(scores, isOne);
    }

    /// <summary>The groups of equal scores, descending: the score, and how many rows of each class score at least as much.</summary>
    internal IEnumerable<(double Score, long True, long False)> Steps()
    {
        long trues = 0, falses = 0;
        for (int i = 0; i < _scores.Length; i++)
        {
            _ = _isOne[i] ? trues++ : falses++;
            if (i + 1 == _scores.Length || _scores[i + 1] != _scores[i])
            {
                yield return (_scores[i], trues, falses);
            }
        }
    }

    /// <summary>The sums over groups of equal scores. Weights say how often each row counts; none: each once.</summary>
    internal RankingSums Sums(ReadOnlySpan<int> weights)
    {
        long trues = 0, falses = 0, truesBefore = 0, falsesBefore = 0;
        double pairs = 0, precisions = 0;
        for (int i = 0; i < _scores.Length; i++)
        {
            long weight = weights.IsEmpty ? 1 : weights[i];
            _ = _isOne[i] ? trues += weight : falses += weight;
            if (i + 1 < _scores.Length && _scores[i + 1] == _scores[i])
            {
                continue;
            }

            pairs += (falses - falsesBefore) * (0.5 * (truesBefore + trues));
            precisions += trues == truesBefore ? 0 : (trues - truesBefore) * ((double)trues / (trues + falses));
            (truesBefore, falsesBefore) = (trues, falses);
        }

        return new RankingSums(trues, falses, pairs, precisions);
    }

    /// <summary>The counts of the decisions at a threshold. Weights as in <see cref="Sums"/>.</summary>
    internal ConfusionMatrix Decide(double threshold, ReadOnlySpan<int> weights)
    {
        Span<long> counts = stackalloc long[4];
        for (int i = 0; i < _scores.Length; i++)
        {
            counts[(_isOne[i] ? 2 : 0) + (_scores[i] >= threshold ? 1 : 0)] += weights.IsEmpty ? 1 : weights[i];
        }

        return ConfusionMatrix.Of(counts[0], counts[1], counts[2], counts[3]);
    }

    /// <summary>The mean of a loss of score and class. Weights as in <see cref="Sums"/>.</summary>
    internal double Mean(Func<double, bool, double> loss, ReadOnlySpan<int> weights)
    {
        double sum = 0;
        for (int i = 0; i < _scores.Length; i++)
        {
            int weight = weights.IsEmpty ? 1 : weights[i];
            sum += weight == 0 ? 0 : weight * loss(_scores[i], _isOne[i]);
        }

        return sum / _scores.Length;
    }
}
