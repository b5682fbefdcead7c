namespace DeepMfg.AutoDiff.Learning;

/// <summary>An activation as a layer of its own.</summary>
/// <param name="Function">What is done to each number.</param>
public readonly record struct Activate(Activation Function) : ILayer<Activate>
{
    /// <inheritdoc/>
    public static int OutputsOf(in Activate layer, int inputs) => inputs;

    /// <inheritdoc/>
    public static void Apply(Activate layer, ReadOnlySpan<float> x, Span<float> y, Pass pass) => Elementwise.Apply(x, y, layer.Function);

    /// <inheritdoc/>
    public static void ApplyForward(Activate layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape) =>
        Elementwise.ApplyForward(x, y, layer.Function, tape);

    /// <inheritdoc/>
    public static void ApplyReverse(
        Activate layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape, ref Activate layerBar, Span<float> xBar, Span<float> yBar) =>
        Elementwise.ApplyReverse(x, y, layer.Function, tape, xBar, yBar);

    static Activate IDifferentiable<Activate, float>.ZeroLike(in Activate value) => value;

    static Activate IDifferentiable<Activate, float>.Add(in Activate left, in Activate right) => left;

    static Activate IDifferentiable<Activate, float>.Subtract(in Activate left, in Activate right) => left;

    static Activate IDifferentiable<Activate, float>.Scale(float factor, in Activate value) => value;

    static float IDifferentiable<Activate, float>.Dot(in Activate left, in Activate right) => 0;

    static void IDifferentiable<Activate, float>.AddScaled(ref Activate target, float factor, in Activate value)
    {
    }

    static int IDifferentiable<Activate, float>.ParameterCount(in Activate value) => 0;

    static void IDifferentiable<Activate, float>.CopyTo(in Activate value, Span<float> destination) =>
        NoNumbers.Require(destination.Length, nameof(destination));

    static Activate IDifferentiable<Activate, float>.From(in Activate like, ReadOnlySpan<float> values)
    {
        NoNumbers.Require(values.Length, nameof(values));
        return like;
    }

    static void IDifferentiable<Activate, float>.Visit<TVisitor>(ref Activate value, ref TVisitor visitor)
    {
    }
}
