namespace DeepMfg.AutoDiff.Tests;

/// <summary>Gradients of every shape that is generated, compared with differences.</summary>
public sealed class GradientShapeTests
{
    [Fact]
    public void Numbers_of_single_precision_are_checked_as_far_as_they_go()
    {
        Assert.True(GradientCheck.Of((float x) => x * x * x, 1.5f, 6.75f).Passed);
        Assert.False(GradientCheck.Of((float x) => x * x * x, 1.5f, 6.9f).Passed);
        Assert.True(GradientCheck.Of(Mixed, (2f, 3.0), (3f, 2.0)).Passed);
        Assert.False(GradientCheck.Of(Mixed, (2f, 3.0), (3f, 2.1)).Passed);

        static double Mixed(float x, double y) => x * y;
    }

    [Fact]
    public void Arrays_beside_numbers_are_checked_element_by_element_in_the_order_of_the_parameters()
    {
        double[] w = [1, -2];
        double[][] rows = [[3, 4], [5]];
        double[,] table = { { 1, 2, 3 } };
        GradientCheck check = GradientCheck.Of(Sum, (w, 2.0, rows, table), ([2.0, 2], -1.0, [[1.0, 1], [2]], new double[,] { { 5, 6, 7 } }));

        Assert.Equal(
            ["w[0]", "w[1]", "factor", "rows[0][0]", "rows[0][1]", "rows[1][0]", "table[0, 0]", "table[0, 1]", "table[0, 2]"],
            check.Entries.Select(entry => entry.Name));
        GradientEntry wrong = Assert.Single(check.Entries, entry => entry.Agreement == GradientAgreement.Disagrees);
        Assert.Equal("rows[1][0]", wrong.Name);
        Assert.Equal(check.Entries.Count + 1, check.ToString().Split(Environment.NewLine).Length);
        Assert.Contains("rows[1][0]", check.ToString().Split(Environment.NewLine)[6], StringComparison.Ordinal);

        static double Sum(double[] w, double factor, double[][] rows, double[,] table) =>
            (factor * w.Sum()) + rows.Sum(row => row.Sum()) + (5 * table[0, 0]) + (6 * table[0, 1]) + (7 * table[0, 2]);
    }

    [Fact]
    public void Constants_stay_in_a_lambda()
    {
        Assert.True(GradientCheck.Of((x, y) => Power(x, y, 3), (2.0, 5.0), (60.0, 8.0)).Passed);
        Assert.True(GradientCheck.Of((float[] x) => x[0] * x[1], [2f, 3f], [3f, 2f]).Passed);
        Assert.True(GradientCheck.Of((a, b, c, d, e, f, g) => a + (2 * b) + c + d + e + f + (g * g), (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0), (1.0, 2.0, 1.0, 1.0, 1.0, 1.0, 4.0)).Passed);

        static double Power(double x, double y, int n) => Math.Pow(x, n) * y;
    }

    [Fact]
    public void What_has_another_shape_or_no_numbers_is_refused()
    {
        ArgumentException shape = Assert.Throws<ArgumentException>(
            () => GradientCheck.Of((double[] w, double x) => w[0] * x, ([1.0, 2.0], 1.0), ([1.0], 1.0)));
        Assert.Contains("must have the shape of w", shape.Message, StringComparison.Ordinal);
        NotSupportedException other = Assert.Throws<NotSupportedException>(() => GradientCheck.Of((string s, double x) => x, ("a", 1.0), ("a", 1.0)));
        Assert.Contains("System.String is no number", other.Message, StringComparison.Ordinal);
    }
}
