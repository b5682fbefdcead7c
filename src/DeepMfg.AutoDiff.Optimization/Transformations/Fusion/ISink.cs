using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>What a pass does with an update.</summary>
internal interface ISink
{
    static abstract void Take<T>(Vector512<T> update, Vector512<T> parameter, ref T result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Subtracts it from the parameters: <c>θ ← θ − u</c>.</summary>
internal readonly struct DescendingSink : ISink
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take<T>(Vector512<T> update, Vector512<T> parameter, ref T result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (parameter - update).StoreUnsafe(ref result);
}

/// <summary>Writes it down.</summary>
internal readonly struct WritingSink : ISink
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take<T>(Vector512<T> update, Vector512<T> parameter, ref T result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => update.StoreUnsafe(ref result);
}

/// <summary>Drops it.</summary>
internal readonly struct DroppingSink : ISink
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take<T>(Vector512<T> update, Vector512<T> parameter, ref T result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }
}
