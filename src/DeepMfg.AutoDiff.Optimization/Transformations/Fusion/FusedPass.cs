using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>The loop: all transformations of a stage over one leaf, block by block.</summary>
internal static class FusedPass<T, TTransformation, TSink>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTransformation : struct, IFusedTransformation
    where TSink : struct, ISink
{
    internal static void Run(TTransformation transformation, Streams<T> streams, Block<T> block)
    {
        int blocks = streams.Length / Vector512<T>.Count;
        block = Blocks(transformation, streams, block, blocks);
        int start = blocks * Vector512<T>.Count;
        if (start < streams.Length)
        {
            Rest(transformation, streams.From(start), block);
        }
    }

    /// <summary>Whole blocks; gives the block behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Block<T> Blocks(TTransformation transformation, Streams<T> streams, Block<T> block, int count)
    {
        ref T updates = ref MemoryMarshal.GetReference(streams.Updates);
        ref T parameters = ref MemoryMarshal.GetReference(streams.Parameters);
        ref T results = ref MemoryMarshal.GetReference(streams.Results);
        int slots = TTransformation.Slots;
        nuint width = (nuint)Vector512<T>.Count, end = (nuint)count * width;
        for (nuint i = 0; i < end; i += width)
        {
            Vector512<T> parameter = Vector512.LoadUnsafe(ref parameters, i);
            Vector512<T> update = transformation.Apply(Vector512.LoadUnsafe(ref updates, i), parameter, block);
            TSink.Take(update, parameter, ref Unsafe.Add(ref results, i));
            block = block.Next(slots);
        }

        return block;
    }

    /// <summary>What is left is a block too, with zeros behind it: so each formula is written once.</summary>
    private static void Rest(TTransformation transformation, Streams<T> rest, Block<T> block)
    {
        Vector512<T> update = default, parameter = default, result = default;
        Span<T> updates = Lanes(ref update), parameters = Lanes(ref parameter), results = Lanes(ref result);
        rest.Updates.CopyTo(updates);
        rest.Parameters.CopyTo(parameters);
        rest.Results.CopyTo(results);
        Blocks(transformation, new Streams<T>(updates, parameters, results), block, 1);
        results[..rest.Length].CopyTo(rest.Results);
    }

    private static Span<T> Lanes(ref Vector512<T> vector) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<Vector512<T>, T>(ref vector), Vector512<T>.Count);
}
