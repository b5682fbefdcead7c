namespace DeepMfg.AutoDiff.Learning;

/// <summary>What a ranking's areas need.</summary>
/// <param name="Trues">The rows of class 1.</param>
/// <param name="Falses">The rows of class 0.</param>
/// <param name="Pairs">The pairs of a row of each class that are in the right order, ties as halves.</param>
/// <param name="Precisions">The precision at each row of class 1, summed.</param>
internal readonly record struct RankingSums(long Trues, long Falses, double Pairs, double Precisions)
{
    /// <summary>NaN (0 / 0) where one class only occurs.</summary>
    internal double RocAuc => Trues == 0 || Falses == 0 ? double.NaN : Pairs / ((double)Trues * Falses);

    internal double AveragePrecision => Trues == 0 ? 0 : Precisions / Trues;
}
