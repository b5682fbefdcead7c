using System.Numerics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>log Σ e^xᵢ, without overflow.</summary>
    /// <param name="x">The logarithms.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The logarithm of the sum; −∞ of none.</returns>
    public static T LogSumExp<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => RowSums<T>.LogSumExp(x);
}

public static partial class Pullbacks
{
    /// <summary>x̄ᵢ += e^(xᵢ − y) ȳ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The value.</param>
    /// <param name="yBar">Its cotangent.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void LogSumExp<T>(ReadOnlySpan<T> x, T y, T yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Checks.Length<T>(xBar, x.Length, nameof(xBar));
        Checks.Apart(xBar, x, nameof(xBar));
        RowSums<T>.AddExponentials(x, y, yBar, xBar);
    }
}

public static partial class Tangents
{
    /// <summary>ẏ = Σ e^(xᵢ − y) ẋᵢ</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The value.</param>
    /// <param name="xDot">The arguments' tangents.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The value's tangent.</returns>
    public static T LogSumExp<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> xDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Checks.Length(xDot, x.Length, nameof(xDot));
        return T.CreateTruncating(RowSums<T>.DotOfExponentials(x, y, xDot));
    }
}
