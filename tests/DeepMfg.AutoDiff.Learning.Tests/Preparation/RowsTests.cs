using DeepMfg.AutoDiff.Testing;

namespace DeepMfg.AutoDiff.Learning.Tests.Preparation;

public sealed class RowsTests
{
    private static Rows Numbered(int count) =>
        Rows.Of([.. Enumerable.Range(0, 3 * count).Select(i => (float)i)], 3, [.. Enumerable.Range(0, count).Select(i => (float)i)]);

    [Fact]
    public void Rows_are_made_of_arrays()
    {
        float[,] x = { { 0, 0 }, { 0, 1 }, { 1, 0 } };
        Rows rows = Rows.Of(x, 0, 1, 1);
        Assert.Equal((3, 2, 1), (rows.Count, rows.Width, rows.TargetWidth));
        Assert.Equal([0, 1], rows[1].ToArray());
        Assert.Equal([1, 0, 0, 0], rows.Take(2, 0).Values.ToArray());
        Assert.Equal([1, 0], rows.Take(2, 0).Targets.ToArray());
        Assert.Equal([2, 0], rows.Take(2, 0).Source.ToArray());
        Assert.Equal(0, Rows.Of(x).TargetWidth);
        Assert.Equal(2, Rows.Of([1.0, 2, 3, 4], 2).Count);
    }

    [Fact]
    public void What_does_not_fit_or_is_not_finite_is_refused()
    {
        float[,] x = { { 0, 0 }, { 0, float.NaN } };
        Assert.Contains("features of row 1", Assert.Throws<ArgumentException>(() => Rows.Of(x)).Message, StringComparison.Ordinal);
        x[1, 1] = 0;
        Assert.Contains("3 targets do not fit 2 rows", Assert.Throws<ArgumentException>(() => Rows.Of(x, 1, 2, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("targets of row 1", Assert.Throws<ArgumentException>(() => Rows.Of(x, 1, float.PositiveInfinity)).Message, StringComparison.Ordinal);
        Assert.Contains("3 features", Assert.Throws<ArgumentException>(() => Rows.Of([1f, 2, 3], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("1 weights", Assert.Throws<ArgumentException>(() => Rows.Of(x).WithWeights(1f)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_epoch_goes_through_every_row_once_in_an_order_of_its_own()
    {
        Rows rows = Numbered(103);
        Batches<float> batches = rows.InBatches(10, seed: 1);
        List<int> first = Order(batches, 0), second = Order(batches, 1);
        Assert.Equal(11, batches.Count);
        Assert.Equal(Enumerable.Range(0, 103), first.Order());
        Assert.Equal(Enumerable.Range(0, 103), second.Order());
        Assert.NotEqual(first, second);
        Assert.Equal(first, Order(rows.InBatches(7, seed: 1), 0));
        Assert.NotEqual(first, Order(rows.InBatches(10, seed: 2), 0));
    }

    [Fact]
    public void A_batch_holds_the_features_targets_and_weights_of_its_rows()
    {
        Rows rows = Numbered(23).WithWeights([.. Enumerable.Range(0, 23).Select(i => i / 2f)]);
        foreach (Batch<float> batch in rows.InBatches(5, seed: 3).Epoch(2))
        {
            for (int i = 0; i < batch.Count; i++)
            {
                int row = batch.Rows[i];
                Assert.Equal(rows[row].ToArray(), batch.Values.Slice(3 * i, 3).ToArray());
                Assert.Equal((row, row / 2f), (batch.Targets[i], batch.Weights[i]));
            }
        }
    }

    [Fact]
    public void In_their_own_order_rows_are_read_where_they_are()
    {
        Rows rows = Numbered(23);
        int from = 0;
        foreach (Batch<float> batch in rows.InBatches(5).Epoch(0))
        {
            Assert.True(batch.Values.Overlaps(rows.Values, out int offset) && offset == -3 * from);
            Assert.Equal(Math.Min(5, 23 - from), batch.Count);
            from += batch.Count;
        }

        Assert.Equal(23, from);
    }

    [Fact]
    public void Going_through_epochs_allocates_nothing()
    {
        Batches<float> batches = Numbered(103).WithWeights(new float[103]).InBatches(10, seed: 1);
        double sum = Sum(batches, 0);
        Assert.Equal(102.0 * 103 / 2, sum);
        Assert.Equal(0, Allocations.Of(() =>
        {
            sum = 0;
            for (int epoch = 1; epoch < 20; epoch++)
            {
                sum += Sum(batches, epoch);
            }
        }));
        Assert.Equal(19.0 * 102 * 103 / 2, sum);

        static double Sum(Batches<float> batches, int epoch)
        {
            double sum = 0;
            foreach (Batch<float> batch in batches.Epoch(epoch))
            {
                foreach (float target in batch.Targets)
                {
                    sum += target;
                }
            }

            return sum;
        }
    }

    [Fact]
    public void Class_weights_make_every_class_weigh_the_same()
    {
        Rows rows = Rows.Of(new float[10, 1], 0, 0, 0, 0, 0, 0, 0, 1, 1, 2);
        Rows weighted = rows.WithWeights(ClassWeights.Balanced(rows));
        for (int label = 0; label < 3; label++)
        {
            Assert.Equal(10.0 / 3, Enumerable.Range(0, 10).Where(row => rows.Targets[row] == label).Sum(row => (double)weighted.Weights[row]), 1e-5);
        }

        Assert.Contains(
            "3 is none of the classes 0, 1, 2",
            Assert.Throws<ArgumentException>(() => ClassWeights.Balanced(rows).WeightOf(3)).Message, StringComparison.Ordinal);
        Assert.Equal(2, ClassWeights.Of((0, 1), (1, 2)).WeightOf(1));
        Assert.Throws<ArgumentException>(() => ClassWeights.Balanced([]));
    }

    private static List<int> Order(Batches<float> batches, int epoch)
    {
        var order = new List<int>();
        foreach (Batch<float> batch in batches.Epoch(epoch))
        {
            order.AddRange(batch.Rows);
        }

        return order;
    }
}
