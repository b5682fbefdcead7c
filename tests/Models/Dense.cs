namespace DeepMfg.AutoDiff.Tests.Models;

/// <summary>A dense layer.</summary>
[Differentiable]
public readonly partial record struct Dense(float[] Weights, float[] Bias)
{
    public int Outputs => Bias.Length;

    public int Inputs => Weights.Length / Bias.Length;

    public static Dense Of(int inputs, int outputs) => new(new float[inputs * outputs], new float[outputs]);
}
