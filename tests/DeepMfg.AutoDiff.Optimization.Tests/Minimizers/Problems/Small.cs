namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers.Problems;

/// <summary>Functions of two, three or four parameters.</summary>
internal static partial class Small
{
    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] Helical(ReadOnlySpan<double> x)
    {
        double[] r = new double[3];
        double turns = (Math.Atan(x[1] / x[0]) / (2 * Math.PI)) + (x[0] < 0 ? 0.5 : 0);
        r[0] = 10 * (x[2] - (10 * turns));
        r[1] = 10 * (double.Hypot(x[0], x[1]) - 1);
        r[2] = x[2];
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] PowellBadlyScaled(ReadOnlySpan<double> x)
    {
        double[] r = new double[2];
        r[0] = (1e4 * x[0] * x[1]) - 1;
        r[1] = Math.Exp(-x[0]) + Math.Exp(-x[1]) - 1.0001;
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] BrownBadlyScaled(ReadOnlySpan<double> x)
    {
        double[] r = new double[3];
        r[0] = x[0] - 1e6;
        r[1] = x[1] - 2e-6;
        r[2] = (x[0] * x[1]) - 2;
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] Beale(ReadOnlySpan<double> x)
    {
        double[] r = new double[3];
        ReadOnlySpan<double> y = [1.5, 2.25, 2.625];
        for (int i = 0; i < 3; i++)
        {
            r[i] = y[i] - (x[0] * (1 - Math.Pow(x[1], i + 1)));
        }
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] Wood(ReadOnlySpan<double> x)
    {
        double[] r = new double[6];
        r[0] = 10 * (x[1] - (x[0] * x[0]));
        r[1] = 1 - x[0];
        r[2] = Math.Sqrt(90) * (x[3] - (x[2] * x[2]));
        r[3] = 1 - x[2];
        r[4] = Math.Sqrt(10) * (x[1] + x[3] - 2);
        r[5] = (x[1] - x[3]) / Math.Sqrt(10);
        return r;
    }
}
