using System.Globalization;
using System.Text;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>How the printed IR writes its leaves: names, types, literals and strings; the lexer's counterpart.</summary>
internal static class Notation
{
    private static readonly string[] Elements =
        ["f32", "f64", "bool", "char", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "opaque"];

    private static readonly IrType[] Scalars = [.. Elements.Select(static (_, i) => new IrType((Element)i))];

    public static string Type(IrType type)
    {
        if (type.IsModel) return $"{Type(type.Item!)} model {Quoted(type.Name)}";
        if (type.Item is { } item)
        {
            string form = type.Form switch { StorageForm.Array => " array", StorageForm.ReadOnlySpan => " readonly", StorageForm.Table => " table", _ => "" };
            if (type.Member is { } member) form += $" of {Quoted(Member(member))}";
            return $"{Type(item)}[{new string(',', type.Rank - 1)}]{form}";
        }
        string element = Elements[(int)type.Element];
        string lanes = type.Lanes == 1 ? "" : "x" + type.Lanes.ToString(CultureInfo.InvariantCulture);
        return type.IsOpaque ? $"{element}{lanes} {Quoted(type.Name)}" : element + lanes;
    }

    /// <summary>A number in the structs of an array, by the way to it.</summary>
    public static string Member(ElementMember member) => $"{member.Struct.Type}.{string.Join(".", member.Names)}";

    /// <summary>The type of that name, but for the C# name of an opaque one.</summary>
    public static IrType? TypeOf(string name)
    {
        int scalar = Array.IndexOf(Elements, name);
        if (scalar >= 0) return Scalars[scalar];
        int x = name.LastIndexOf('x');
        if (x < 0 || !int.TryParse(name.Substring(x + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int lanes)) return null;
        int element = Array.IndexOf(Elements, name.Substring(0, x));
        return element < 0 ? null : new IrType((Element)element, lanes);
    }

    /// <summary>The name of a function or a primitive: quoted where it is no identifier.</summary>
    public static string Name(string name) => IsName(name) ? name : Quoted(name);

    /// <summary>A variable's name, escaped as in C# where it would read as a literal.</summary>
    public static string Escaped(string name) => name is "true" or "false" or "NaN" or "Infinity" ? "@" + name : name;

    /// <summary>Whether a text is an identifier, perhaps with a number behind a dot.</summary>
    public static bool IsName(string text) => text.Length > 0 && EndOfName(text, 0) == text.Length;

    /// <summary>Where the name that starts at <paramref name="start"/> ends; <paramref name="start"/> if there is none.</summary>
    public static int EndOfName(string text, int start)
    {
        if (start >= text.Length || char.IsDigit(text[start]) || !IsNameCharacter(text[start])) return start;
        int end = start + 1;
        while (end < text.Length && IsNameCharacter(text[end])) end++;
        if (end + 1 >= text.Length || text[end] != '.' || !IsDigit(text[end + 1])) return end;
        end += 2;
        while (end < text.Length && IsDigit(text[end])) end++;
        return end;
    }

    // Every character beyond ASCII is taken as a letter: the C# compiler has already judged the user's names.
    private static bool IsNameCharacter(char c) => c is '_' or >= '\x80' || char.IsLetterOrDigit(c);

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static string Literal(Constant constant)
    {
        IrType type = constant.Type;
        if (type.IsFloat && type.Lanes == 1) return type.Element == Element.Float64 ? Real(constant) : $"{Real(constant)}: {Type(type)}";
        if (type == IrType.Bool && constant.Bits is 0 or 1) return constant.IsZero ? "false" : "true";
        string digits = type.IsFloat ? Bits(constant)
            : type.Element == Element.UInt64 ? ((ulong)constant.Bits).ToString(CultureInfo.InvariantCulture)
            : constant.Bits.ToString(CultureInfo.InvariantCulture);
        return type == IrType.Int32 ? digits : $"{digits}: {Type(type)}";
    }

    private static string Real(Constant constant)
    {
        double value = constant.Real;
        string digits = constant.Type.Element == Element.Float32
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);
        if (value == 0 && constant.Bits != 0) digits = "-0";
        if (!double.IsNaN(value) && !double.IsInfinity(value) && digits.IndexOfAny(['.', 'E']) < 0) digits += ".0";
        // What the shortest digits cannot say (a NaN's payload, digits that the platform rounds wrongly) is said by its bits.
        return ParseReal(digits, constant.Type.Element) == constant.Bits ? digits : Bits(constant);
    }

    private static string Bits(Constant constant) => "0x" + constant.Bits.ToString("X16", CultureInfo.InvariantCulture);

    /// <summary>The bits of a real literal, or <see langword="null"/> if it is none.</summary>
    public static long? ParseReal(string text, Element element)
    {
        if (text is "NaN") return BitConverter.DoubleToInt64Bits(double.NaN);
        if (text is "Infinity") return BitConverter.DoubleToInt64Bits(double.PositiveInfinity);
        if (text is "-Infinity") return BitConverter.DoubleToInt64Bits(double.NegativeInfinity);
        if (element == Element.Float32)
        {
            return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float single)
                ? BitConverter.DoubleToInt64Bits(text[0] == '-' && single == 0 ? -0.0 : single) : null;
        }
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? BitConverter.DoubleToInt64Bits(text[0] == '-' && value == 0 ? -0.0 : value) : null;
    }

    /// <summary>The value of an integer literal, or <see langword="null"/> if it is none or too large.</summary>
    public static long? ParseInteger(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong large) ? (long)large
        : null;

    /// <summary>The 64 bits of <c>0x3FF0000000000000</c>, or <see langword="null"/>.</summary>
    public static long? ParseBits(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal)
        && long.TryParse(text.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long bits) ? bits : null;

    public static string Quoted(string text)
    {
        StringBuilder quoted = new("\"", text.Length + 2);
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' or '\u0085' or '\u2028' or '\u2029' or >= '\uD800' and <= '\uDFFF' => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }
}
