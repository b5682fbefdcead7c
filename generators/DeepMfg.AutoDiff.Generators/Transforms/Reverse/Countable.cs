using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>Whether rows can be reserved for all of a loop's trips before it begins.</summary>
internal static class Countable
{
    /// <summary>Of so many rows the memory is no matter, whether all trips run or not.</summary>
    private const long ShortLoop = 1 << 16;

    /// <summary>
    /// Where a trip may throw the count says little: a guard may end at once what was to run for ever. Unless there is storage that is as long.
    /// </summary>
    public static bool Is(Loop loop, Predicate<Operand> isInReach, Sizes sizes)
    {
        if (loop.Counter is not { } counter || counter.Index.Type != IrType.Int32 || !isInReach(counter.Start) || !isInReach(counter.Bound)) return false;
        long? distance = counter is { Start: Constant start, Bound: Constant bound } ? Math.Abs(bound.Bits - start.Bits) : null;
        if (distance <= ShortLoop || IsSized(counter.Start) && IsSized(counter.Bound)) return true;
        return !Walk.All(loop.Body).Exists(inner => MayStop(inner) || distance is not null && inner is Opaque or Let { Value: Load { Throws: true } });

        bool IsSized(Operand end) => end is Constant known ? Math.Abs(known.Bits) <= ShortLoop : sizes.IsOne(end, loop);
    }

    /// <summary>Whether a statement may be a guard: a call, or arithmetic that throws. An element is read in a loop over the elements.</summary>
    private static bool MayStop(Statement statement) => statement switch
    {
        Opaque { Text: { HasValue: true, Template: "{0}[{1}]" } } => false,
        Opaque { Text: { Pure: false, Reads: false } } => true,
        Let { Value: Apply apply } => Effects.MayThrow(apply),
        _ => false,
    };
}
