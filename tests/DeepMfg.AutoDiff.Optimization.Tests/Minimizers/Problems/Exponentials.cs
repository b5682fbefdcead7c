namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers.Problems;

/// <summary>Functions that fit curves, a residual for each point of time.</summary>
internal static class Exponentials
{
    private static readonly double[] s_gaussian =
        [0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989, 0.3521, 0.2420, 0.1295, 0.0540, 0.0175, 0.0044, 0.0009];

    internal static void Biggs(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double t = 0.1 * (i + 1), y = Math.Exp(-t) - (5 * Math.Exp(-10 * t)) + (3 * Math.Exp(-4 * t));
            r[i] = (x[2] * Math.Exp(-t * x[0])) - (x[3] * Math.Exp(-t * x[1])) + (x[5] * Math.Exp(-t * x[4])) - y;
        }
    }

    internal static void BiggsJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        for (int i = 0; i < j.Length / 6; i++)
        {
            double t = 0.1 * (i + 1), a = Math.Exp(-t * x[0]), b = Math.Exp(-t * x[1]), c = Math.Exp(-t * x[4]);
            ((double[])[-t * x[2] * a, t * x[3] * b, a, -b, -t * x[5] * c, c]).CopyTo(j.Slice(6 * i, 6));
        }
    }

    internal static void Gaussian(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double off = ((7 - i) / 2.0) - x[2];
            r[i] = (x[0] * Math.Exp(-x[1] * off * off / 2)) - s_gaussian[i];
        }
    }

    internal static void GaussianJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        for (int i = 0; i < j.Length / 3; i++)
        {
            double off = ((7 - i) / 2.0) - x[2], e = Math.Exp(-x[1] * off * off / 2);
            ((double[])[e, -x[0] * e * off * off / 2, x[0] * e * x[1] * off]).CopyTo(j.Slice(3 * i, 3));
        }
    }

    internal static void Box(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double t = 0.1 * (i + 1);
            r[i] = Math.Exp(-t * x[0]) - Math.Exp(-t * x[1]) - (x[2] * (Math.Exp(-t) - Math.Exp(-10 * t)));
        }
    }

    internal static void BoxJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        for (int i = 0; i < j.Length / 3; i++)
        {
            double t = 0.1 * (i + 1);
            ((double[])[-t * Math.Exp(-t * x[0]), t * Math.Exp(-t * x[1]), Math.Exp(-10 * t) - Math.Exp(-t)]).CopyTo(j.Slice(3 * i, 3));
        }
    }

    internal static void BrownDennis(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double t = (i + 1) / 5.0, a = x[0] + (t * x[1]) - Math.Exp(t), b = x[2] + (x[3] * Math.Sin(t)) - Math.Cos(t);
            r[i] = (a * a) + (b * b);
        }
    }

    internal static void BrownDennisJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        for (int i = 0; i < j.Length / 4; i++)
        {
            double t = (i + 1) / 5.0, a = x[0] + (t * x[1]) - Math.Exp(t), b = x[2] + (x[3] * Math.Sin(t)) - Math.Cos(t);
            ((double[])[2 * a, 2 * a * t, 2 * b, 2 * b * Math.Sin(t)]).CopyTo(j.Slice(4 * i, 4));
        }
    }

    internal static void Gulf(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double t = (i + 1) / 100.0, y = 25 + Math.Pow(-50 * Math.Log(t), 2 / 3.0);
            r[i] = Math.Exp(-Math.Pow(Math.Abs(y - x[1]), x[2]) / x[0]) - t;
        }
    }

    internal static void GulfJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        for (int i = 0; i < j.Length / 3; i++)
        {
            double t = (i + 1) / 100.0, off = 25 + Math.Pow(-50 * Math.Log(t), 2 / 3.0) - x[1];
            double power = Math.Pow(Math.Abs(off), x[2]), e = Math.Exp(-power / x[0]);
            double byOff = x[2] * power / off;
            ((double[])[e * power / (x[0] * x[0]), e * byOff / x[0], -e * power * Math.Log(Math.Abs(off)) / x[0]]).CopyTo(j.Slice(3 * i, 3));
        }
    }
}
