namespace DeepMfg.AutoDiff.Benchmarks.HandWritten;

/// <content>Those with three inputs and more, in reverse.</content>
public static partial class Gradients
{
    /// <summary>The terms meet in a sum only: one pass.</summary>
    public static (double Value, (double From, double To, double Rate) Gradient) Simpson(double from, double to, double rate, int intervals)
    {
        double step = (to - from) / intervals;
        double first = Math.Exp(-rate * from * from), last = Math.Exp(-rate * to * to);
        double sum = first + last, third = step / 3;
        double fromBar = -2 * third * rate * from * first, toBar = -2 * third * rate * to * last, stepBar = 0;
        double rateBar = -third * (from * from * first + to * to * last);
        for (int i = 1; i < intervals; i++)
        {
            double x = from + i * step, square = x * x;
            double term = (i % 2 == 0 ? 2 : 4) * Math.Exp(-rate * square);
            sum += term;
            double termBar = third * term;
            rateBar -= termBar * square;
            double xBar = -2 * termBar * rate * x;
            fromBar += xBar;
            stepBar += i * xBar;
        }

        double widthBar = (stepBar + sum / 3) / intervals;
        return (sum * step / 3, (fromBar - widthBar, toBar + widthBar, rateBar));
    }

    /// <summary>Keeps the state of every step, and computes its slopes again on the way back.</summary>
    public static (double Value, (double Start, double Rate, double Capacity) Gradient) RungeKutta(
        double start, double rate, double capacity, int steps)
    {
        double y = start, h = 2.0 / steps;
        Span<double> states = steps <= 256 ? stackalloc double[steps] : new double[steps];
        for (int i = 0; i < states.Length; i++)
        {
            states[i] = y;
            double k1 = rate * y * (1 - y / capacity), v = y + 0.5 * h * k1;
            double k2 = rate * v * (1 - v / capacity);
            v = y + 0.5 * h * k2;
            double k3 = rate * v * (1 - v / capacity);
            v = y + h * k3;
            double k4 = rate * v * (1 - v / capacity);
            y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }

        double yBar = 1, rateBar = 0, capacityBar = 0;
        for (int i = states.Length - 1; i >= 0; i--)
        {
            double v1 = states[i], u1 = 1 - v1 / capacity, k1 = rate * v1 * u1;
            double v2 = v1 + 0.5 * h * k1, u2 = 1 - v2 / capacity, k2 = rate * v2 * u2;
            double v3 = v1 + 0.5 * h * k2, u3 = 1 - v3 / capacity, k3 = rate * v3 * u3;
            double v4 = v1 + h * k3, u4 = 1 - v4 / capacity;

            double k4Bar = h / 6 * yBar, v4Bar = k4Bar * rate * (2 * u4 - 1);
            double k3Bar = 2 * k4Bar + h * v4Bar, v3Bar = k3Bar * rate * (2 * u3 - 1);
            double k2Bar = 2 * k4Bar + 0.5 * h * v3Bar, v2Bar = k2Bar * rate * (2 * u2 - 1);
            double k1Bar = k4Bar + 0.5 * h * v2Bar, v1Bar = k1Bar * rate * (2 * u1 - 1);
            rateBar += k4Bar * v4 * u4 + k3Bar * v3 * u3 + k2Bar * v2 * u2 + k1Bar * v1 * u1;
            capacityBar += k4Bar * v4 * v4 + k3Bar * v3 * v3 + k2Bar * v2 * v2 + k1Bar * v1 * v1;
            yBar += v4Bar + v3Bar + v2Bar + v1Bar;
        }

        return (y, (yBar, rateBar, capacityBar * rate / (capacity * capacity)));
    }

    public static (double Value, (double Spot, double Strike, double Volatility, double Rate, double Years) Gradient) BlackScholes(
        double spot, double strike, double volatility, double rate, double years, bool call)
    {
        double root = Math.Sqrt(years), deviation = volatility * root;
        double drift = rate + 0.5 * volatility * volatility;
        double d1 = (Math.Log(spot / strike) + drift * years) / deviation, d2 = d1 - deviation;
        double discount = Math.Exp(-rate * years), discounted = strike * discount;
        double sign = call ? 1 : -1;
        (double n1, double slope1) = Normal(sign * d1);
        (double n2, double slope2) = Normal(sign * d2);
        double value = sign * (spot * n1 - discounted * n2);

        // sign * sign is one.
        double d2Bar = -discounted * slope2, d1Bar = spot * slope1 + d2Bar;
        double numeratorBar = d1Bar / deviation, deviationBar = -d2Bar - d1Bar * d1 / deviation;
        double discountedBar = -sign * n2, driftBar = numeratorBar * years;
        double yearsBar = numeratorBar * drift - discountedBar * discounted * rate + 0.5 * deviationBar * volatility / root;
        return (value,
        (
            sign * n1 + numeratorBar / spot,
            discountedBar * discount - numeratorBar / strike,
            driftBar * volatility + deviationBar * root,
            driftBar - discountedBar * discounted * years,
            yearsBar));
    }

    /// <summary>The normal distribution's approximation and its derivative.</summary>
    private static (double Value, double Slope) Normal(double x)
    {
        double t = 1 / (1 + 0.2316419 * Math.Abs(x));
        double density = Math.Exp(-0.5 * x * x) / Math.Sqrt(Math.Tau);
        double polynomial = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double slope = 0.319381530 + t * (2 * -0.356563782 + t * (3 * 1.781477937 + t * (4 * -1.821255978 + t * 5 * 1.330274429)));
        double upper = density * polynomial;
        double bySize = -Math.Abs(x) * upper - density * slope * 0.2316419 * t * t;
        return x > 0 ? (1 - upper, -bySize) : (upper, -bySize);
    }
}
