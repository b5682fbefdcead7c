namespace DeepMfg.AutoDiff.Learning;

/// <summary>What a <see cref="Dropout"/> does.</summary>
internal static partial class Dropping
{
    [Differentiable(Produce = Derivatives.Split)]
    internal static void Drop(ReadOnlySpan<float> x, Span<float> y, [NoDerivative] float rate, int place, Pass pass)
    {
        for (int i = 0; i < x.Length; i++) y[i] = x[i] * Factor(rate, place, pass, i);
    }

    [NoDerivative]
    private static float Factor(float rate, int place, Pass pass, int position) =>
        !pass.IsTraining ? 1 : pass.Draw(place, position) < rate ? 0 : 1 / (1 - rate);
}
