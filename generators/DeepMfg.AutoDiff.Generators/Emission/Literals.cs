using System.Globalization;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Types and constants as C# writes them; constants to the bit.</summary>
internal static class Literals
{
    /// <param name="type">The type.</param>
    /// <param name="system">What stands before the names of spans: nothing, or the namespace.</param>
    public static string TypeName(IrType type, string system = "") => type.Item is not { } item ? type.IsOpaque ? type.Name : type.Keyword
        : type.IsModel ? type.Name
        : type.Form is StorageForm.Array or StorageForm.Table ? ArrayName(type, system)
        : $"{system}{(type.Form == StorageForm.Span ? "Span" : "ReadOnlySpan")}<{ItemName(type, system)}>";

    // Of an array of tables T[][,] the brackets of the array come first.
    private static string ArrayName(IrType type, string system)
    {
        string brackets = Brackets(type);
        for (; type is { Member: null, Item: { Form: StorageForm.Array, IsStorage: true } row }; type = row) brackets += Brackets(row);
        return ItemName(type, system) + brackets;
    }

    /// <summary>What stands behind the elements of an array in its type.</summary>
    public static string Brackets(IrType type) => $"[{new string(',', type.Rank - 1)}]";

    /// <summary>What C# has as an element of storage: a number, or a struct that holds it.</summary>
    public static string ItemName(IrType storage, string system = "") => storage.Member?.Struct.Type ?? TypeName(storage.Item!, system);

    /// <param name="constant">The constant.</param>
    /// <param name="isTyped">Whether what stands around it gives it its type, so that <c>2</c> will do for <c>2.0</c>.</param>
    public static string Write(Constant constant, bool isTyped) => constant.Type.Element switch
    {
        Element.Opaque => $"default({constant.Type.Name})!",
        Element.Storage => constant.Type.Form is StorageForm.Array or StorageForm.Table ? "null!" : "default",
        Element.Bool => constant.IsZero ? "false" : "true",
        Element.Float32 or Element.Float64 => Real(constant, isTyped),
        Element.Int32 => Integer(constant.Bits),
        Element.Int64 => isTyped && constant.Bits is > int.MinValue and <= int.MaxValue ? Integer(constant.Bits) : Integer(constant.Bits) + "L",
        Element.UInt32 => Integer(constant.Bits) + "u",
        Element.UInt64 => ((ulong)constant.Bits).ToString(CultureInfo.InvariantCulture) + "ul",
        Element.Char when constant.Bits is >= ' ' and <= '~' and not '\'' and not '\\' => $"'{(char)constant.Bits}'",
        _ => $"({TypeName(constant.Type)}){Parenthesized(constant.Bits)}",
    };

    private static string Real(Constant constant, bool isTyped)
    {
        double value = constant.Real;
        bool isSingle = constant.Type.Element == Element.Float32;
        string type = TypeName(constant.Type);
        if (double.IsNaN(value)) return type + ".NaN";
        if (double.IsPositiveInfinity(value)) return type + ".PositiveInfinity";
        if (double.IsNegativeInfinity(value)) return type + ".NegativeInfinity";
        bool isWhole = Math.Abs(value) < 1e6 && value == Math.Floor(value);
        if (constant.Is(-0.0)) return isSingle ? "-0f" : "-0.0";
        if (isWhole && isTyped) return Integer((long)value);
        string digits = isSingle ? Shortest((float)value) : Shortest(value);
        return isSingle ? digits + "f" : digits.All(static c => char.IsDigit(c) || c == '-') ? digits + ".0" : digits;
    }

    /// <summary>The name of a mathematical constant, if it is one to the bit.</summary>
    public static string? Known(Constant constant) => constant.Type.Element switch
    {
        Element.Float64 when constant.Is(Math.PI) => "Math.PI",
        Element.Float64 when constant.Is(Math.E) => "Math.E",
        Element.Float32 when constant.Is((float)Math.PI) => "MathF.PI",
        Element.Float32 when constant.Is((float)Math.E) => "MathF.E",
        _ => null,
    };

    private static string Shortest(double value)
    {
        // .NET Framework's "R" is not always exact.
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (double.Parse(text, CultureInfo.InvariantCulture) != value) text = value.ToString("G17", CultureInfo.InvariantCulture);
        return text.ToLowerInvariant();
    }

    private static string Shortest(float value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (float.Parse(text, CultureInfo.InvariantCulture) != value) text = value.ToString("G9", CultureInfo.InvariantCulture);
        return text.ToLowerInvariant();
    }

    private static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Parenthesized(long value) => value < 0 ? $"({Integer(value)})" : Integer(value);
}
