namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Formulas of a factory: wear, reliability, cost, planning, control.</summary>
public static partial class Manufacturing
{
    /// <summary>Taylor's extended equation of tool life, in minutes.</summary>
    [Differentiable, Sample(150.0, 0.25, 2.0), Sample(240.0, 0.1, 0.5)]
    public static double ToolLife(double speed, double feed, double depth) =>
        60 * Math.Pow(speed / 120, -4) * Math.Pow(feed / 0.2, -1.6) * Math.Pow(depth, -0.4);

    /// <summary>Cost of a part: machining, changing tools, the tools.</summary>
    [Differentiable, Sample(150.0, 0.25)]
    public static double PartCost(double speed, double feed)
    {
        double minutes = Math.PI * 80 * 200 / (1000 * speed * feed);
        double life = ToolLife(speed, feed, 1.5);
        double changes = minutes / life;
        return 1.2 * (minutes + 3 * changes) + 8.5 * changes;
    }

    /// <summary>Kienzle's cutting force.</summary>
    [Differentiable, Sample(0.25, 2.0, 1.2)]
    public static double CuttingForce(double feed, double depth, double angle)
    {
        double thickness = feed * Math.Sin(angle);
        double width = depth / Math.Sin(angle);
        return 1700 * width * Math.Pow(thickness, 1 - 0.26);
    }

    /// <summary>Hazard rate of a Weibull distribution.</summary>
    [Differentiable, Sample(500.0, 1.8, 900.0), Sample(500.0, 0.8, 900.0)]
    public static double WeibullHazard(double t, double shape, double scale) => shape / scale * Math.Pow(t / scale, shape - 1);

    /// <summary>Log-likelihood of a lifetime, observed or censored.</summary>
    [Differentiable, Sample(500.0, 1.8, 900.0, false), Sample(500.0, 1.8, 900.0, true)]
    public static double WeibullLogLikelihood(double t, double shape, double scale, bool censored)
    {
        double hazard = Math.Pow(t / scale, shape);
        return censored ? -hazard : Math.Log(shape / scale) + (shape - 1) * Math.Log(t / scale) - hazard;
    }

    /// <summary>Probability that at least k of n machines run.</summary>
    [Differentiable, Sample(0.93, 3, 5)]
    public static double OutOf(double reliability, int k, int n)
    {
        double sum = 0;
        for (int i = k; i <= n; i++)
        {
            double ways = 1;
            for (int j = 0; j < i; j++)
            {
                ways *= (double)(n - j) / (j + 1);
            }

            sum += ways * Math.Pow(reliability, i) * Math.Pow(1 - reliability, n - i);
        }

        return sum;
    }

    /// <summary>Two lines in series, each with a spare.</summary>
    [Differentiable, Sample(0.9, 0.95)]
    public static double SeriesOfParallel(double a, double b)
    {
        double first = 1 - (1 - a) * (1 - a);
        double second = 1 - Math.Pow(1 - b, 2);
        return first * second;
    }

    /// <summary>Wright's learning curve: hours for a batch.</summary>
    [Differentiable, Sample(10.0, 0.85, 25)]
    public static double LearningCurve(double firstUnit, double rate, int units)
    {
        double slope = Math.Log2(rate), hours = 0;
        for (int unit = 1; unit <= units; unit++)
        {
            hours += firstUnit * Math.Pow(unit, slope);
        }

        return hours;
    }

    /// <summary>Yearly cost of ordering in lots (Harris), with a price break.</summary>
    [Differentiable, Sample(120.0, 5000.0, 2.5), Sample(800.0, 5000.0, 2.5)]
    public static double LotCost(double quantity, double demand, double holding)
    {
        double price = quantity >= 500 ? 9.2 : 10;
        return demand * price + demand / quantity * 45 + 0.5 * quantity * holding;
    }

    /// <summary>Erlang's loss formula by its recurrence.</summary>
    [Differentiable, Sample(6.5, 8)]
    public static double ErlangLoss(double load, int servers)
    {
        double inverse = 1;
        for (int m = 1; m <= servers; m++)
        {
            inverse = 1 + m / load * inverse;
        }

        return 1 / inverse;
    }

    /// <summary>Process capability with a penalty outside the limits.</summary>
    [Differentiable, Sample(10.02, 0.03), Sample(10.6, 0.03)]
    public static double Capability(double mean, double deviation)
    {
        const double Lower = 9.9, Upper = 10.1;
        double index = Math.Min(Upper - mean, mean - Lower) / (3 * deviation);
        if (index < 0)
        {
            index *= 10;
        }

        return index;
    }

    /// <summary>A PID controller on a first-order plant with a saturated actuator: the integral of the squared error.</summary>
    [Differentiable, Sample(2.0, 0.5, 0.1), Sample(9.0, 0.5, 0.1)]
    public static double ControlLoop(double proportional, double integral, double derivative)
    {
        double state = 0, sum = 0, previous = 1, cost = 0;
        const double Step = 0.05;
        for (int k = 0; k < 60; k++)
        {
            double error = 1 - state;
            sum += error * Step;
            double output = proportional * error + integral * sum + derivative * (error - previous) / Step;
            if (output > 3)
            {
                output = 3;
                sum -= error * Step;
            }

            state += Step * (output - state);
            previous = error;
            cost += error * error * Step;
        }

        return cost;
    }

    /// <summary>Exponential smoothing of a made-up demand: the squared forecast error.</summary>
    [Differentiable, Sample(0.3, 0.1, 24)]
    public static double HoltSmoothing(double alpha, double beta, int months)
    {
        double level = 100, trend = 1, error = 0;
        for (int month = 0; month < months; month++)
        {
            double demand = 100 + 2 * month + 10 * Math.Sin(month);
            double forecast = level + trend;
            error += (demand - forecast) * (demand - forecast);
            double next = alpha * demand + (1 - alpha) * forecast;
            trend = beta * (next - level) + (1 - beta) * trend;
            level = next;
        }

        return error / months;
    }
}
