namespace DeepMfg.AutoDiff.Learning.Tests.Layers;

[Differentiable]
public readonly partial record struct Scale(float[] Factors) : ILayer<Scale>
{
    public static int OutputsOf(in Scale layer, int inputs) => inputs;

    [Differentiable(Produce = Derivatives.Split)]
    public static void Apply(Scale layer, ReadOnlySpan<float> x, Span<float> y, Pass pass)
    {
        for (int i = 0; i < x.Length; i++) y[i] = x[i] * layer.Factors[i % layer.Factors.Length];
    }
}
