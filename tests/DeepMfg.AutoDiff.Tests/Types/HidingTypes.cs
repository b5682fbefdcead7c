using System.Numerics;

namespace DeepMfg.AutoDiff.Tests.Types.Hiding;

[Differentiable]
public partial record struct Span<T>(T Length, T[,] Table)
    where T : IFloatingPointIeee754<T>;

[Differentiable]
public partial record struct ModelLeaves(float[] VectorSpace, ModelLeaves.IDifferentiable ReadOnlySpan)
{
    [Differentiable]
    public partial record struct IDifferentiable(float ModelLeaves);
}
