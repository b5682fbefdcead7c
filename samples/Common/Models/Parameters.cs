namespace DeepMfg.AutoDiff.Samples;

/// <summary>All parameters of a model in one array, so that <see cref="Learning.Training"/> can fit it.</summary>
/// <param name="Values">The parameters, behind each other.</param>
public readonly record struct Parameters(double[] Values) : IDifferentiable<Parameters, double>
{
    /// <inheritdoc/>
    public static Parameters ZeroLike(in Parameters value) => new(new double[value.Values.Length]);

    /// <inheritdoc/>
    public static Parameters Add(in Parameters left, in Parameters right) => Combined(left, 1, right);

    /// <inheritdoc/>
    public static Parameters Subtract(in Parameters left, in Parameters right) => Combined(left, -1, right);

    /// <inheritdoc/>
    public static Parameters Scale(double factor, in Parameters value) => new(Array.ConvertAll(value.Values, number => factor * number));

    /// <inheritdoc/>
    public static double Dot(in Parameters left, in Parameters right)
    {
        RequireLength(left, right.Values.Length);
        double sum = 0;
        for (int i = 0; i < left.Values.Length; i++) sum += left.Values[i] * right.Values[i];
        return sum;
    }

    /// <inheritdoc/>
    public static void AddScaled(ref Parameters target, double factor, in Parameters value)
    {
        RequireLength(target, value.Values.Length);
        for (int i = 0; i < target.Values.Length; i++) target.Values[i] += factor * value.Values[i];
    }

    /// <inheritdoc/>
    public static int ParameterCount(in Parameters value) => value.Values.Length;

    /// <inheritdoc/>
    public static void CopyTo(in Parameters value, Span<double> destination)
    {
        RequireLength(value, destination.Length);
        value.Values.CopyTo(destination);
    }

    /// <inheritdoc/>
    public static Parameters From(in Parameters like, ReadOnlySpan<double> values)
    {
        RequireLength(like, values.Length);
        return new(values.ToArray());
    }

    /// <inheritdoc/>
    public static void Visit<TVisitor>(ref Parameters value, ref TVisitor visitor)
        where TVisitor : ILeafVisitor<double>, allows ref struct => visitor.Visit("values", value.Values, [value.Values.Length]);

    private static Parameters Combined(in Parameters left, double factor, in Parameters right)
    {
        Parameters sum = Scale(1, left);
        AddScaled(ref sum, factor, right);
        return sum;
    }

    private static void RequireLength(in Parameters value, int length)
    {
        if (value.Values.Length != length)
        {
            throw new ArgumentException($"'values' has {value.Values.Length} numbers, the other {length}.");
        }
    }
}
