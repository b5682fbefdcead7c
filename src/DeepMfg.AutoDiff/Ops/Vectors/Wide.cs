using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>
/// What loops over vectors need besides the operators. All of it gives the same bits whatever vectors the machine has: a sum has the order of
/// 64 bytes, and a multiplication with an addition is rounded once.
/// </summary>
internal static class Wide
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> All<T>(double value)
        where T : unmanaged => typeof(T) == typeof(float) ? Vector512.Create((float)value).As<float, T>() : Vector512.Create(value).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> MultiplyAdd<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c)
        where T : unmanaged => typeof(T) == typeof(float)
            ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
            : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    /// <summary>The chain rule's product, in which zero wins over infinity and NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Product<T>(Vector512<T> partial, Vector512<T> bar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> zero = Vector512<T>.Zero;
        return Vector512.ConditionalSelect(Vector512.Equals(partial, zero) | Vector512.Equals(bar, zero), zero, partial * bar);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Clamp<T>(Vector512<T> x, double low, double high)
        where T : unmanaged => Vector512.Min(Vector512.Max(x, All<T>(low)), All<T>(high));

    /// <summary>The vector at a place, with zeros behind the span's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Load<T>(ReadOnlySpan<T> x, int start)
        where T : unmanaged => start <= x.Length - Vector512<T>.Count ? Vector512.Create(x.Slice(start, Vector512<T>.Count)) : LoadPart(x[start..]);

    /// <summary>Writes a vector, or as much of it as the span has place for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<T>(Vector512<T> value, Span<T> destination, int start)
        where T : unmanaged
    {
        if (start <= destination.Length - Vector512<T>.Count)
        {
            value.CopyTo(destination.Slice(start, Vector512<T>.Count));
        }
        else
        {
            StorePart(value, destination[start..]);
        }
    }

    /// <summary>A sum that double precision carries, whatever the type of its terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Add<T>(Vector512<double> sum, Vector512<T> terms)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            return sum + terms.AsDouble();
        }

        (Vector512<double> low, Vector512<double> high) = Vector512.Widen(terms.AsSingle());
        return sum + (low + high);
    }

    private static Vector512<T> LoadPart<T>(ReadOnlySpan<T> x)
        where T : unmanaged
    {
        Vector512<T> vector = default;
        x.CopyTo(Elements(ref vector));
        return vector;
    }

    private static void StorePart<T>(Vector512<T> value, Span<T> destination)
        where T : unmanaged => Elements(ref value)[..destination.Length].CopyTo(destination);

    private static Span<T> Elements<T>(ref Vector512<T> vector)
        where T : unmanaged => MemoryMarshal.CreateSpan(ref Unsafe.As<Vector512<T>, T>(ref vector), Vector512<T>.Count);
}
