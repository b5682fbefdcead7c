namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Straight-line code: expressions, declarations, assignments.</summary>
public static partial class Straight
{
    private const double Half = 0.5;
    private static readonly double s_thirds = 1.0 / 3;

    [Differentiable, Sample(1.3), Sample(-2.0)]
    public static double Identity(double x) => x;

    [Differentiable, Sample(1.3, 0.7, 2.0)]
    public static double Arithmetic(double a, double b, double c) => a * b + c / b - (a - c) * -b + +c;

    [Differentiable, Sample(0.4, 1.7)]
    public static double Trigonometric(double x, double y) =>
        Math.Sin(x) * Math.Cos(y) + Math.Tan(x) - Math.Asin(x) * Math.Acos(x) + Math.Atan(y) + Math.Atan2(y, x);

    [Differentiable, Sample(0.4, 1.7)]
    public static double Hyperbolic(double x, double y) =>
        Math.Sinh(x) + Math.Cosh(y) * Math.Tanh(x) + Math.Asinh(y) - Math.Acosh(y) + Math.Atanh(x);

    [Differentiable, Sample(2.3, 0.7)]
    public static double PowersAndLogs(double x, double y) =>
        Math.Exp(y) + Math.Log(x) + Math.Log2(x) * Math.Log10(y) + Math.Sqrt(x * y) + Math.Cbrt(y) + Math.Pow(x, y) + Math.Log(x, 3);

    [Differentiable, Sample(2.3, -0.7), Sample(-1.2, 3.1)]
    public static double PiecewiseLinear(double x, double y) =>
        Math.Abs(x) + Math.Max(x, y) * Math.Min(2 * x, y) + Math.Clamp(x, -10.0, 10.0) + Math.Sign(y) * x + x * Math.Floor(y);

    [Differentiable, Sample(7.3, 2.1), Sample(-7.3, 2.1)]
    public static double Remainders(double x, double y) => x % y + Math.IEEERemainder(x, y) * y;

    [Differentiable, Sample(0.3, 1.1, -0.4)]
    public static double FusedAndScaled(double x, double y, double z) =>
        Math.FusedMultiplyAdd(x, y, z) + Math.ScaleB(x, 3) + Math.CopySign(y, z);

    [Differentiable, Sample(0.7, 1.9)]
    public static double OnTheNumberTypes(double x, double y) =>
        double.Sin(x) + double.Exp(y) * double.Sqrt(x) + double.Max(x, y) + double.Hypot(x, y) + double.Lerp(x, y, 0.25);

    [Differentiable, Sample(3.0, 4.0)]
    public static double ReusedSubexpressions(double x, double y)
    {
        double length = Math.Sqrt(x * x + y * y);
        double ratio = x / length;
        return ratio * ratio * length + ratio / y;
    }

    [Differentiable, Sample(1.2, 0.8)]
    public static double ManyDeclarations(double x, double y)
    {
        double a = x * y, b = a + x, c;
        const double Quarter = Half * Half;
        var d = b * Quarter;
        c = d * d + s_thirds;
        _ = Math.Floor(c);
        return c * a - b;
    }

    [Differentiable, Sample(1.2, 0.8)]
    public static double CompoundAssignments(double x, double y)
    {
        double a = x;
        a += y;
        a *= x;
        a -= y / 3;
        a /= 1 + y * y;
        a %= 100;
        return a;
    }

    [Differentiable, Sample(1.2, 0.8)]
    public static double AssignmentsAsExpressions(double x, double y)
    {
        double a, b, c = 0;
        a = b = x * y;
        double d = (a += y) * (c = b - x) + c++ * --b;
        return d + a * b - c;
    }

    [Differentiable, Sample(0.9)]
    public static double ShadowedBlocks(double x)
    {
        double sum = 0;
        {
            double y = x * x;
            sum += y;
        }

        {
            double y = Math.Sin(x);
            sum *= y;
        }

        return sum;
    }

    [Differentiable, Sample(0.6, 2.5)]
    public static double ParameterAssigned(double x, double y)
    {
        x = x * y;
        y = x + y;
        x -= Math.Log(y);
        return x * y;
    }

    [Differentiable, Sample(0.6, 2.5)]
    public static double ConstantExponents(double x, double y) =>
        Math.Pow(x, 2) + Math.Pow(x, 3.5) * Math.Pow(y, -1) + Math.Pow(2, x) + Math.Pow(y, 0.5);

    [Differentiable(Wrt = [nameof(x)]), Sample(0.6, 2.5)]
    public static double WithRespectToOne(double x, double scale) => scale * Math.Exp(-scale * x);

    [Differentiable(Produce = Derivatives.Gradient | Derivatives.Jvp), Sample(0.6, 2.5)]
    public static double GradientAndJvpOnly(double x, double y) => x * y / (x + y);

    [Differentiable, Sample(0.6, 2.5)]
    public static double Stopped(double x, double y) => x * Ad.StopGradient(Math.Floor(x + y)) + y * y;
}
