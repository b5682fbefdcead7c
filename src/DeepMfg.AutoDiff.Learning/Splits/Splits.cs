using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Divides rows into such to train on and such to test on. The same seed gives the same rows on every machine.</summary>
public static class Splits
{
    /// <summary>Draws the test rows from all rows alike.</summary>
    /// <param name="count">How many rows there are.</param>
    /// <param name="testShare">The part to test on, between 0 and 1; the number of rows is rounded to the nearest.</param>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The split.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1, or leaves one side without a row.</exception>
    public static Split Random(int count, double testShare, long seed)
    {
        int tests = TestCount(count, testShare);
        var isTest = new bool[count];
        foreach (int row in new Philox(seed).Permutation(count).AsSpan(0, tests))
        {
            isTest[row] = true;
        }

        return Split.Where(isTest);
    }

    /// <summary>Draws the test rows so that each label has its part of them, to one row (Hamilton's apportionment).</summary>
    /// <typeparam name="TLabel">The labels' type.</typeparam>
    /// <param name="labels">The label of each row.</param>
    /// <param name="testShare">The part to test on, between 0 and 1.</param>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The split. A label that occurs once is trained on.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1, or leaves one side without a row.</exception>
    public static Split Stratified<TLabel>(ReadOnlySpan<TLabel> labels, double testShare, long seed)
        where TLabel : notnull
    {
        int tests = TestCount(labels.Length, testShare);
        List<int>[] classes = Grouping.RowsByLabel(labels);
        int[] quotas = Apportioned([.. classes.Select(rows => rows.Count)], tests, testShare);
        var random = new Philox(seed);
        var isTest = new bool[labels.Length];
        for (int i = 0; i < classes.Length; i++)
        {
            int[] rows = [.. classes[i]];
            random.Shuffle(rows.AsSpan());
            foreach (int row in rows.AsSpan(0, quotas[i]))
            {
                isTest[row] = true;
            }
        }

        return Split.Where(isTest);
    }

    /// <summary>
    /// Draws whole groups to test on, one after another, until they have their part of the rows: no group is on both sides. The number of
    /// test rows is the nearest that the drawn order of the groups gives, with at least one group on each side.
    /// </summary>
    /// <typeparam name="TGroup">The groups' type.</typeparam>
    /// <param name="groups">The group of each row.</param>
    /// <param name="testShare">The part of the rows to test on, between 0 and 1.</param>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The split.</returns>
    /// <exception cref="ArgumentException">There are fewer than two groups.</exception>
    public static Split ByGroup<TGroup>(ReadOnlySpan<TGroup> groups, double testShare, long seed)
        where TGroup : notnull
    {
        int tests = TestCount(groups.Length, testShare), taken = 0;
        List<int>[] rows = Grouping.RowsByLabel(groups);
        if (rows.Length < 2)
        {
            throw new ArgumentException("There is one group only: it cannot be on both sides.", nameof(groups));
        }

        var isTest = new bool[groups.Length];
        int[] order = new Philox(seed).Permutation(rows.Length);
        for (int i = 0; i < order.Length - 1; i++)
        {
            int size = rows[order[i]].Count;
            if (i > 0 && (taken >= tests || taken + size - tests > tests - taken))
            {
                break;
            }

            taken += size;
            rows[order[i]].ForEach(row => isTest[row] = true);
        }

        return Split.Where(isTest);
    }

    /// <summary>Tests on the latest rows. Rows of one time are never divided: those of the boundary are trained on.</summary>
    /// <param name="times">The time of each row, in any unit; rows need not be in order.</param>
    /// <param name="testShare">The part to test on, between 0 and 1.</param>
    /// <returns>The split; each side is in order of time.</returns>
    /// <exception cref="ArgumentException">A time is missing, or all latest rows have one time.</exception>
    public static Split ByTime(ReadOnlySpan<double> times, double testShare)
    {
        int first = times.Length - TestCount(times.Length, testShare);
        int[] order = TimeOrder.Of(times);
        while (first < order.Length && times[order[first]] == times[order[first - 1]])
        {
            first++;
        }

        return first < order.Length
            ? new Split(order[..first], order[first..])
            : throw new ArgumentException(
                "The latest rows have one and the same time, so that no later ones are left to test on. Test on a larger share.", nameof(times));
    }

    internal static int TestCount(int count, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(share is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share to test on must be between 0 and 1.");
        }

        int tests = (int)Math.Round(count * share, MidpointRounding.AwayFromZero);
        return tests > 0 && tests < count
            ? tests
            : throw new ArgumentOutOfRangeException(
                nameof(share), share, string.Create(
                    CultureInfo.InvariantCulture, $"Of {count} rows this share leaves {tests} to test on: each side needs a row."));
    }

    // Each class gets the whole part of its share; what is left goes to those with the largest remainders, the earlier one of equals.
    private static int[] Apportioned(int[] counts, int total, double share)
    {
        int[] quotas = [.. counts.Select(count => count < 2 ? 0 : (int)Math.Floor(count * share))];
        int[] byRemainder = [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 1).OrderByDescending(i => (counts[i] * share) - quotas[i])];
        int left = Math.Min(total - quotas.Sum(), byRemainder.Length);
        for (int i = 0; i < left; i++)
        {
            quotas[byRemainder[i]]++;
        }

        return quotas;
    }
}
