namespace DeepMfg.AutoDiff.Optimization;

/// <summary>An objective that knows products of its Hessian with vectors.</summary>
/// <typeparam name="T">The scalar type.</typeparam>
public interface ICurvedObjective<T> : IObjective<T>
{
    /// <summary>The Hessian at a point, times a direction.</summary>
    /// <param name="x">The point.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="product">Overwritten with the product.</param>
    void HessianVectorProduct(ReadOnlySpan<T> x, ReadOnlySpan<T> direction, Span<T> product);
}
