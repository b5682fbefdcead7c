using DeepMfg.AutoDiff;

namespace CurveFitting;

/// <summary>The models of NIST's problems, as their files write them. The gradients are generated.</summary>
internal static partial class NistModels
{
    public static Dictionary<string, Curve> All { get; } = new()
    {
        ["Misra1a"] = Misra1aValueAndGradient,
        ["Misra1b"] = Misra1bValueAndGradient,
        ["Misra1c"] = Misra1cValueAndGradient,
        ["Misra1d"] = Misra1dValueAndGradient,
        ["Chwirut1"] = ChwirutValueAndGradient,
        ["Chwirut2"] = ChwirutValueAndGradient,
        ["DanWood"] = DanWoodValueAndGradient,
        ["Gauss1"] = GaussValueAndGradient,
        ["Gauss2"] = GaussValueAndGradient,
        ["Gauss3"] = GaussValueAndGradient,
        ["Lanczos1"] = LanczosValueAndGradient,
        ["Lanczos2"] = LanczosValueAndGradient,
        ["Lanczos3"] = LanczosValueAndGradient,
        ["ENSO"] = EnsoValueAndGradient,
        ["Hahn1"] = HahnValueAndGradient,
        ["Kirby2"] = KirbyValueAndGradient,
        ["MGH17"] = Mgh17ValueAndGradient,
        ["Nelson"] = NelsonValueAndGradient,
        ["Roszman1"] = RoszmanValueAndGradient,
    };

    /// <summary>What is fitted of a response: itself, but Nelson's logarithm.</summary>
    public static double Response(string name, double y) => name == "Nelson" ? Math.Log(y) : y;

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Misra1a(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x) => b[0] * (1 - Math.Exp(-b[1] * x[0]));

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Misra1b(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x) => b[0] * (1 - Math.Pow(1 + b[1] * x[0] / 2, -2));

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Misra1c(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x) => b[0] * (1 - Math.Pow(1 + 2 * b[1] * x[0], -0.5));

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Misra1d(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x) => b[0] * b[1] * x[0] / (1 + b[1] * x[0]);

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Chwirut(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x) => Math.Exp(-b[0] * x[0]) / (b[1] + b[2] * x[0]);

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double DanWood(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x) => b[0] * Math.Pow(x[0], b[1]);

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Gauss(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x) =>
        b[0] * Math.Exp(-b[1] * x[0]) + Bell(b.Slice(2, 3), x[0]) + Bell(b.Slice(5, 3), x[0]);

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Lanczos(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < 6; i += 2) sum += b[i] * Math.Exp(-b[i + 1] * x[0]);
        return sum;
    }

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Enso(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x)
    {
        double turn = 2 * Math.PI * x[0];
        return b[0] + b[1] * Math.Cos(turn / 12) + b[2] * Math.Sin(turn / 12)
            + b[4] * Math.Cos(turn / b[3]) + b[5] * Math.Sin(turn / b[3]) + b[7] * Math.Cos(turn / b[6]) + b[8] * Math.Sin(turn / b[6]);
    }

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Hahn(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x)
    {
        double t = x[0];
        return (b[0] + t * (b[1] + t * (b[2] + t * b[3]))) / (1 + t * (b[4] + t * (b[5] + t * b[6])));
    }

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Kirby(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x)
    {
        double t = x[0];
        return (b[0] + t * (b[1] + t * b[2])) / (1 + t * (b[3] + t * b[4]));
    }

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Mgh17(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x) =>
        b[0] + b[1] * Math.Exp(-x[0] * b[3]) + b[2] * Math.Exp(-x[0] * b[4]);

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Nelson(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x) => b[0] - b[1] * x[0] * Math.Exp(-b[2] * x[1]);

    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Roszman(ReadOnlySpan<double> b, [NoDerivative] ReadOnlySpan<double> x) =>
        b[0] - b[1] * x[0] - Math.Atan(b[2] / (x[0] - b[3])) / Math.PI;

    private static double Bell(ReadOnlySpan<double> b, double x) => b[0] * Math.Exp(-(x - b[1]) * (x - b[1]) / (b[2] * b[2]));
}
