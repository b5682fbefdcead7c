using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>Sums over one row, carried in double precision, and the exponentials that are summed.</summary>
internal static class RowSums<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The largest element; NaN where one is, −∞ of none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static T Max(ReadOnlySpan<T> x)
    {
        T largest = T.NegativeInfinity;
        int whole = x.Length - x.Length % Vector512<T>.Count;
        if (whole > 0)
        {
            Vector512<T> most = Vector512.Create(x);
            for (int i = Vector512<T>.Count; i < whole; i += Vector512<T>.Count)
            {
                most = Vector512.Max(most, Vector512.Create(x[i..]));
            }

            for (int lane = 0; lane < Vector512<T>.Count; lane++)
            {
                largest = T.Max(largest, most[lane]);
            }
        }

        foreach (T value in x[whole..])
        {
            largest = T.Max(largest, value);
        }

        return largest;
    }

    /// <summary><c>Σ aᵢ bᵢ</c>, where zero wins over infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Dot(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
    {
        Vector512<double> sum = default;
        for (int i = 0; i < a.Length; i += Vector512<T>.Count)
        {
            sum = Wide.Add(sum, Wide.Product(Wide.Load(a, i), Wide.Load(b, i)));
        }

        return Vector512.Sum(sum);
    }

    /// <summary><c>Σ xᵢ</c></summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Sum(ReadOnlySpan<T> x)
    {
        Vector512<double> sum = default;
        for (int i = 0; i < x.Length; i += Vector512<T>.Count)
        {
            sum = Wide.Add(sum, Wide.Load(x, i));
        }

        return Vector512.Sum(sum);
    }

    /// <summary><c>Σ e^(xᵢ − shift)</c></summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double SumOfExponentials(ReadOnlySpan<T> x, T shift)
    {
        Vector512<double> sum = default;
        Vector512<T> offset = Vector512.Create(shift);
        int whole = x.Length - x.Length % Vector512<T>.Count;
        for (int i = 0; i < whole; i += Vector512<T>.Count)
        {
            sum = Wide.Add(sum, Elementary.Exp(Vector512.Create(x[i..]) - offset));
        }

        double total = Vector512.Sum(sum);
        if (whole < x.Length)
        {
            Vector512<T> rest = Elementary.Exp(Wide.Load(x, whole) - offset);
            for (int lane = 0; lane < x.Length - whole; lane++)
            {
                total += double.CreateTruncating(rest[lane]);
            }
        }

        return total;
    }

    /// <summary><c>Σ e^(xᵢ − shift) ẋᵢ</c>, where zero wins over infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double DotOfExponentials(ReadOnlySpan<T> x, T shift, ReadOnlySpan<T> xDot)
    {
        Vector512<double> sum = default;
        Vector512<T> offset = Vector512.Create(shift);
        for (int i = 0; i < x.Length; i += Vector512<T>.Count)
        {
            sum = Wide.Add(sum, Wide.Product(Elementary.Exp(Wide.Load(x, i) - offset), Wide.Load(xDot, i)));
        }

        return Vector512.Sum(sum);
    }

    /// <summary><c>x̄ᵢ += factor e^(xᵢ − shift)</c>, where zero wins over infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddExponentials(ReadOnlySpan<T> x, T shift, T factor, Span<T> xBar)
    {
        Vector512<T> offset = Vector512.Create(shift), factors = Vector512.Create(factor);
        for (int i = 0; i < x.Length; i += Vector512<T>.Count)
        {
            Vector512<T> change = Wide.Product(Elementary.Exp(Wide.Load(x, i) - offset), factors);
            Wide.Store(Wide.Load<T>(xBar, i) + change, xBar, i);
        }
    }

    /// <summary><c>log Σ e^xᵢ</c>, with the largest element taken out so that nothing overflows.</summary>
    internal static T LogSumExp(ReadOnlySpan<T> x)
    {
        T largest = Max(x);
        return T.IsFinite(largest) ? T.CreateTruncating(double.CreateTruncating(largest) + Elementary.Log(SumOfExponentials(x, largest))) : largest;
    }
}
