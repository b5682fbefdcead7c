using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>What a transformation's formula reads and writes besides the update: the numbers kept for one block of parameters.</summary>
/// <typeparam name="T">The type of a parameter.</typeparam>
public readonly ref struct Block<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The slots of a block lie next to each other, so that a step walks through one stream of memory however many there are.
    private readonly ref T _memory;
    private readonly ref T _coefficients;
    private readonly ref T _constants;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Block(ref T memory, ref T coefficients, ref T constants, Stage stage)
    {
        _memory = ref memory;
        _coefficients = ref coefficients;
        _constants = ref constants;
        Stage = stage;
    }

    /// <summary>The stage that runs; a gate acts only where its index is one.</summary>
    public Stage Stage { get; }

    /// <summary>A number kept for each parameter.</summary>
    /// <param name="slot">Its place, below <see cref="IFusedTransformation.Slots"/>.</param>
    /// <returns>The numbers of the block.</returns>
    public Vector512<T> this[int slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.LoadUnsafe(ref Unsafe.Add(ref _memory, slot * Vector512<T>.Count));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => value.StoreUnsafe(ref Unsafe.Add(ref _memory, slot * Vector512<T>.Count));
    }

    /// <summary>A number that <see cref="IFusedTransformation.Begin{T}"/> wrote.</summary>
    /// <param name="index">Its place, below <see cref="IFusedTransformation.Coefficients"/>.</param>
    /// <returns>The number in every lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Coefficient(int index) => Vector512.Create(Unsafe.Add(ref _coefficients, index));

    /// <summary>A number that <see cref="IFusedTransformation.Describe{T}"/> wrote for the leaf.</summary>
    /// <param name="index">Its place, below <see cref="IFusedTransformation.LeafConstants"/>.</param>
    /// <returns>The number in every lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> LeafConstant(int index) => Vector512.Create(Unsafe.Add(ref _constants, index));

    /// <summary>The block of the transformation that follows another in a chain.</summary>
    /// <typeparam name="TBefore">The one before.</typeparam>
    /// <returns>The block behind what the one before keeps.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Block<T> After<TBefore>()
        where TBefore : struct, IFusedTransformation => new(
            ref Unsafe.Add(ref _memory, TBefore.Slots * Vector512<T>.Count),
            ref Unsafe.Add(ref _coefficients, TBefore.Coefficients),
            ref Unsafe.Add(ref _constants, TBefore.LeafConstants),
            Stage.After(TBefore.Gates));

    /// <summary>The next block of the same leaf.</summary>
    /// <param name="slots">What is kept for each parameter.</param>
    /// <returns>The block of the parameters that follow.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Block<T> Next(int slots) => new(ref Unsafe.Add(ref _memory, slots * Vector512<T>.Count), ref _coefficients, ref _constants, Stage);
}
