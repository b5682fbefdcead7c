using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>C#'s numeric conversions as .NET 10 does them, floating to integer saturating; also where the compiler runs on another .NET.</summary>
internal sealed record Conversion(Element From, Element To, bool Checked)
{
    // 2⁶³ and 2⁶⁴ are doubles; the largest long and ulong are not.
    private const double TwoTo63 = 9223372036854775808.0, TwoTo64 = 18446744073709551616.0;

    /// <summary>Whether a real number becomes an integer.</summary>
    public bool Rounds { get; } = IsReal(From) && !IsReal(To);

    public long Of(long bits)
    {
        if (!IsReal(To)) return IsReal(From) ? RealToInteger(BitConverter.Int64BitsToDouble(bits)) : Checked ? Fit(bits, From, To) : Wrap(bits, To);
        if (To == Element.Float64) return BitConverter.DoubleToInt64Bits(ToReal(bits, From));
        // To float in one rounding: by way of a double, a large integer would be rounded twice.
        float single = From == Element.UInt64 ? (ulong)bits : IsReal(From) ? (float)BitConverter.Int64BitsToDouble(bits) : bits;
        return BitConverter.DoubleToInt64Bits(single);
    }

    public static double ToReal(long bits, Element from) =>
        IsReal(from) ? BitConverter.Int64BitsToDouble(bits) : from == Element.UInt64 ? (ulong)bits : bits;

    /// <summary>Truncated, and where it does not fit the nearest value that does; NaN gives zero.</summary>
    public static long ToInteger(double value, Element to) => to switch
    {
        Element.UInt64 => unchecked((long)Saturate64(value)),
        Element.Int64 => Saturate(value, long.MinValue, long.MaxValue),
        Element.UInt32 => Saturate(value, uint.MinValue, uint.MaxValue),
        // The smaller ones by way of an int, whose upper bits are dropped.
        _ => Wrap(Saturate(value, int.MinValue, int.MaxValue), to),
    };

    /// <summary>The low bits that <paramref name="element"/> holds.</summary>
    public static long Wrap(long value, Element element) => unchecked(element switch
    {
        Element.Int8 => (sbyte)value,
        Element.UInt8 => (byte)value,
        Element.Int16 => (short)value,
        Element.UInt16 or Element.Char => (ushort)value,
        Element.Int32 => (int)value,
        Element.UInt32 => (uint)value,
        _ => value,
    });

    /// <summary>The value itself, if <paramref name="to"/> can hold it.</summary>
    /// <exception cref="OverflowException">It cannot.</exception>
    public static long Fit(long value, Element from, Element to)
    {
        // The 64-bit types share their bits, and differ where the sign bit is set.
        bool changesSign = value < 0 && (from == Element.UInt64) != (to == Element.UInt64);
        return Wrap(value, to) == value && !changesSign ? value : throw new OverflowException();
    }

    private long RealToInteger(double value)
    {
        if (!Checked) return ToInteger(value, To);
        double truncated = Math.Truncate(value);
        if (To == Element.UInt64) return truncated is >= 0 and < TwoTo64 ? unchecked((long)Saturate64(truncated)) : throw new OverflowException();
        return truncated is >= -TwoTo63 and < TwoTo63 ? Fit((long)truncated, Element.Int64, To) : throw new OverflowException();
    }

    private static long Saturate(double value, long least, long most) =>
        double.IsNaN(value) ? 0 : value <= least ? least : value >= most ? most : (long)value;

    private static ulong Saturate64(double value) =>
        !(value > 0) ? 0 : value >= TwoTo64 ? ulong.MaxValue : value < TwoTo63 ? (ulong)(long)value : (ulong)(long)(value - TwoTo63) + (1UL << 63);

    private static bool IsReal(Element element) => element is Element.Float32 or Element.Float64;
}
