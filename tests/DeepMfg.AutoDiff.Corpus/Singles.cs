namespace DeepMfg.AutoDiff.Corpus;

/// <summary>The same in single precision, and mixed with double.</summary>
public static partial class Singles
{
    [Differentiable, Sample(0.7f, 1.3f)]
    public static float Expression(float x, float y) => x * y + MathF.Sin(x) / (1f + MathF.Exp(-y));

    [Differentiable, Sample(0.7f, 1.3f)]
    public static float Functions(float x, float y) =>
        MathF.Sqrt(x) + MathF.Cbrt(y) * MathF.Log(y) + MathF.Pow(x, y) - MathF.Tanh(x) + MathF.Max(x, y) + float.Atan2(y, x);

    [Differentiable, Sample(0.7f, 1.3)]
    public static double MixedToDouble(float x, double y) => x * y + Math.Sin(x);

    [Differentiable, Sample(0.7f, 1.3)]
    public static float MixedToSingle(float x, double y) => (float)(x * Math.Exp(-y)) + x;

    [Differentiable, Sample(0.7f, 10)]
    public static float Loop(float x, int n)
    {
        float y = x;
        for (int i = 0; i < n; i++)
        {
            y = 0.5f * (y + x / y) + 0.01f * i;
        }

        return y;
    }

    [Differentiable, Sample(2f)]
    public static float NewtonRoot(float a)
    {
        float x = a;
        while (MathF.Abs(x * x - a) > 1e-5f * a)
        {
            x = 0.5f * (x + a / x);
        }

        return x;
    }

    [Differentiable, Sample(0.3f), Sample(-0.3f)]
    public static float LeakyRectifier(float x) => x > 0 ? x : 0.01f * x;

    [Differentiable, Sample(0.3f, 0.8f)]
    public static (float Low, float High) Bounds(float center, float spread) => (center - MathF.Exp(spread), center + MathF.Exp(spread));
}
