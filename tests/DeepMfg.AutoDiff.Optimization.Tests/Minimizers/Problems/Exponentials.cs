namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers.Problems;

/// <summary>Functions that fit curves, a residual for each point of time.</summary>
internal static partial class Exponentials
{
    private static readonly double[] s_gaussian =
        [0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989, 0.3521, 0.2420, 0.1295, 0.0540, 0.0175, 0.0044, 0.0009];

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] Biggs(ReadOnlySpan<double> x)
    {
        double[] r = new double[13];
        for (int i = 0; i < r.Length; i++)
        {
            double t = 0.1 * (i + 1), y = Math.Exp(-t) - (5 * Math.Exp(-10 * t)) + (3 * Math.Exp(-4 * t));
            r[i] = (x[2] * Math.Exp(-t * x[0])) - (x[3] * Math.Exp(-t * x[1])) + (x[5] * Math.Exp(-t * x[4])) - y;
        }
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] Gaussian(ReadOnlySpan<double> x)
    {
        double[] r = new double[15];
        for (int i = 0; i < r.Length; i++)
        {
            double off = ((7 - i) / 2.0) - x[2];
            r[i] = (x[0] * Math.Exp(-x[1] * off * off / 2)) - s_gaussian[i];
        }
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] Box(ReadOnlySpan<double> x)
    {
        double[] r = new double[10];
        for (int i = 0; i < r.Length; i++)
        {
            double t = 0.1 * (i + 1);
            r[i] = Math.Exp(-t * x[0]) - Math.Exp(-t * x[1]) - (x[2] * (Math.Exp(-t) - Math.Exp(-10 * t)));
        }
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] BrownDennis(ReadOnlySpan<double> x)
    {
        double[] r = new double[20];
        for (int i = 0; i < r.Length; i++)
        {
            double t = (i + 1) / 5.0, a = x[0] + (t * x[1]) - Math.Exp(t), b = x[2] + (x[3] * Math.Sin(t)) - Math.Cos(t);
            r[i] = (a * a) + (b * b);
        }
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] Gulf(ReadOnlySpan<double> x)
    {
        double[] r = new double[99];
        for (int i = 0; i < r.Length; i++)
        {
            double t = (i + 1) / 100.0, y = 25 + Math.Pow(-50 * Math.Log(t), 2 / 3.0);
            r[i] = Math.Exp(-Math.Pow(Math.Abs(y - x[1]), x[2]) / x[0]) - t;
        }
        return r;
    }
}
