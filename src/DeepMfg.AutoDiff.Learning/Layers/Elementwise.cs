namespace DeepMfg.AutoDiff.Learning;

/// <summary>The activations of single numbers, and of rows.</summary>
internal static partial class Elementwise
{
    [Differentiable(Produce = Derivatives.Split)]
    internal static void Apply(ReadOnlySpan<float> x, Span<float> y, Activation activation)
    {
        for (int i = 0; i < x.Length; i++) y[i] = Of(activation, x[i]);
    }

    internal static float Of(Activation activation, float x) => activation switch
    {
        Activation.Relu => Ops.Relu(x),
        Activation.Tanh => MathF.Tanh(x),
        Activation.Sigmoid => Ops.Sigmoid(x),
        Activation.Gelu => Ops.Gelu(x),
        Activation.Silu => Ops.Silu(x),
        Activation.Softplus => Ops.Softplus(x),
        _ => x,
    };
}
