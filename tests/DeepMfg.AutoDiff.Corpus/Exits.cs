namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Loops left early: break, continue, return, also from inside nested ones.</summary>
public static partial class Exits
{
    [Differentiable, Sample(0.6, 20)]
    public static double Break(double x, int n)
    {
        double sum = 0, term = 1;
        for (int i = 0; i < n; i++)
        {
            term *= x;
            if (term < 1e-2) break;
            sum += term;
        }

        return sum + term;
    }

    [Differentiable, Sample(0.6, 9)]
    public static double Continue(double x, int n)
    {
        double sum = x;
        for (int i = 0; i < n; i++)
        {
            if (i % 3 == 1) continue;
            sum = sum * x + i;
        }

        return sum;
    }

    [Differentiable, Sample(1.7, 30), Sample(1.001, 30)]
    public static double ReturnFromALoop(double x, int n)
    {
        double y = 1;
        for (int i = 0; i < n; i++)
        {
            y *= x;
            if (y > 50)
            {
                return Math.Log(y) * i;
            }
        }

        return y;
    }

    [Differentiable, Sample(1.3, 0.4, 6), Sample(0.3, 0.4, 6)]
    public static double ReturnFromNestedLoops(double x, double y, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                sum += x * i + y * j;
                if (sum > 40) return sum * sum;
            }

            sum *= y;
        }

        return sum;
    }

    [Differentiable, Sample(1.3, 0.4, 6)]
    public static double BreakFromTheInnerLoop(double x, double y, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double term = x;
            for (int j = 0; j < n; j++)
            {
                if (term < 0.05) break;
                term *= y;
                sum += term;
            }

            if (sum > 5) break;
        }

        return sum * x;
    }

    [Differentiable, Sample(0.8, 1.4, 40)]
    public static double ContinueAndBreakTogether(double x, double y, int n)
    {
        double z = x;
        for (int i = 0; i < n; i++)
        {
            if (z > 3)
            {
                z /= 2 * y;
                continue;
            }

            z = z * y + 0.1;
            if (i > 25) break;
            z += Math.Sin(x * i) * 0.01;
        }

        return z;
    }

    [Differentiable, Sample(1.9)]
    public static double EndlessLoop(double x)
    {
        double y = x;
        while (true)
        {
            y = Math.Sqrt(y) + 0.3;
            if (y < 1.75) return y * x;
            if (y > 100) break;
        }

        return y;
    }

    [Differentiable, Sample(2.5)]
    public static double ForWithoutCondition(double x)
    {
        double sum = 0;
        for (int i = 1; ; i++)
        {
            double term = 1 / Math.Pow(i, x);
            sum += term;
            if (term < 1e-3) return sum;
        }
    }

    [Differentiable, Sample(0.7)]
    public static double DoWhileWithContinue(double x)
    {
        double sum = 0;
        int i = 0;
        do
        {
            i++;
            if (i == 3) continue;
            sum += Math.Pow(x, i);
            if (sum > 1.9) break;
        }
        while (i < 8);
        return sum * sum;
    }

    [Differentiable, Sample(1.2, 3), Sample(0.4, 3)]
    public static double BreakOutOfTwoLoops(double x, int n)
    {
        double sum = x;
        bool found = false;
        for (int i = 0; i < n && !found; i++)
        {
            for (int j = 0; j < n; j++)
            {
                sum = sum * 1.2 + x;
                if (sum > 6)
                {
                    found = true;
                    break;
                }
            }
        }

        return found ? sum * x : sum;
    }

    [Differentiable, Sample(0.2, 5.0)]
    public static double TrapezoidWithEarlyExit(double rate, double end)
    {
        double area = 0, previous = 1;
        const double Step = 0.125;
        for (double t = Step; t <= end + 1e-9; t += Step)
        {
            double next = Math.Exp(-rate * t * t);
            area += 0.5 * Step * (previous + next);
            if (next < 0.05) break;
            previous = next;
        }

        return area + previous * 1e-3 * end;
    }
}
