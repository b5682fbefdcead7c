namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers.Problems;

/// <summary>Functions of any number of parameters.</summary>
internal static class Variable
{
    private static readonly double s_root = Math.Sqrt(1e-5);

    internal static void Dimensioned(ReadOnlySpan<double> x, Span<double> r)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = x[i] - 1;
            sum += (i + 1) * (x[i] - 1);
        }

        (r[^2], r[^1]) = (sum, sum * sum);
    }

    internal static void DimensionedJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        j.Clear();
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (i + 1) * (x[i] - 1);
        }

        for (int i = 0; i < x.Length; i++)
        {
            j[(i * x.Length) + i] = 1;
            j[(x.Length * x.Length) + i] = i + 1;
            j[((x.Length + 1) * x.Length) + i] = 2 * sum * (i + 1);
        }
    }

    internal static void Watson(ReadOnlySpan<double> x, Span<double> r)
    {
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
    }

    internal static void WatsonJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        j.Clear();
        for (int i = 0; i < 29; i++)
        {
            (double sum, double t, double power) = (0, (i + 1) / 29.0, 1);
            for (int k = 0; k < x.Length; k++, power *= t)
            {
                sum += x[k] * power;
            }

            power = 1;
            for (int k = 0; k < x.Length; k++, power *= t)
            {
                j[(i * x.Length) + k] = (k * power / t) - (2 * sum * power);
            }
        }

        j[29 * x.Length] = 1;
        (j[30 * x.Length], j[(30 * x.Length) + 1]) = (-2 * x[0], 1);
    }

    internal static void PenaltyOne(ReadOnlySpan<double> x, Span<double> r)
    {
        r[^1] = -0.25;
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = s_root * (x[i] - 1);
            r[^1] += x[i] * x[i];
        }
    }

    internal static void PenaltyOneJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        j.Clear();
        for (int i = 0; i < x.Length; i++)
        {
            j[(i * x.Length) + i] = s_root;
            j[(x.Length * x.Length) + i] = 2 * x[i];
        }
    }

    internal static void PenaltyTwo(ReadOnlySpan<double> x, Span<double> r)
    {
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
    }

    internal static void PenaltyTwoJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        int n = x.Length;
        j.Clear();
        j[0] = 1;
        for (int i = 1; i < n; i++)
        {
            j[(i * n) + i] = j[((n + i - 1) * n) + i] = s_root * Math.Exp(x[i] / 10) / 10;
            j[(i * n) + i - 1] = s_root * Math.Exp(x[i - 1] / 10) / 10;
        }

        for (int i = 0; i < n; i++)
        {
            j[(((2 * n) - 1) * n) + i] = 2 * (n - i) * x[i];
        }
    }

    internal static void Trigonometric(ReadOnlySpan<double> x, Span<double> r)
    {
        double sum = x.Length;
        foreach (double xi in x)
        {
            sum -= Math.Cos(xi);
        }

        for (int i = 0; i < x.Length; i++)
        {
            r[i] = sum + ((i + 1) * (1 - Math.Cos(x[i]))) - Math.Sin(x[i]);
        }
    }

    internal static void TrigonometricJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        for (int i = 0; i < x.Length; i++)
        {
            for (int k = 0; k < x.Length; k++)
            {
                j[(i * x.Length) + k] = Math.Sin(x[k]) + (i == k ? ((i + 1) * Math.Sin(x[i])) - Math.Cos(x[i]) : 0);
            }
        }
    }

    internal static void Rosenbrock(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < x.Length; i += 2)
        {
            r[i] = 10 * (x[i + 1] - (x[i] * x[i]));
            r[i + 1] = 1 - x[i];
        }
    }

    internal static void RosenbrockJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        j.Clear();
        for (int i = 0; i < x.Length; i += 2)
        {
            j[(i * x.Length) + i] = -20 * x[i];
            j[(i * x.Length) + i + 1] = 10;
            j[((i + 1) * x.Length) + i] = -1;
        }
    }

    internal static void Powell(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < x.Length; i += 4)
        {
            r[i] = x[i] + (10 * x[i + 1]);
            r[i + 1] = Math.Sqrt(5) * (x[i + 2] - x[i + 3]);
            r[i + 2] = (x[i + 1] - (2 * x[i + 2])) * (x[i + 1] - (2 * x[i + 2]));
            r[i + 3] = Math.Sqrt(10) * (x[i] - x[i + 3]) * (x[i] - x[i + 3]);
        }
    }

    internal static void PowellJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        int n = x.Length;
        j.Clear();
        for (int i = 0; i < n; i += 4)
        {
            (double middle, double outer) = (2 * (x[i + 1] - (2 * x[i + 2])), 2 * Math.Sqrt(10) * (x[i] - x[i + 3]));
            (j[(i * n) + i], j[(i * n) + i + 1]) = (1, 10);
            (j[((i + 1) * n) + i + 2], j[((i + 1) * n) + i + 3]) = (Math.Sqrt(5), -Math.Sqrt(5));
            (j[((i + 2) * n) + i + 1], j[((i + 2) * n) + i + 2]) = (middle, -2 * middle);
            (j[((i + 3) * n) + i], j[((i + 3) * n) + i + 3]) = (outer, -outer);
        }
    }

    internal static void Chebyquad(ReadOnlySpan<double> x, Span<double> r)
    {
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
    }

    internal static void ChebyquadJacobian(ReadOnlySpan<double> x, Span<double> j)
    {
        for (int k = 0; k < x.Length; k++)
        {
            double z = (2 * x[k]) - 1;
            (double before, double now, double slopeBefore, double slope) = (1, z, 0, 2);
            for (int i = 0; i < j.Length / x.Length; i++)
            {
                j[(i * x.Length) + k] = slope / x.Length;
                (slopeBefore, slope) = (slope, (4 * now) + (2 * z * slope) - slopeBefore);
                (before, now) = (now, (2 * z * now) - before);
            }
        }
    }
}
