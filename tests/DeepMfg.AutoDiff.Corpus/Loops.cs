namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Loops that run to their end: counted, conditional, nested.</summary>
public static partial class Loops
{
    [Differentiable, Sample(1.01, 50), Sample(0.7, 1), Sample(0.7, 0)]
    public static double Power(double x, int n)
    {
        double product = 1;
        for (int i = 0; i < n; i++)
        {
            product *= x;
        }

        return product;
    }

    [Differentiable, Sample(0.3, 20)]
    public static double InclusiveAndDownward(double x, int n)
    {
        double sum = 0;
        for (int i = 1; i <= n; i++) sum += Math.Sin(i * x) / i;
        for (int i = n; i > 0; i -= 3) sum *= 1 + x / (i * i);
        for (int i = n - 1; i >= 0; --i) sum += sum * x * 0.01;
        return sum;
    }

    [Differentiable, Sample(0.8, 12)]
    public static double TwoVariables(double x, int n)
    {
        double sum = 0;
        for (int i = 0, j = n; i < j; i += 2, j--)
        {
            sum = sum * x + i * j;
        }

        return sum;
    }

    [Differentiable, Sample(3.0, 0.25)]
    public static double ActiveBoundAndStep(double end, double step)
    {
        double area = 0;
        for (double t = 0.1 * step; t < end; t += step)
        {
            area += t * t * step;
        }

        return area;
    }

    [Differentiable, Sample(900.0, 1.3)]
    public static double WhileOnAnActiveValue(double x, double factor)
    {
        double cost = 0;
        while (x > 10)
        {
            x /= factor;
            cost += Math.Sqrt(x);
        }

        return cost * x;
    }

    [Differentiable, Sample(0.45)]
    public static double DoWhile(double x)
    {
        double y = x;
        int trips = 0;
        do
        {
            y = Math.Cos(y) * x + 0.1;
            trips++;
        }
        while (trips < 7);
        return y * trips;
    }

    [Differentiable, Sample(0.2, 0.9, 6)]
    public static double NestedTriangle(double x, double y, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double row = x;
            for (int j = 0; j <= i; j++)
            {
                row = row * y + j;
            }

            sum += row * row;
        }

        return sum;
    }

    [Differentiable, Sample(0.31, 0.9, 3)]
    public static double ThreeDeep(double x, double y, int n)
    {
        double sum = 1;
        for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
        for (int k = 0; k < n; k++)
        {
            sum += Math.Sin(x * i + y * j) / (1 + k + sum * sum);
        }

        return sum;
    }

    [Differentiable, Sample(0.7, 5)]
    public static double BranchInside(double x, int n)
    {
        double y = x, z = 1;
        for (int i = 0; i < n; i++)
        {
            if (i % 2 == 0)
            {
                y = Math.Sin(y) + z;
            }
            else if (y > 1)
            {
                z *= y;
            }
            else
            {
                z -= x;
            }
        }

        return y * z;
    }

    [Differentiable, Sample(0.7, 4)]
    public static double WhileInsideFor(double x, int n)
    {
        double total = 0;
        for (int i = 1; i <= n; i++)
        {
            double y = i * x;
            while (y < 10)
            {
                y *= 1.5;
                total += y / i;
            }
        }

        return total;
    }

    [Differentiable, Sample(0.9)]
    public static double ConditionWithAssignment(double x)
    {
        double y = 1, z, sum = 0;
        while ((z = y * x) > 0.1)
        {
            sum += z * z;
            y = z * 0.8;
        }

        return sum + z;
    }

    [Differentiable, Sample(0.9, 8)]
    public static double CountdownCondition(double x, int n)
    {
        double y = x;
        while (n-- > 0)
        {
            y = y * y * 0.7 + 0.2;
        }

        return y;
    }

    [Differentiable, Sample(0.9, 1.7)]
    public static double ConstantTripCount(double x, double y)
    {
        for (int i = 0; i < 4; i++)
        {
            double next = 0.5 * (x + y);
            y = Math.Sqrt(x * y);
            x = next;
        }

        return x;
    }

    [Differentiable, Sample(1.5, 10)]
    public static double LinearAccumulation(double x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double wave = Math.Exp(-x * i);
            sum += wave * wave;
        }

        return sum / n;
    }
}
