namespace DeepMfg.AutoDiff.Tests;

/// <summary>Methods whose companions the tests lay over arguments.</summary>
public static partial class Overlapping
{
    [Differentiable]
    public static double Weighted(ReadOnlySpan<double> w, double[] x, [NoDerivative] double[] rows)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += w[i] * x[i] * rows[i];
        return sum;
    }

    [Differentiable]
    public static void Doubled(double[] x, float[] other)
    {
        for (int i = 0; i < x.Length; i++) x[i] *= 2 + other[i];
    }
}

/// <summary>This project is compiled for debugging, where a buffer of the caller's may not lie where something else lies.</summary>
public class OverlapTests
{
    private readonly double[] _w = [1, 2, 3], _x = [4, 5, 6], _rows = [1, 0, 2], _one = new double[3], _two = new double[3];

    [Fact]
    public void Buffers_of_their_own_are_taken()
    {
        Assert.Equal(40, Overlapping.WeightedValueAndGradient(_w, _x, _rows, _one, _two));
        Assert.Equal([4, 0, 12], _one);
        Assert.Equal(40, Overlapping.WeightedVjp(_w, _x, _rows, 1, _one, _two));
    }

    [Theory]
    [InlineData(0, "wGradient")]
    [InlineData(1, "xGradient")]
    [InlineData(2, "wGradient")]
    [InlineData(3, "xGradient")]
    public void A_gradient_that_lies_over_an_argument_or_another_is_refused_before_anything_is_written(int which, string name)
    {
        (double[] w, double[] x) = which switch { 0 => (_w, _two), 1 => (_one, _w), 2 => (_rows, _two), _ => (_one, _one) };
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Overlapping.WeightedValueAndGradient(_w, _x, _rows, w, x));

        Assert.Equal(name, refused.ParamName);
        Assert.Equal([1, 2, 3], _w);
        Assert.Equal([1, 0, 2], _rows);
    }

    [Fact]
    public void So_are_accumulators_and_the_tangents_of_what_is_written()
    {
        float[] other = [1, 2, 3];
        Assert.Equal("xBar", Assert.Throws<ArgumentException>(() => Overlapping.DoubledVjp(_x, other, _x, new float[3])).ParamName);
        Assert.Equal("xDot", Assert.Throws<ArgumentException>(() => Overlapping.DoubledJvp(_x, other, _x, other)).ParamName);
        Assert.Equal("wBar", Assert.Throws<ArgumentException>(() => Overlapping.WeightedVjp(_w, _x, _rows, 1, _w.AsSpan(), _one)).ParamName);
        Assert.Equal([4, 5, 6], _x);

        // A tangent that is only read may be anything.
        Assert.Equal(80, Overlapping.WeightedJvp(_w, _x, _rows, _w, _x).Tangent);
    }
}
