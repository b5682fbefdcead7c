using System.Numerics;

namespace DeepMfg.AutoDiff;

public static partial class Pullbacks
{
    /// <summary>x̄ᵢ += ȳ Πⱼ xⱼ over the others, of <c>y = Π xᵢ</c>; also where elements are zero.</summary>
    /// <param name="x">The factors.</param>
    /// <param name="yBar">The product's cotangent.</param>
    /// <param name="xBar">Added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Product<T>(ReadOnlySpan<T> x, T yBar, Span<T> xBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Checks.Length<T>(xBar, x.Length, nameof(xBar));
        Checks.Apart(xBar, x, nameof(xBar));
        using Tape tape = Tape.Open();
        Span<T> behind = tape.Reserve<T>(x.Length);
        T product = T.One;
        for (int i = x.Length - 1; i >= 0; i--)
        {
            behind[i] = product;
            product *= x[i];
        }

        product = T.One;
        for (int i = 0; i < x.Length; i++)
        {
            T others = product * behind[i];
            xBar[i] += others == T.Zero || yBar == T.Zero ? T.Zero : others * yBar;
            product *= x[i];
        }
    }
}

public static partial class Tangents
{
    /// <summary>ẏ = Σ ẋᵢ Πⱼ xⱼ over the others, of <c>y = Π xᵢ</c>.</summary>
    /// <param name="x">The factors.</param>
    /// <param name="xDot">Their tangents.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The product's tangent.</returns>
    public static T Product<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Checks.Length(xDot, x.Length, nameof(xDot));
        T product = T.One, dot = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            T before = dot == T.Zero || x[i] == T.Zero ? T.Zero : dot * x[i];
            dot = before + (xDot[i] == T.Zero || product == T.Zero ? T.Zero : product * xDot[i]);
            product *= x[i];
        }

        return dot;
    }
}
