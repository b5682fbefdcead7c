namespace DeepMfg.AutoDiff.Learning.Tests.Random;

public sealed class PhiloxTests
{
    /// <summary>The known answers that the authors of Philox publish with Random123.</summary>
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void A_block_is_that_of_the_known_answers(string counter, string key, string expected)
    {
        uint[] c = Words(counter), k = Words(key), e = Words(expected);
        PhiloxBlock block = new PhiloxBlock(c[0], c[1], c[2], c[3]).Encrypted(k[0] | ((ulong)k[1] << 32));
        Assert.Equal(new PhiloxBlock(e[0], e[1], e[2], e[3]), block);
    }

    [Fact]
    public void Seed_stream_and_position_give_the_number()
    {
        var random = new Philox(seed: 5, stream: 3);
        ulong[] drawn = [.. Enumerable.Range(0, 9).Select(_ => random.NextBits())];
        Assert.Equal(9ul, random.Position);
        Assert.Equal(drawn, Enumerable.Range(0, 9).Select(i => Philox.Bits(5, 3, (ulong)i)));
        random.Position = 4;
        Assert.Equal(drawn[4], random.NextBits());
        Assert.DoesNotContain(new Philox(5, 2).NextBits(), drawn);
        Assert.DoesNotContain(new Philox(6, 3).NextBits(), drawn);
    }

    [Fact]
    public void Every_kind_of_number_takes_one_position()
    {
        var random = new Philox(1);
        random.NextDouble();
        random.NextSingle();
        random.NextBelow(6);
        random.NextNormal();
        Assert.Equal(4ul, random.Position);
    }

    /// <summary>What one machine drew: where another draws other bits, this fails there.</summary>
    [Fact]
    public void The_bits_are_the_same_on_every_machine()
    {
        var random = new Philox(2026, 11);
        ulong hash = 14695981039346656037;
        for (int i = 0; i < 10_000; i++)
        {
            hash = (hash ^ BitConverter.DoubleToUInt64Bits(random.NextDouble())) * 1099511628211;
            hash = (hash ^ BitConverter.DoubleToUInt64Bits(random.NextNormal())) * 1099511628211;
            hash = (hash ^ BitConverter.SingleToUInt32Bits(random.NextSingle())) * 1099511628211;
        }

        Assert.Equal(6931881711207858155ul, hash);
    }

    [Fact]
    public void Uniform_numbers_fill_their_bins_evenly()
    {
        var random = new Philox(3);
        var doubles = new int[100];
        var singles = new int[100];
        var below = new int[100];
        for (int i = 0; i < 100_000; i++)
        {
            doubles[(int)(random.NextDouble() * 100)]++;
            singles[(int)(random.NextSingle() * 100)]++;
            below[random.NextBelow(100)]++;
        }

        Assert.All([doubles, singles, below], bins => Assert.InRange(bins.Sum(n => (n - 1000.0) * (n - 1000.0) / 1000), 57, 154));
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.6, 0.2533471031357997)]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.075, -1.4395314709384563)]
    [InlineData(0.9, 1.2815515655446004)]
    [InlineData(1e-3, -3.090232306167813)]
    [InlineData(1e-9, -5.9978070150076865)]
    [InlineData(1e-12, -7.034483825301131)]
    [InlineData(5.551115123125783e-17, -8.292361075813597)]
    public void Quantiles_of_the_normal_distribution_are_those_of_SciPy(double p, double expected) =>
        Assert.Equal(expected, NormalQuantile.Of(p), 4e-15 * Math.Max(1, Math.Abs(expected)));

    [Fact]
    public void The_own_logarithm_is_the_platforms_but_for_its_last_bits()
    {
        var random = new Philox(4);
        for (int i = 0; i < 10_000; i++)
        {
            double x = random.NextDouble() * Math.Pow(2, -random.NextBelow(60)) + double.Epsilon + 1e-300;
            double expected = Math.Log(x);
            Assert.Equal(expected, NormalQuantile.Log(x), 3e-16 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Fact]
    public void Normal_numbers_have_mean_zero_and_deviation_one()
    {
        var random = new Philox(5);
        double[] drawn = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextNormal())];
        Assert.Equal(0, drawn.Average(), 0.01);
        Assert.Equal(1, drawn.Average(x => x * x), 0.02);
        Assert.Equal(3, drawn.Average(x => x * x * x * x), 0.1);
    }

    [Fact]
    public void All_orders_of_four_are_as_likely()
    {
        var random = new Philox(6);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            string order = string.Concat(random.Permutation(4));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.InRange(counts.Values.Sum(n => (n - 1000.0) * (n - 1000.0) / 1000), 6, 52);
    }

    [Fact]
    public void A_bound_that_is_not_positive_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Philox(1).NextBelow(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Philox(1).Permutation(-1));
    }

    private static uint[] Words(string text) => [.. text.Split(' ').Select(word => Convert.ToUInt32(word, 16))];
}
