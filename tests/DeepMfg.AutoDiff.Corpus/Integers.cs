namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Integers, characters and conversions beside floating values.</summary>
public static partial class Integers
{
    [Differentiable, Sample(0.7, 13, 5)]
    public static double ArithmeticOnInts(double x, int a, int b) => x * (a / b + a % b - -a * ~b) + x * x * (a - b);

    [Differentiable, Sample(0.7, 13, 2)]
    public static double Bits(double x, int a, int b)
    {
        int mask = (a & 0xF) | (b ^ 3);
        mask <<= b;
        mask >>= 1;
        mask >>>= 1;
        return x * mask + Math.Sin(x * (a << b));
    }

    [Differentiable, Sample(0.7, 11)]
    public static double SquareAndMultiply(double x, int n)
    {
        double result = 1, power = x;
        while (n > 0)
        {
            if ((n & 1) == 1)
            {
                result *= power;
            }

            power *= power;
            n >>= 1;
        }

        return result;
    }

    [Differentiable, Sample(1.01, 27)]
    public static double Collatz(double x, int n)
    {
        double y = x;
        while (n != 1)
        {
            if (n % 2 == 0)
            {
                n /= 2;
                y *= x;
            }
            else
            {
                n = 3 * n + 1;
                y += 0.01 * x;
            }
        }

        return y;
    }

    [Differentiable, Sample(0.7, 'd', 3L)]
    public static double CharsAndLongs(double x, char c, long n)
    {
        int index = c - 'a';
        byte small = (byte)(n * 3);
        short narrow = (short)-index;
        uint wide = (uint)n + 7u;
        ulong widest = wide * 2UL;
        return x * index + x * x * small - Math.Pow(x, narrow) * widest + (sbyte)n;
    }

    [Differentiable, Sample(0.7f, 7)]
    public static double Conversions(float x, int n)
    {
        double twice = (double)x + x;
        float single = (float)twice;
        double back = 0.5 * single;
        double checkedValue = checked((double)n * (n + 1));
        long truncated = (long)2.9;
        return back * checkedValue + unchecked((int)truncated) * x + (double)(decimal)0.5 * x;
    }

    [Differentiable, Sample(0.7, 9, 4)]
    public static double MathOnIntegers(double x, int a, int b) =>
        x * Math.Max(a, b) + x * x * Math.Min(a, b) - Math.Abs(b - a) * Math.Sin(x) + Math.Sign(b - a) * x + Math.Clamp(a, 0, 5) * x;

    [Differentiable, Sample(0.7, 9), Sample(0.7, 10)]
    public static double BoolsAsValues(double x, int n)
    {
        bool even = n % 2 == 0, large = n > 9;
        bool either = even || large, same = even == large;
        either &= !same;
        either |= n < 0;
        return either ? x : same ? x * x : 1 - x;
    }

    [Differentiable, Sample(0.3, 6)]
    public static double IncrementsEverywhere(double x, int n)
    {
        double y = x++;
        ++y;
        int i = 0;
        double sum = 0;
        while (i < n)
        {
            sum += y-- * i++;
            y += ++i * x;
        }

        return sum + y;
    }

    [Differentiable, Sample(0.3, 5)]
    public static double GreatestCommonDivisorWeights(double x, int n)
    {
        double sum = 0;
        for (int i = 1; i <= n; i++)
        {
            int a = 12, b = i;
            while (b != 0)
            {
                (a, b) = (b, a % b);
            }

            sum += Math.Cos(a * x) / i;
        }

        return sum;
    }
}
