namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Parameters and gradients by leaf, wherever they lie: what a step walks over.</summary>
/// <typeparam name="T">The type of a parameter.</typeparam>
public interface ILeaves<T>
{
    /// <summary>The parameters of a leaf, which the step changes in place.</summary>
    /// <param name="leaf">The leaf's place in <see cref="Optimizer{T}.Leaves"/>.</param>
    /// <returns>As many parameters as the leaf has.</returns>
    Span<T> Parameters(int leaf);

    /// <summary>The gradients in the parameters of a leaf.</summary>
    /// <param name="leaf">The leaf's place in <see cref="Optimizer{T}.Leaves"/>.</param>
    /// <returns>As many gradients as the leaf has parameters.</returns>
    ReadOnlySpan<T> Gradients(int leaf);
}
