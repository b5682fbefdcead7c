namespace DeepMfg.AutoDiff.Learning;

/// <summary>The activations of rows.</summary>
internal static partial class Elementwise
{
    [Differentiable(Produce = Derivatives.Split)]
    internal static void Apply(ReadOnlySpan<float> x, Span<float> y, Activation activation)
    {
        switch (activation)
        {
            case Activation.Relu: Ops.Relu(x, y); break;
            case Activation.Tanh: Ops.Tanh(x, y); break;
            case Activation.Sigmoid: Ops.Sigmoid(x, y); break;
            case Activation.Gelu: Ops.Gelu(x, y); break;
            case Activation.Silu: Ops.Silu(x, y); break;
            case Activation.Softplus: Ops.Softplus(x, y); break;
            default: x.CopyTo(y); break;
        }
    }
}
