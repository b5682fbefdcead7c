using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DeepMfg.AutoDiff.Learning.Tests.Splitting;

public sealed class SplitTests
{
    [Property]
    public void A_random_split_uses_every_row_once(PositiveInt count, long seed)
    {
        int rows = count.Get + 5;
        Split split = Splits.Random(rows, 0.3, seed);
        Assert.Equal(Enumerable.Range(0, rows), split.Train.ToArray().Concat(split.Test.ToArray()).Order());
        Assert.Equal(Math.Round(rows * 0.3, MidpointRounding.AwayFromZero), split.Test.Length);
        Assert.Equal(split.Test.ToArray(), Splits.Random(rows, 0.3, seed).Test.ToArray());
    }

    [Fact]
    public void A_seed_gives_the_same_rows_on_every_machine()
    {
        // As an implementation of Philox, Fisher and Yates in another language drew them.
        Assert.Equal([1, 4, 16], Splits.Random(20, 0.15, seed: 1).Test.ToArray());
        Assert.Equal([0, 4, 17], Splits.Stratified<int>([.. Enumerable.Range(0, 20).Select(i => i % 3)], 0.15, seed: 1).Test.ToArray());
        Assert.Equal([0, 1, 5, 6], Folds.KFold(7, 2, seed: 1)[0].Test.ToArray());
    }

    [Property]
    public void A_stratified_split_gives_each_label_its_part_to_one_row(NonEmptyArray<byte> drawn, long seed)
    {
        int[] labels = [.. drawn.Get.Select(label => label % 4), 0, 0, 0, 1, 1, 1];
        Split split = Splits.Stratified<int>(labels, 0.3, seed);
        Assert.Equal(Enumerable.Range(0, labels.Length), split.Train.ToArray().Concat(split.Test.ToArray()).Order());
        foreach (IGrouping<int, int> label in labels.GroupBy(label => label).Where(label => label.Count() > 1))
        {
            double tested = split.Test.ToArray().Count(row => labels[row] == label.Key);
            Assert.True(Math.Abs(tested - (0.3 * label.Count())) < 1, $"{tested} of {label.Count()}");
        }
    }

    [Fact]
    public void A_label_that_occurs_once_is_trained_on() =>
        Assert.All(Enumerable.Range(0, 50), seed => Assert.DoesNotContain(2, Splits.Stratified<char>("aabaaaaa", 0.4, seed).Test.ToArray()));

    [Property]
    public void No_group_is_on_both_sides(NonEmptyArray<byte> drawn, long seed)
    {
        int[] groups = [.. drawn.Get.Select(group => group % 7), 7, 8];
        Split split = Splits.ByGroup<int>(groups, 0.4, seed);
        Assert.Empty(split.Train.ToArray().Select(row => groups[row]).Intersect(split.Test.ToArray().Select(row => groups[row])));
        Assert.Equal(groups.Length, split.Train.Length + split.Test.Length);
        Assert.True(split.Train.Length > 0 && split.Test.Length > 0);
    }

    [Fact]
    public void By_time_the_latest_rows_are_tested_on_and_equal_times_stay_together()
    {
        Split split = Splits.ByTime([5, 1, 3, 3, 3, 2, 4, 6], 0.5);
        Assert.Equal([1, 5, 2, 3, 4], split.Train.ToArray());
        Assert.Equal([6, 0, 7], split.Test.ToArray());
        Assert.Throws<ArgumentException>(() => Splits.ByTime([1, 2, 2, 2], 0.5));
        Assert.Throws<ArgumentException>(() => Splits.ByTime([1, double.NaN, 2, 2], 0.5));
    }

    [Property]
    public void Folds_test_on_every_row_once_and_their_sizes_differ_by_one(PositiveInt count, long seed)
    {
        int rows = count.Get + 5;
        IReadOnlyList<Split> folds = Folds.KFold(rows, 5, seed);
        Assert.Equal(Enumerable.Range(0, rows), folds.SelectMany(fold => fold.Test.ToArray()).Order());
        Assert.All(folds, fold => Assert.Equal(Enumerable.Range(0, rows), fold.Train.ToArray().Concat(fold.Test.ToArray()).Order()));
        Assert.InRange(folds.Max(fold => fold.Test.Length) - folds.Min(fold => fold.Test.Length), 0, 1);
    }

    [Property]
    public void Stratified_folds_hold_equally_many_of_each_label(NonEmptyArray<byte> drawn, long seed)
    {
        int[] labels = [.. drawn.Get.Select(label => label % 3), 0, 1, 2];
        IReadOnlyList<Split> folds = Folds.Stratified<int>(labels, 3, seed);
        Assert.Equal(Enumerable.Range(0, labels.Length), folds.SelectMany(fold => fold.Test.ToArray()).Order());
        for (int label = 0; label < 3; label++)
        {
            int[] counts = [.. folds.Select(fold => fold.Test.ToArray().Count(row => labels[row] == label))];
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }

        Assert.InRange(folds.Max(fold => fold.Test.Length) - folds.Min(fold => fold.Test.Length), 0, 1);
    }

    [Property]
    public void Folds_of_groups_divide_no_group(NonEmptyArray<byte> drawn, long seed)
    {
        int[] groups = [.. drawn.Get.Select(group => group % 9), 9, 10, 11];
        IReadOnlyList<Split> folds = Folds.ByGroup<int>(groups, 3, seed);
        Assert.Equal(Enumerable.Range(0, groups.Length), folds.SelectMany(fold => fold.Test.ToArray()).Order());
        Assert.All(folds, fold => Assert.Empty(fold.Train.ToArray().Select(row => groups[row]).Intersect(fold.Test.ToArray().Select(row => groups[row]))));
        Assert.All(folds, fold => Assert.NotEqual(0, fold.Test.Length));
    }

    [Fact]
    public void Origins_roll_forward_with_a_gap_and_a_limit()
    {
        IReadOnlyList<Split> folds = Folds.RollingOrigin(12, new RollingPlan { Folds = 3, TestSize = 2, Gap = 1, LargestTrain = 4 });
        Assert.Equal(
            ["1 2 3 4|6 7", "3 4 5 6|8 9", "5 6 7 8|10 11"],
            folds.Select(fold => $"{string.Join(' ', fold.Train.ToArray())}|{string.Join(' ', fold.Test.ToArray())}"));
        Assert.Contains(
            "too few",
            Assert.Throws<ArgumentException>(() => Folds.RollingOrigin(6, new RollingPlan { Folds = 3, TestSize = 2 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_and_folds_that_leave_a_side_without_a_row_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Splits.Random(10, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Splits.Random(10, 1.2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Splits.Random(10, double.NaN, 1));
        Assert.Contains("leaves 0 to test on", Assert.Throws<ArgumentOutOfRangeException>(() => Splits.Random(3, 0.1, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Folds.KFold(10, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Folds.KFold(3, 4, 1));
        Assert.Throws<ArgumentException>(() => Splits.ByGroup<int>([1, 1, 1], 0.5, 1));
    }
}
