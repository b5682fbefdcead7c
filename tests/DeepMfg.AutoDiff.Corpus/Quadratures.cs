namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Integrals and differential equations.</summary>
public static partial class Quadratures
{
    private static readonly double[] s_nodes = [0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363];
    private static readonly double[] s_weights = [0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];

    private static double Bell(double x, double rate) => Math.Exp(-rate * x * x);

    /// <summary>Simpson's rule over bounds that move.</summary>
    [Differentiable, Sample(0.2, 1.9, 0.7, 20)]
    public static double Simpson(double from, double to, double rate, int intervals)
    {
        double step = (to - from) / intervals;
        double sum = Bell(from, rate) + Bell(to, rate);
        for (int i = 1; i < intervals; i++)
        {
            sum += (i % 2 == 0 ? 2 : 4) * Bell(from + i * step, rate);
        }

        return sum * step / 3;
    }

    /// <summary>Gauss and Legendre's rule with eight nodes.</summary>
    [Differentiable, Sample(0.2, 1.9)]
    public static double Gauss(double from, double to)
    {
        double middle = 0.5 * (from + to), half = 0.5 * (to - from), sum = 0;
        for (int i = 0; i < s_nodes.Length; i++)
        {
            double offset = half * s_nodes[i];
            sum += s_weights[i] * (Math.Sin(middle + offset) + Math.Sin(middle - offset));
        }

        return sum * half;
    }

    /// <summary>Romberg's first two columns.</summary>
    [Differentiable, Sample(1.4)]
    public static double Romberg(double end)
    {
        double coarse = 0.5 * end * (1 + Bell(end, 1)), previous = coarse, best = coarse;
        int n = 1;
        for (int level = 0; level < 5; level++)
        {
            double step = end / n, sum = 0;
            for (int i = 0; i < n; i++)
            {
                sum += Bell((i + 0.5) * step, 1);
            }

            double fine = 0.5 * (coarse + step * sum);
            double extrapolated = fine + (fine - coarse) / 3;
            best = level == 0 ? extrapolated : extrapolated + (extrapolated - previous) / 15;
            (coarse, previous, n) = (fine, extrapolated, 2 * n);
        }

        return best;
    }

    /// <summary>Runge and Kutta's method for logistic growth.</summary>
    [Differentiable, Sample(0.1, 1.2, 2.0, 25)]
    public static double RungeKutta(double start, double rate, double capacity, int steps)
    {
        double y = start, h = 2.0 / steps;
        for (int i = 0; i < steps; i++)
        {
            double k1 = Slope(y);
            double k2 = Slope(y + 0.5 * h * k1);
            double k3 = Slope(y + 0.5 * h * k2);
            double k4 = Slope(y + h * k3);
            y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }

        return y;

        double Slope(double value) => rate * value * (1 - value / capacity);
    }

    /// <summary>A ball that bounces: an explicit step with an event.</summary>
    [Differentiable, Sample(1.05, 0.8)]
    public static double BouncingBall(double height, double restitution)
    {
        double y = height, v = 0;
        for (int i = 0; i < 90; i++)
        {
            v -= 9.81 * 0.01;
            y += v * 0.01;
            if (y < 0)
            {
                y = -y * restitution;
                v = -v * restitution;
            }
        }

        return y;
    }

    /// <summary>Van der Pol's oscillator by a symplectic step.</summary>
    [Differentiable, Sample(1.5, 0.8, 200)]
    public static (double Position, double Velocity) VanDerPol(double start, double stiffness, int steps)
    {
        double x = start, v = 0;
        for (int i = 0; i < steps; i++)
        {
            v += 0.02 * (stiffness * (1 - x * x) * v - x);
            x += 0.02 * v;
        }

        return (x, v);
    }

    /// <summary>Implicit Euler's step, each solved by Newton.</summary>
    [Differentiable, Sample(1.0, 12.0)]
    public static double ImplicitEuler(double start, double rate)
    {
        double y = start;
        for (int i = 0; i < 10; i++)
        {
            double next = y;
            for (int k = 0; k < 20; k++)
            {
                double residual = next - y + 0.1 * rate * next * next;
                double step = residual / (1 + 0.2 * rate * next);
                next -= step;
                if (Math.Abs(step) < 1e-14) break;
            }

            y = next;
        }

        return y;
    }
}
