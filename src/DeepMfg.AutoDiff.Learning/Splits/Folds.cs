namespace DeepMfg.AutoDiff.Learning;

/// <summary>Divides rows more than once, so that each is tested on in turn. The same seed gives the same folds on every machine.</summary>
public static class Folds
{
    /// <summary>k folds whose sizes differ by at most one; each is tested on once, with the others to train on.</summary>
    /// <param name="count">How many rows there are.</param>
    /// <param name="folds">k, at least 2 and at most the number of rows.</param>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The splits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many folds.</exception>
    public static IReadOnlyList<Split> KFold(int count, int folds, long seed)
    {
        ThrowIfBad(folds, count);
        return Dealt(new Philox(seed).Permutation(count), folds);
    }

    /// <summary>k folds in which the number of rows of a label differs by at most one, as the folds' sizes do.</summary>
    /// <typeparam name="TLabel">The labels' type.</typeparam>
    /// <param name="labels">The label of each row.</param>
    /// <param name="folds">k, at least 2 and at most the number of rows.</param>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The splits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many folds.</exception>
    public static IReadOnlyList<Split> Stratified<TLabel>(ReadOnlySpan<TLabel> labels, int folds, long seed)
        where TLabel : notnull
    {
        ThrowIfBad(folds, labels.Length);
        var random = new Philox(seed);
        var order = new List<int>(labels.Length);
        foreach (List<int> rows in Grouping.RowsByLabel(labels))
        {
            int[] shuffled = [.. rows];
            random.Shuffle(shuffled.AsSpan());
            order.AddRange(shuffled);
        }

        // Dealt label after label: neighbours of one label go to different folds.
        return Dealt([.. order], folds);
    }

    /// <summary>k folds of whole groups, of sizes as even as giving the largest group to the smallest fold makes them.</summary>
    /// <typeparam name="TGroup">The groups' type.</typeparam>
    /// <param name="groups">The group of each row.</param>
    /// <param name="folds">k, at least 2 and at most the number of groups.</param>
    /// <param name="seed">What is drawn: the order of groups of one size.</param>
    /// <returns>The splits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many folds.</exception>
    public static IReadOnlyList<Split> ByGroup<TGroup>(ReadOnlySpan<TGroup> groups, int folds, long seed)
        where TGroup : notnull
    {
        List<int>[] rows = Grouping.RowsByLabel(groups);
        ThrowIfBad(folds, rows.Length);
        new Philox(seed).Shuffle(rows.AsSpan());
        var sizes = new int[folds];
        var foldOf = new int[groups.Length];
        foreach (List<int> group in rows.OrderByDescending(group => group.Count))
        {
            int smallest = Array.IndexOf(sizes, sizes.Min());
            sizes[smallest] += group.Count;
            group.ForEach(row => foldOf[row] = smallest);
        }

        return Of(foldOf, folds);
    }

    /// <summary>Forecasts from later and later origins: each tests on the rows after its origin and trains on those before it.</summary>
    /// <param name="count">How many rows there are, in order of time.</param>
    /// <param name="plan">How many origins, how many rows to test on, how far apart.</param>
    /// <returns>The splits, the earliest origin first; the last tests on the latest rows.</returns>
    /// <exception cref="ArgumentException">There are too few rows for these.</exception>
    public static IReadOnlyList<Split> RollingOrigin(int count, RollingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        int test = plan.TestSize ?? count / (plan.Folds + 1), first = count - (plan.Folds * test);
        if (plan.Folds < 1 || test < 1 || plan.Gap < 0 || plan.LargestTrain < 1 || first - plan.Gap < 1)
        {
            throw new ArgumentException(
                $"{count} rows are too few for {plan}: before the first origin at least one row must be left to train on.", nameof(plan));
        }

        return
        [
            .. Enumerable.Range(0, plan.Folds).Select(fold =>
            {
                int origin = first + (fold * test), end = origin - plan.Gap, start = Math.Max(0, end - (plan.LargestTrain ?? end));
                return new Split([.. Enumerable.Range(start, end - start)], [.. Enumerable.Range(origin, test)]);
            }),
        ];
    }

    private static Split[] Dealt(int[] order, int folds)
    {
        var foldOf = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            foldOf[order[i]] = i % folds;
        }

        return Of(foldOf, folds);
    }

    private static Split[] Of(int[] foldOf, int folds) =>
        [.. Enumerable.Range(0, folds).Select(fold => Split.Where(Array.ConvertAll(foldOf, of => of == fold)))];

    private static void ThrowIfBad(int folds, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, most);
    }
}
