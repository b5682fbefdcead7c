namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Products with the Hessian at a point.</summary>
internal interface ICurvature
{
    /// <returns>Whether the product is finite.</returns>
    bool Multiply(Iterate at, ReadOnlySpan<double> direction, Span<double> product);
}
