using System.Numerics;

namespace DeepMfg.AutoDiff.Tests.Spans;

public sealed class MatMulTests
{
    [Fact]
    public void A_product_has_the_bits_of_a_plain_loop_with_fused_multiplications() => Draw(200, (random, shape, transposed) =>
    {
        Compare<float>(random, shape, transposed);
        Compare<double>(random, shape, transposed);
    });

    [Fact]
    public void A_product_of_more_than_a_panel_has_them_too()
    {
        var random = new Random(1);
        foreach (Transposed transposed in Enum.GetValues<Transposed>())
        {
            Compare<float>(random, (17, 600, 75), transposed);
            Compare<double>(random, (33, 300, 50), transposed);
        }
    }

    [Fact]
    public void A_dense_layer_is_a_product_and_a_bias_in_each_row()
    {
        float[] y = new float[6];
        Ops.Linear<float>([1, 2, 3, 4], [1, 0, 2, 0, 1, 3], [10, 20, 30], y);
        Assert.Equal([11, 22, 38, 13, 24, 48], y);
    }

    [Theory]
    [InlineData(3, 4, 2, "b")]
    [InlineData(4, 4, 2, "destination")]
    [InlineData(4, 4, 0, "a")]
    [InlineData(4, 4, -1, "a")]
    public void Lengths_that_do_not_fit_are_named(int a, int b, int inner, string parameter)
    {
        var thrown = Assert.Throws<ArgumentException>(() => Ops.MatMul<double>(new double[a == 3 ? 4 : a], new double[a == 3 ? 5 : b], new double[3], inner));
        Assert.Equal(parameter, thrown.ParamName);
    }

    [Fact]
    public void A_destination_in_a_factor_is_refused()
    {
        double[] memory = new double[8], other = new double[4];
        Refused(() => Ops.MatMul<double>(memory.AsSpan(0, 4), other, memory.AsSpan(2, 4), 2));
        Refused(() => Ops.MatMul<double>(other, memory.AsSpan(0, 4), memory.AsSpan(2, 4), 2));
        Refused(() => Ops.Linear<double>(memory.AsSpan(0, 4), other, other.AsSpan(0, 2), memory.AsSpan(2, 4)));

        static void Refused(Action operation) => Assert.Equal("destination", Assert.Throws<ArgumentException>(operation).ParamName);
    }

    [Fact]
    public void In_a_pullback_a_factor_of_zero_wins_over_an_infinite_one()
    {
        double[] bBar = new double[2], aBar = new double[2];
        Pullbacks.MatMulRight<double>([double.PositiveInfinity, 1, 2, 3], [0, 5], bBar, 2, Transposed.None);
        Pullbacks.MatMulLeft<double>([double.NaN, 2], [0], aBar, 2, Transposed.None);
        Assert.Equal([10, 15], bBar);
        Assert.Equal([0, 0], aBar);
    }

    [Fact]
    public void A_product_over_nothing_is_zero()
    {
        double[] c = [1, 2, 3, 4];
        Ops.MatMul<double>([], [], c, 0);
        Assert.Equal([0, 0, 0, 0], c);
        Ops.Linear<double>([], [], [], []);
    }

    private static void Draw(int count, Action<Random, (int, int, int), Transposed> check)
    {
        var random = new Random(2);
        for (int i = 0; i < count; i++)
        {
            check(random, (random.Next(1, 40), random.Next(1, 40), random.Next(1, 80)), (Transposed)random.Next(4));
        }
    }

    private static void Compare<T>(Random random, (int Rows, int Inner, int Columns) shape, Transposed transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int rows, int inner, int columns) = shape;
        T[] a = Numbers(rows * inner), b = Numbers(inner * columns), c = Numbers(rows * columns), sums = [.. c], product = new T[c.Length];
        bool left = transposed is Transposed.Left or Transposed.Both, right = transposed is Transposed.Right or Transposed.Both;
        T[] plain = new T[c.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                for (int k = 0; k < inner; k++)
                {
                    T x = a[left ? k * rows + i : i * inner + k], y = b[right ? j * inner + k : k * columns + j];
                    plain[i * columns + j] = T.FusedMultiplyAdd(x, y, plain[i * columns + j]);
                    sums[i * columns + j] = T.FusedMultiplyAdd(x, y, sums[i * columns + j]);
                }
            }
        }

        Ops.MatMul<T>(a, b, product, inner, transposed);
        Ops.MatMulAdd<T>(a, b, c, inner, transposed);
        Assert.True(plain.AsSpan().SequenceEqual(product), $"{shape} {transposed}");
        Assert.True(sums.AsSpan().SequenceEqual(c), $"{shape} {transposed}, added");

        T[] Numbers(int length) => [.. Enumerable.Range(0, length).Select(_ => SpanOperations.Of<T>(random.NextDouble() - 0.5))];
    }
}
