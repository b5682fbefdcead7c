namespace DeepMfg.AutoDiff.Benchmarks.HandWritten;

/// <summary>Values and gradients of methods of the corpus, as somebody writes them who knows calculus and wants them fast.</summary>
public static partial class Gradients
{
    private const double GasConstant = 8.314462618;

    public static (double Value, (double Speed, double Feed, double Depth) Gradient) ToolLife(double speed, double feed, double depth)
    {
        double life = 60 * Math.Pow(speed / 120, -4) * Math.Pow(feed / 0.2, -1.6) * Math.Pow(depth, -0.4);
        return (life, (-4 * life / speed, -1.6 * life / feed, -0.4 * life / depth));
    }

    public static (double Value, (double Temperature, double Activation) Gradient) Arrhenius(double temperature, double activation)
    {
        double thermal = GasConstant * temperature;
        double rate = 1e7 * Math.Exp(-activation / thermal);
        double slope = -rate / thermal;
        return (rate, (-slope * activation / temperature, slope));
    }

    /// <summary>One input: the tangent travels along.</summary>
    public static (double Value, double Gradient) Root(double a)
    {
        double x = a, dot = 1;
        while (Math.Abs(x * x - a) > 1e-12 * a)
        {
            double ratio = a / x;
            dot = 0.5 * (dot + (1 - ratio * dot) / x);
            x = 0.5 * (x + ratio);
        }

        return (x, dot);
    }

    /// <summary>Two tangents travel along: cheaper than to keep every trip.</summary>
    public static (double Value, (double A, double B) Gradient) ArithmeticGeometricMean(double a, double b)
    {
        double aByA = 1, aByB = 0, bByA = 0, bByB = 1;
        while (Math.Abs(a - b) > 1e-13 * a)
        {
            double root = Math.Sqrt(a * b), half = 0.5 / root;
            double rootByA = half * (aByA * b + a * bByA), rootByB = half * (aByB * b + a * bByB);
            (aByA, aByB) = (0.5 * (aByA + bByA), 0.5 * (aByB + bByB));
            (bByA, bByB) = (rootByA, rootByB);
            (a, b) = (0.5 * (a + b), root);
        }

        return (a, (aByA, aByB));
    }

    public static (double Value, (double MeanAnomaly, double Eccentricity) Gradient) Kepler(double meanAnomaly, double eccentricity)
    {
        double anomaly = meanAnomaly, byMean = 1, byEccentricity = 0;
        for (int i = 0; i < 50; i++)
        {
            (double sin, double cos) = Math.SinCos(anomaly);
            double slope = 1 / (1 - eccentricity * cos);
            double step = (anomaly - eccentricity * sin - meanAnomaly) * slope;

            // The numerator's derivative in the anomaly is 1 / slope, the denominator's is eccentricity * sin.
            double bend = step * eccentricity * sin * slope;
            byEccentricity -= byEccentricity - slope * sin - bend * byEccentricity + step * cos * slope;
            byMean -= byMean - slope - bend * byMean;
            anomaly -= step;
            if (Math.Abs(step) < 1e-13) break;
        }

        return (anomaly, (byMean, byEccentricity));
    }

    public static (double Value, double Gradient) ErlangLoss(double load, int servers)
    {
        double inverse = 1, dot = 0;
        for (int m = 1; m <= servers; m++)
        {
            double ratio = m / load;
            dot = ratio * (dot - inverse / load);
            inverse = 1 + ratio * inverse;
        }

        double loss = 1 / inverse;
        return (loss, -dot * loss * loss);
    }

    public static (double Value, (double Rate, double Start) Gradient) LogisticMap(double rate, double start, int steps)
    {
        double x = start, byRate = 0, byStart = 1;
        for (int i = 0; i < steps; i++)
        {
            double slope = rate * (1 - 2 * x);
            byRate = x * (1 - x) + slope * byRate;
            byStart *= slope;
            x = rate * x * (1 - x);
        }

        return (x, (byRate, byStart));
    }
}
