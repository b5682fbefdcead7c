namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Branches of every shape.</summary>
public static partial class Branches
{
    [Differentiable, Sample(2.0), Sample(-2.0)]
    public static double IfElse(double x)
    {
        if (x > 0)
        {
            return x * x;
        }
        else
        {
            return -3 * x;
        }
    }

    [Differentiable, Sample(2.0, 0.5), Sample(-2.0, 0.5)]
    public static double IfWithoutElse(double x, double y)
    {
        double result = x * y;
        if (x < 0)
        {
            result += Math.Exp(x);
        }

        return result;
    }

    [Differentiable, Sample(0.1, 2.0), Sample(1.5, 2.0), Sample(4.0, 2.0), Sample(9.0, 2.0)]
    public static double Ladder(double x, double y)
    {
        double rate;
        if (x < 1) rate = 0.1 * y;
        else if (x < 3) rate = 0.2 * y * y;
        else if (x < 6) rate = Math.Sqrt(y);
        else rate = 1 / y;
        return rate * x;
    }

    [Differentiable, Sample(1.0, 2.0), Sample(2.0, 1.0), Sample(-1.0, -2.0)]
    public static double NestedIfs(double x, double y)
    {
        double z = x;
        if (x > y)
        {
            z *= y;
            if (x > 0)
            {
                z += y * y;
            }
            else
            {
                z -= x;
            }
        }

        return z * z;
    }

    [Differentiable, Sample(0.5, 3.0), Sample(2.5, 3.0)]
    public static double Conditional(double x, double y) => (x < 1 ? x * x : 2 * x - 1) * (y > 2 ? y > 5 ? 5 : y : 2 * y);

    [Differentiable, Sample(1.0, 2.0), Sample(-1.0, 2.0), Sample(1.0, -2.0)]
    public static double ShortCircuits(double x, double y)
    {
        double result = x + y;
        if (x > 0 && Math.Log(x + 1) < y || !(y > -3))
        {
            result *= x;
        }

        bool both = x > 0 & y > 0 ^ x > 5 | y > 7;
        return both ? result * 2 : result - y;
    }

    [Differentiable, Sample(-1.0), Sample(4.0)]
    public static double UntakenBranchIsNotANumber(double x)
    {
        double root = x > 0 ? Math.Sqrt(x) : 0;
        return x < 0 ? x * 2 : Math.Log(x) + root;
    }

    [Differentiable, Sample(2.0, 3.0), Sample(-2.0, 3.0)]
    public static double EarlyReturn(double x, double y)
    {
        if (x < 0) return y;
        double product = x * y;
        if (product > 100) return 100 * y;
        return product * product;
    }

    [Differentiable, Sample(0.5, true), Sample(0.5, false)]
    public static double OnAConstant(double x, bool quadratic)
    {
        if (quadratic)
        {
            x *= x;
        }

        return x + (quadratic ? 1 : Math.Sin(x));
    }

    [Differentiable, Sample(2.0, 1.0), Sample(0.5, 1.0)]
    public static double ConditionThatAssigns(double x, double y)
    {
        double z;
        if ((z = x * y) > 1)
        {
            return z * z;
        }

        return z - y;
    }

    [Differentiable, Sample(0.3, 0.8), Sample(0.8, 0.3)]
    public static double SwapIfLess(double x, double y)
    {
        double low = x, high = y;
        if (low > high)
        {
            double keep = low;
            low = high;
            high = keep;
        }

        return high * high - low;
    }

    [Differentiable, Sample(2.0), Sample(11.0)]
    public static double ThrowsElsewhere(double x)
    {
        if (x <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x));
        }

        double root = x < 100 ? Math.Sqrt(x) : throw new InvalidOperationException();
        return root * Math.Log(x);
    }

    [Differentiable, Sample(0.2, 0.7), Sample(0.9, 0.7)]
    public static double ConditionKept(double x, double y)
    {
        bool steep = x > 0.5;
        double sum = steep ? x * x * x : x;
        x += y;
        if (steep)
        {
            sum *= x;
        }

        return sum + (steep == (y > 0) ? y : -y);
    }

    [Differentiable, Sample(-0.3), Sample(0.3), Sample(1.7)]
    public static double SmoothStep(double x)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        return x * x * (3 - 2 * x);
    }

    [Differentiable, Sample(0.3, 1.0), Sample(2.5, 1.0)]
    public static double Huber(double residual, double delta)
    {
        double size = Math.Abs(residual);
        return size <= delta ? 0.5 * residual * residual : delta * (size - 0.5 * delta);
    }
}
