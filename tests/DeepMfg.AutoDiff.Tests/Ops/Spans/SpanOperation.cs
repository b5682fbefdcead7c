using System.Numerics;

namespace DeepMfg.AutoDiff.Tests.Spans;

/// <summary>An operation over spans as a function of one vector, all its differentiated arguments one after the other, to one vector.</summary>
public sealed record SpanOperation<T>(string Name, int Inputs, int Outputs)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public delegate void Function(ReadOnlySpan<T> x, Span<T> y);

    /// <summary>A tangent from that of the arguments, or cotangents of the arguments from those of the results.</summary>
    public delegate void Linear(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> given, Span<T> result);

    public required Function Primal { get; init; }

    public required Linear Push { get; init; }

    public required Linear Pull { get; init; }

    /// <summary>The arguments' range.</summary>
    public double Range { get; init; } = 3;

    public override string ToString() => $"{Name}<{typeof(T).Name}>";
}
