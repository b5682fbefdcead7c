using DeepMfg.AutoDiff.Corpus;
using DeepMfg.AutoDiff.Corpus.Arrays;

namespace DeepMfg.AutoDiff.Tests;

/// <summary>Methods of this assembly that call marked methods of another one.</summary>
public static partial class LibraryCalls
{
    [Differentiable]
    public static double Repeated(double x, double y)
    {
        double s = x;
        for (int i = 0; i < 3; i++) s += Calls.Marked(0.3 * s, y) * 0.1;
        return s;
    }

    [Differentiable]
    public static double OfArrays(double[] v, double y)
    {
        double[] scaled = new double[v.Length];
        for (int i = 0; i < v.Length; i++) scaled[i] = v[i] * y;
        return TimeStepping.Kalman(scaled) * y;
    }
}

/// <summary>What a library has generated derives calls of its marked methods, where their source is not at hand.</summary>
public class LibraryCallTests
{
    [Fact]
    public void Both_modes_go_through_marked_methods_of_a_library()
    {
        (double value, (double x, double y) gradient) = LibraryCalls.RepeatedValueAndGradient(0.7, 1.2);

        Assert.Equal(LibraryCalls.Repeated(0.7, 1.2), value);
        Assert.Equal(Slope(x => LibraryCalls.Repeated(x, 1.2), 0.7), gradient.x, 1e-8);
        Assert.Equal(Slope(y => LibraryCalls.Repeated(0.7, y), 1.2), gradient.y, 1e-8);
        Assert.Equal(gradient.x - 2 * gradient.y, LibraryCalls.RepeatedJvp(0.7, 1.2, 1, -2).Tangent, 1e-12);
    }

    [Fact]
    public void Arrays_are_handed_to_them_with_their_cotangents()
    {
        double[] v = [0.5, -1.5, 2];
        (_, (double[] v, double y) gradient) = LibraryCalls.OfArraysValueAndGradient(v, 0.8);

        for (int i = 0; i < v.Length; i++)
        {
            int k = i;
            Assert.Equal(Slope(e => LibraryCalls.OfArrays([.. v.Select((old, j) => j == k ? e : old)], 0.8), v[k]), gradient.v[k], 1e-8);
        }

        Assert.Equal(Slope(y => LibraryCalls.OfArrays(v, y), 0.8), gradient.y, 1e-8);
    }

    private static double Slope(Func<double, double> f, double x)
    {
        const double h = 1e-3;
        return ((8 * (f(x + h) - f(x - h))) - (f(x + (2 * h)) - f(x - (2 * h)))) / (12 * h);
    }
}
