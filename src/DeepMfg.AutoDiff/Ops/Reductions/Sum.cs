using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Pullbacks
{
    /// <summary>x̄ᵢ += ȳ, of <c>y = Σ xᵢ</c>.</summary>
    /// <param name="yBar">The sum's cotangent.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<T>(T yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> bar = Vector512.Create(yBar);
        for (int i = 0; i < xBar.Length; i += Vector512<T>.Count)
        {
            Wide.Store(Wide.Load<T>(xBar, i) + bar, xBar, i);
        }
    }
}

public static partial class Tangents
{
    /// <summary>ẏ = Σ ẋᵢ, of <c>y = Σ xᵢ</c>.</summary>
    /// <param name="xDot">The elements' tangents.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The sum's tangent.</returns>
    public static T Sum<T>(ReadOnlySpan<T> xDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(RowSums<T>.Sum(xDot));
}
