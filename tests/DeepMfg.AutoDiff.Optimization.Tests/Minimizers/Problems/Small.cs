namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers.Problems;

/// <summary>Functions of two, three or four parameters.</summary>
internal static class Small
{
    internal static void Helical(ReadOnlySpan<double> x, Span<double> r)
    {
        double turns = (Math.Atan(x[1] / x[0]) / (2 * Math.PI)) + (x[0] < 0 ? 0.5 : 0);
        r[0] = 10 * (x[2] - (10 * turns));
        r[1] = 10 * (double.Hypot(x[0], x[1]) - 1);
        r[2] = x[2];
    }

    internal static void HelicalJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        double square = (x[0] * x[0]) + (x[1] * x[1]), length = Math.Sqrt(square);
        double turn = 100 / (2 * Math.PI * square);
        ((double[])[turn * x[1], -turn * x[0], 10, 10 * x[0] / length, 10 * x[1] / length, 0, 0, 0, 1]).CopyTo(j);
    }

    internal static void PowellBadlyScaled(ReadOnlySpan<double> x, Span<double> r)
    {
        r[0] = (1e4 * x[0] * x[1]) - 1;
        r[1] = Math.Exp(-x[0]) + Math.Exp(-x[1]) - 1.0001;
    }

    internal static void PowellBadlyScaledJacobian(ReadOnlySpan<double> x, Span<double> j) =>
        ((double[])[1e4 * x[1], 1e4 * x[0], -Math.Exp(-x[0]), -Math.Exp(-x[1])]).CopyTo(j);

    internal static void BrownBadlyScaled(ReadOnlySpan<double> x, Span<double> r)
    {
        r[0] = x[0] - 1e6;
        r[1] = x[1] - 2e-6;
        r[2] = (x[0] * x[1]) - 2;
    }

    internal static void BrownBadlyScaledJacobian(ReadOnlySpan<double> x, Span<double> j) => ((double[])[1, 0, 0, 1, x[1], x[0]]).CopyTo(j);

    internal static void Beale(ReadOnlySpan<double> x, Span<double> r)
    {
        ReadOnlySpan<double> y = [1.5, 2.25, 2.625];
        for (int i = 0; i < 3; i++)
        {
            r[i] = y[i] - (x[0] * (1 - Math.Pow(x[1], i + 1)));
        }
    }

    internal static void BealeJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        for (int i = 0; i < 3; i++)
        {
            j[2 * i] = Math.Pow(x[1], i + 1) - 1;
            j[(2 * i) + 1] = x[0] * (i + 1) * Math.Pow(x[1], i);
        }
    }

    internal static void Wood(ReadOnlySpan<double> x, Span<double> r)
    {
        r[0] = 10 * (x[1] - (x[0] * x[0]));
        r[1] = 1 - x[0];
        r[2] = Math.Sqrt(90) * (x[3] - (x[2] * x[2]));
        r[3] = 1 - x[2];
        r[4] = Math.Sqrt(10) * (x[1] + x[3] - 2);
        r[5] = (x[1] - x[3]) / Math.Sqrt(10);
    }

    internal static void WoodJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        (double ten, double ninety) = (Math.Sqrt(10), Math.Sqrt(90));
        ((double[])
        [
            -20 * x[0], 10, 0, 0,
            -1, 0, 0, 0,
            0, 0, -2 * ninety * x[2], ninety,
            0, 0, -1, 0,
            0, ten, 0, ten,
            0, 1 / ten, 0, -1 / ten,
        ]).CopyTo(j);
    }
}
