namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Which leaves something is for.</summary>
internal static class Mask
{
    internal static bool Of(Func<string, bool>? mask, Leaf leaf) => mask is null || mask(leaf.Name ?? string.Empty);
}
