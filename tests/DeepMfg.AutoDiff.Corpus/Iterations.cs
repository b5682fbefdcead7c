namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Numerical iterations whose trips depend on the values.</summary>
public static partial class Iterations
{
    /// <summary>Newton's square root (Heron).</summary>
    [Differentiable, Sample(2.0), Sample(1e4)]
    public static double Root(double a)
    {
        double x = a;
        while (Math.Abs(x * x - a) > 1e-12 * a)
        {
            x = 0.5 * (x + a / x);
        }

        return x;
    }

    /// <summary>The arithmetic-geometric mean.</summary>
    [Differentiable, Sample(1.0, 3.0), Sample(0.2, 8.0)]
    public static double ArithmeticGeometricMean(double a, double b)
    {
        while (Math.Abs(a - b) > 1e-13 * a)
        {
            (a, b) = (0.5 * (a + b), Math.Sqrt(a * b));
        }

        return a;
    }

    /// <summary>Kepler's equation for the eccentric anomaly.</summary>
    [Differentiable, Sample(1.2, 0.3), Sample(2.8, 0.7)]
    public static double Kepler(double meanAnomaly, double eccentricity)
    {
        double anomaly = meanAnomaly;
        for (int i = 0; i < 50; i++)
        {
            double step = (anomaly - eccentricity * Math.Sin(anomaly) - meanAnomaly) / (1 - eccentricity * Math.Cos(anomaly));
            anomaly -= step;
            if (Math.Abs(step) < 1e-13) break;
        }

        return anomaly;
    }

    /// <summary>The tangent's continued fraction (Lambert), by Lentz' method.</summary>
    [Differentiable, Sample(0.9)]
    public static double ContinuedFraction(double x)
    {
        double f = 1e-30, c = f, d = 0, a = x;
        for (int n = 1; n < 40; n++)
        {
            double b = 2 * n - 1;
            d = 1 / (b + a * d);
            c = b + a / c;
            double change = c * d;
            f *= change;
            a = -x * x;
            if (Math.Abs(change - 1) < 1e-14) return f;
        }

        return f;
    }

    /// <summary>Bisection that halves a few times: the result moves with its bounds.</summary>
    [Differentiable, Sample(0.2, 2.2)]
    public static double Bisection(double low, double high)
    {
        for (int i = 0; i < 6; i++)
        {
            double middle = 0.5 * (low + high);
            if (middle * middle * middle - middle - 0.21 < 0)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return 0.5 * (low + high);
    }

    /// <summary>Golden-section search with a few steps.</summary>
    [Differentiable, Sample(0.1, 3.3)]
    public static double GoldenSection(double low, double high)
    {
        double ratio = (Math.Sqrt(5) - 1) / 2;
        for (int i = 0; i < 7; i++)
        {
            double span = ratio * (high - low);
            double left = high - span, right = low + span;
            if (Math.Cos(left) < Math.Cos(right))
            {
                high = right;
            }
            else
            {
                low = left;
            }
        }

        return 0.5 * (low + high);
    }

    /// <summary>The secant method on a cubic.</summary>
    [Differentiable, Sample(2.0, 5.0)]
    public static double Secant(double p, double q)
    {
        double x0 = 1, x1 = 2;
        double f0 = 1 - p - q;
        for (int i = 0; i < 60; i++)
        {
            double f1 = x1 * x1 * x1 - p * x1 - q;
            if (Math.Abs(f1) < 1e-12) break;
            (x0, x1, f0) = (x1, x1 - f1 * (x1 - x0) / (f1 - f0), f1);
        }

        return x1;
    }

    /// <summary>Lambert's W by Halley's iteration.</summary>
    [Differentiable, Sample(0.8), Sample(12.0)]
    public static double LambertW(double x)
    {
        double w = x < 1 ? x : Math.Log(x);
        double change;
        do
        {
            double e = Math.Exp(w), f = w * e - x;
            change = f / (e * (w + 1) - (w + 2) * f / (2 * w + 2));
            w -= change;
        }
        while (Math.Abs(change) > 1e-12);
        return w;
    }

    /// <summary>The logistic map.</summary>
    [Differentiable, Sample(2.9, 0.4, 25)]
    public static double LogisticMap(double rate, double start, int steps)
    {
        double x = start;
        for (int i = 0; i < steps; i++)
        {
            x = rate * x * (1 - x);
        }

        return x;
    }

    /// <summary>The internal rate of return of a mortgage, by Newton from the payment.</summary>
    [Differentiable, Sample(100_000.0, 900.0)]
    public static double MortgageRate(double loan, double payment)
    {
        double rate = 0.01;
        for (int i = 0; i < 100; i++)
        {
            double growth = Math.Pow(1 + rate, -240);
            double value = payment * (1 - growth) / rate - loan;
            double slope = payment * (240 * growth / (1 + rate) * rate - (1 - growth)) / (rate * rate);
            double step = value / slope;
            rate -= step;
            if (Math.Abs(step) < 1e-15) break;
        }

        return 1200 * rate;
    }

    /// <summary>Steps of gradient descent with a line search that halves.</summary>
    [Differentiable, Sample(0.7, 3.0)]
    public static double DescentWithBacktracking(double start, double curvature)
    {
        double x = start;
        for (int i = 0; i < 5; i++)
        {
            double slope = curvature * x + Math.Cos(x);
            double here = 0.5 * curvature * x * x + Math.Sin(x), step = 1;
            while (true)
            {
                double next = x - step * slope;
                if (0.5 * curvature * next * next + Math.Sin(next) < here - 0.1 * step * slope * slope || step < 1e-3)
                {
                    x = next;
                    break;
                }

                step *= 0.5;
            }
        }

        return x;
    }
}
