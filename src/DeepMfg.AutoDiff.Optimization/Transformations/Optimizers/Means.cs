using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>The two means of the Adam family, in the first two slots; their constants are the first coefficients.</summary>
internal static class Means
{
    /// <summary>The coefficients that the means take.</summary>
    internal const int Coefficients = 4;

    internal static void Begin<T>(StepContext<T> context, double beta1, double beta2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        context.Set(0, beta1);
        context.Set(1, 1 - beta1);
        context.Set(2, beta2);
        context.Set(3, 1 - beta2);
    }

    /// <summary><c>m ← β₁ m + (1 − β₁) g</c>, <c>v ← β₂ v + (1 − β₂) g²</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Advance<T>(Block<T> block, Vector512<T> gradient, out Vector512<T> m, out Vector512<T> v)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        m = block.Coefficient(0) * block[0] + block.Coefficient(1) * gradient;
        v = block.Coefficient(2) * block[1] + block.Coefficient(3) * (gradient * gradient);
        block[0] = m;
        block[1] = v;
    }
}
