namespace DeepMfg.AutoDiff.Learning.Tests.Layers;

[Differentiable]
public readonly partial record struct Net(Dense Encode, Dense Decode, float Mix) : ILayer<Net>
{
    public static int OutputsOf(in Net net, int inputs) => Dense.OutputsOf(net.Decode, Dense.OutputsOf(net.Encode, inputs));

    [Differentiable(Produce = Derivatives.Split)]
    public static void Apply(Net net, ReadOnlySpan<float> x, Span<float> y, Pass pass)
    {
        float[] hidden = new float[pass.Rows * net.Encode.Outputs];
        Dense.Apply(net.Encode, x, hidden, pass);
        Dense.Apply(net.Decode, hidden, y, pass);
        int inputs = x.Length / pass.Rows, outputs = y.Length / pass.Rows;
        for (int i = 0; i < y.Length; i++) y[i] = net.Mix * y[i] + (1 - net.Mix) * x[(i / outputs * inputs) + (i % outputs)];
    }

    public static void Keep(in Net net, LayerFile file)
    {
        file.KeepLayer("encode", net.Encode);
        file.KeepLayer("decode", net.Decode);
    }

    public static Net Restore(LayerFile file) =>
        new(file.Layer<Dense>("encode"), file.Layer<Dense>("decode"), file.Number("mix"));
}
