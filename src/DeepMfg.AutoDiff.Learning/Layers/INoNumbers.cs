namespace DeepMfg.AutoDiff.Learning;

/// <summary>A layer without numbers of its own: the vector space of dimension 0.</summary>
/// <typeparam name="TSelf">The layer's own type.</typeparam>
public interface INoNumbers<TSelf> : ILayer<TSelf>
    where TSelf : struct, INoNumbers<TSelf>
{
    static TSelf IDifferentiable<TSelf, float>.ZeroLike(in TSelf value) => value;

    static TSelf IDifferentiable<TSelf, float>.Add(in TSelf left, in TSelf right) => left;

    static TSelf IDifferentiable<TSelf, float>.Subtract(in TSelf left, in TSelf right) => left;

    static TSelf IDifferentiable<TSelf, float>.Scale(float factor, in TSelf value) => value;

    static float IDifferentiable<TSelf, float>.Dot(in TSelf left, in TSelf right) => 0;

    static void IDifferentiable<TSelf, float>.AddScaled(ref TSelf target, float factor, in TSelf value)
    {
    }

    static int IDifferentiable<TSelf, float>.ParameterCount(in TSelf value) => 0;

    static void IDifferentiable<TSelf, float>.CopyTo(in TSelf value, Span<float> destination) => Require(destination.Length, nameof(destination));

    static TSelf IDifferentiable<TSelf, float>.From(in TSelf like, ReadOnlySpan<float> values)
    {
        Require(values.Length, nameof(values));
        return like;
    }

    static void IDifferentiable<TSelf, float>.Visit<TVisitor>(ref TSelf value, ref TVisitor visitor)
    {
    }

    private static void Require(int length, string parameter)
    {
        if (length != 0)
        {
            throw new ArgumentException($"The layer has no numbers, and {length} are given.", parameter);
        }
    }
}
