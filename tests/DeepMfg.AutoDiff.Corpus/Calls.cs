using static System.Math;

namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Calls: to unmarked and marked methods, extensions, local functions; arguments of every kind.</summary>
public static partial class Calls
{
    private static double Square(double x) => x * x;

    private static double Damped(double amplitude, double rate = 0.5, double time = 1) => amplitude * Exp(-rate * time);

    private static double Squash(this double x, double scale) => x / (scale + Abs(x));

    private static double Length(in double x, in double y) => Sqrt(x * x + y * y);

    private static void Scale(ref double x, double factor) => x *= factor;

    private static bool TryRoot(double x, out double root)
    {
        if (x < 0)
        {
            root = 0;
            return false;
        }

        root = Sqrt(x);
        return true;
    }

    private static double SumOfPowers(double x, int n)
    {
        double sum = 0;
        for (int i = 1; i <= n; i++)
        {
            sum += Pow(x, i);
        }

        return sum;
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double Unmarked(double x, double y) => Square(x + Square(y)) - Square(x);

    [Differentiable, Sample(0.7, 1.3)]
    public static double InAnotherFile(double x, double y) => Helpers.Mean(x, y) * Helpers.Geometric(x, y);

    [Differentiable, Sample(0.7, 1.3)]
    public static double Marked(double x, double y) => Unmarked(x, y) * Straight.Identity(x);

    [Differentiable, Sample(0.7, 1.3)]
    public static double NamedAndOptional(double x, double y) =>
        Damped(x) + Damped(time: y, amplitude: x) * Damped(y, rate: x) + Damped(rate: y, time: 2, amplitude: 1);

    [Differentiable, Sample(0.7, 1.3)]
    public static double Extension(double x, double y) => x.Squash(2) * (x * y).Squash(y);

    [Differentiable, Sample(0.7, 1.3)]
    public static double InArguments(double x, double y) => Length(x, in y) * Length(in x, 2);

    [Differentiable, Sample(0.7, 1.3)]
    public static double RefArguments(double x, double y)
    {
        double z = x * y;
        Scale(ref z, y);
        Scale(ref x, z);
        return x + z;
    }

    [Differentiable, Sample(0.7, 1.3), Sample(-3.0, 1.3)]
    public static double OutArguments(double x, double y)
    {
        if (TryRoot(x + y, out double root))
        {
            return root * x;
        }

        TryRoot(-x, out root);
        TryRoot(y, out var other);
        _ = TryRoot(y, out _);
        return root - other;
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double UsingStatic(double x, double y) => Sin(x) * Cos(y) + Max(x, y) * PI;

    [Differentiable, Sample(0.7, 3)]
    public static double LoopInACallee(double x, int n)
    {
        double y = SumOfPowers(x, n);
        return y * SumOfPowers(Sin(y), 2 * n);
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double StaticLocalFunction(double x, double y)
    {
        return Mix(x, y) * Mix(y, x);

        static double Mix(double a, double b) => a * a + Sin(b);
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double LocalFunctionThatReadsLocals(double x, double y)
    {
        double scale = x * y;
        double Scaled(double a) => a * scale;
        double first = Scaled(x);
        scale = Sin(scale);
        return first + Scaled(y);
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double LocalFunctionThatWritesLocals(double x, double y)
    {
        double total = 0;
        int calls = 0;
        Add(x * y);
        Add(Sin(x));
        for (int i = 0; i < 3; i++)
        {
            Add(y / (i + 1));
        }

        return total * calls;

        void Add(double value)
        {
            total += value * value;
            calls++;
        }
    }

    [Differentiable, Sample(0.7, 4)]
    public static double CallInACondition(double x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n && Square(sum) < 20; i++)
        {
            sum += Square(x + i);
        }

        return sum;
    }

    [Differentiable, Sample(0.7, 1.3)]
    public static double OrderOfEvaluation(double x, double y)
    {
        double a = x;
        double b = a + (a *= y) + a * (a = Sin(a));
        return b - a;
    }
}
