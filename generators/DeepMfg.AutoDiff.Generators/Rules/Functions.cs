namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The functions of Math, MathF, double, float and Ops, and the library's Partials.</summary>
internal static class Functions
{
    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        .. Exponentials.Rows, .. Powers.Rows, .. Trigonometry.Rows, .. Hyperbolics.Rows, .. Interpolations.Rows, .. Extrema.Rows, .. Roundings.Rows,
        .. Predicates.Rows, .. Activations.Rows, .. Special.Rows, .. SpecialPartials.Rows,
    ];
}
