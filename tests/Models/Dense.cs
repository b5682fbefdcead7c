namespace DeepMfg.AutoDiff.Tests.Models;

/// <summary>A dense layer, as the compiler writes a record struct with arrays.</summary>
public readonly record struct Dense(float[] Weights, float[] Bias) : IDifferentiable<Dense, float>
{
    public int Outputs => Bias.Length;

    public int Inputs => Weights.Length / Bias.Length;

    public static Dense Of(int inputs, int outputs) => new(new float[inputs * outputs], new float[outputs]);

    public static Dense ZeroLike(in Dense value) => new(new float[value.Weights.Length], new float[value.Bias.Length]);

    public static Dense Add(in Dense left, in Dense right) => Combine(left, 1, right);

    public static Dense Subtract(in Dense left, in Dense right) => Combine(left, -1, right);

    public static Dense Scale(float factor, in Dense value)
    {
        Dense zero = ZeroLike(value);
        AddScaled(ref zero, factor, value);
        return zero;
    }

    public static float Dot(in Dense left, in Dense right)
    {
        float sum = 0;
        for (int i = 0; i < left.Weights.Length; i++) sum += left.Weights[i] * right.Weights[i];
        for (int i = 0; i < left.Bias.Length; i++) sum += left.Bias[i] * right.Bias[i];
        return sum;
    }

    public static void AddScaled(ref Dense target, float factor, in Dense value)
    {
        for (int i = 0; i < target.Weights.Length; i++) target.Weights[i] += factor * value.Weights[i];
        for (int i = 0; i < target.Bias.Length; i++) target.Bias[i] += factor * value.Bias[i];
    }

    public static int ParameterCount(in Dense value) => value.Weights.Length + value.Bias.Length;

    public static void CopyTo(in Dense value, Span<float> destination)
    {
        if (destination.Length != ParameterCount(value)) throw new ArgumentException("The length is another.", nameof(destination));
        value.Weights.CopyTo(destination);
        value.Bias.CopyTo(destination[value.Weights.Length..]);
    }

    public static Dense From(in Dense like, ReadOnlySpan<float> values)
    {
        if (values.Length != ParameterCount(like)) throw new ArgumentException("The length is another.", nameof(values));
        return new(values[..like.Weights.Length].ToArray(), values[like.Weights.Length..].ToArray());
    }

    public static void Visit<TVisitor>(ref Dense value, ref TVisitor visitor)
        where TVisitor : ILeafVisitor<float>, allows ref struct => Visit(value, ("weights", "bias"), ref visitor);

    internal static void Visit<TVisitor>(in Dense value, (string Weights, string Bias) names, ref TVisitor visitor)
        where TVisitor : ILeafVisitor<float>, allows ref struct
    {
        visitor.Visit(names.Weights, value.Weights, [value.Weights.Length]);
        visitor.Visit(names.Bias, value.Bias, [value.Bias.Length]);
    }

    private static Dense Combine(in Dense left, float factor, in Dense right)
    {
        Dense sum = Scale(1, left);
        AddScaled(ref sum, factor, right);
        return sum;
    }
}
