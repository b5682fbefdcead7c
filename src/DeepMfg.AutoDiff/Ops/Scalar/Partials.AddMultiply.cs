using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff;

public static partial class Partials
{
    /// <summary>(x + y) m: what <c>TensorPrimitives.AddMultiply</c> does to each element.</summary>
    /// <param name="x">The first term.</param>
    /// <param name="y">The second term.</param>
    /// <param name="multiplier">The factor m.</param>
    /// <returns>The product of sum and factor.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AddMultiply(double x, double y, double multiplier) => (x + y) * multiplier;

    /// <inheritdoc cref="AddMultiply(double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float AddMultiply(float x, float y, float multiplier) => (x + y) * multiplier;
}
