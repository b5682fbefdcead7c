namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers.Problems;

/// <summary>Functions of any number of parameters.</summary>
internal static partial class Variable
{
    private static readonly double s_root = Math.Sqrt(1e-5);

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] Dimensioned(ReadOnlySpan<double> x)
    {
        double[] r = new double[x.Length + 2];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = x[i] - 1;
            sum += (i + 1) * (x[i] - 1);
        }

        (r[^2], r[^1]) = (sum, sum * sum);
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] Watson(ReadOnlySpan<double> x)
    {
        double[] r = new double[31];
        for (int i = 0; i < 29; i++)
        {
            (double sum, double slope, double t, double power) = (0, 0, (i + 1) / 29.0, 1);
            for (int k = 0; k < x.Length; k++, power *= t)
            {
                sum += x[k] * power;
                slope += k * x[k] * power / t;
            }

            r[i] = slope - (sum * sum) - 1;
        }

        (r[29], r[30]) = (x[0], x[1] - (x[0] * x[0]) - 1);
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] PenaltyOne(ReadOnlySpan<double> x)
    {
        double[] r = new double[x.Length + 1];
        r[^1] = -0.25;
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = s_root * (x[i] - 1);
            r[^1] += x[i] * x[i];
        }
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] PenaltyTwo(ReadOnlySpan<double> x)
    {
        double[] r = new double[2 * x.Length];
        int n = x.Length;
        (r[0], r[^1]) = (x[0] - 0.2, -1);
        for (int i = 1; i < n; i++)
        {
            double y = Math.Exp((i + 1) / 10.0) + Math.Exp(i / 10.0);
            r[i] = s_root * (Math.Exp(x[i] / 10) + Math.Exp(x[i - 1] / 10) - y);
            r[n + i - 1] = s_root * (Math.Exp(x[i] / 10) - Math.Exp(-0.1));
        }

        for (int i = 0; i < n; i++)
        {
            r[^1] += (n - i) * x[i] * x[i];
        }
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] Trigonometric(ReadOnlySpan<double> x)
    {
        double[] r = new double[x.Length];
        double sum = x.Length;
        foreach (double xi in x)
        {
            sum -= Math.Cos(xi);
        }

        for (int i = 0; i < x.Length; i++)
        {
            r[i] = sum + ((i + 1) * (1 - Math.Cos(x[i]))) - Math.Sin(x[i]);
        }
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] Rosenbrock(ReadOnlySpan<double> x)
    {
        double[] r = new double[x.Length];
        for (int i = 0; i < x.Length; i += 2)
        {
            r[i] = 10 * (x[i + 1] - (x[i] * x[i]));
            r[i + 1] = 1 - x[i];
        }
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] Powell(ReadOnlySpan<double> x)
    {
        double[] r = new double[x.Length];
        for (int i = 0; i < x.Length; i += 4)
        {
            r[i] = x[i] + (10 * x[i + 1]);
            r[i + 1] = Math.Sqrt(5) * (x[i + 2] - x[i + 3]);
            r[i + 2] = (x[i + 1] - (2 * x[i + 2])) * (x[i + 1] - (2 * x[i + 2]));
            r[i + 3] = Math.Sqrt(10) * (x[i] - x[i + 3]) * (x[i] - x[i + 3]);
        }
        return r;
    }

    [Differentiable(Produce = Derivatives.Jacobian)]
    internal static double[] Chebyquad(ReadOnlySpan<double> x)
    {
        double[] r = new double[x.Length];
        for (int i = 1; i <= r.Length; i++)
        {
            r[i - 1] = i % 2 == 0 ? 1 / ((i * (double)i) - 1) : 0;
        }

        foreach (double xj in x)
        {
            double z = (2 * xj) - 1;
            (double before, double now) = (1, z);
            for (int i = 0; i < r.Length; i++)
            {
                r[i] += now / x.Length;
                (before, now) = (now, (2 * z * now) - before);
            }
        }
        return r;
    }
}
