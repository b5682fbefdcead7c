using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Whether an operation may throw for these arguments, which the primal's caller is to see even where nobody reads the value.</summary>
internal static class Throwing
{
    public static bool MayThrow(Apply apply)
    {
        Primitive row = Primitives.Get(apply.Primitive);
        if (row.IsOwn) return false;
        if (apply.Arguments[0].Type.IsFloat && row.MayThrowOnReals) return !IsInOrder(apply);
        return apply.Type.IsInteger && row.MayThrowOnIntegers && !(row.IsChecked ? Widens(row, apply) : IsHarmlessDivision(row, apply) || IsInOrder(apply));
    }

    /// <summary>Whether bounds are constants that are no error.</summary>
    private static bool IsInOrder(Apply apply) => apply.Arguments is [_, Constant low, Constant high] && low.Real <= high.Real;

    private static bool IsHarmlessDivision(Primitive row, Apply apply) =>
        row.Form is Infix && apply.Arguments is [_, Constant { IsZero: false, Bits: not -1 }];

    private static bool Widens(Primitive row, Apply apply) =>
        row.Form is Cast && Range(apply.Arguments[0].Type) is { } from && Range(apply.Type) is { } to
        && from.Low >= to.Low && from.High <= to.High;

    /// <summary>The values of an integer type.</summary>
    private static (decimal Low, decimal High)? Range(IrType type) => type.Element switch
    {
        Element.Char or Element.UInt16 => (ushort.MinValue, ushort.MaxValue),
        Element.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        Element.UInt8 => (byte.MinValue, byte.MaxValue),
        Element.Int16 => (short.MinValue, short.MaxValue),
        Element.Int32 => (int.MinValue, int.MaxValue),
        Element.UInt32 => (uint.MinValue, uint.MaxValue),
        Element.Int64 => (long.MinValue, long.MaxValue),
        Element.UInt64 => (ulong.MinValue, ulong.MaxValue),
        _ => null,
    };
}
