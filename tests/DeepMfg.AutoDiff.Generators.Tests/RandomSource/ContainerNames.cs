using System.Text.RegularExpressions;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Names that C# allows and that are easily taken for others: of every script, keywords, those of generated code.</summary>
internal static partial class ContainerNames
{
    // Combining marks, letters that change their case elsewhere, letters that a normalization joins, an escape, a join that does not show.
    private static readonly string[] s_scripts =
    [
        "Größe", "Θερμότητα", "скорость", "速度", "सङ्ख्या", "حرارة", "온도", "e\u0301tat", "\u00e9tat", "E\u0301TAT", "İnce", "ınce", "\ufb01x", "Ｆ", "ǅ", "ß", "\\u0041b", "a\u200db", "__", "\u1e9e",
    ];

    private static readonly string[] s_keywords =
    [
        "@class", "@event", "@base", "@namespace", "@operator", "@checked", "@select", "@file", "@scoped", "@required", "@extension", "@where", "@global", "@await", "@dynamic", "@partial", "@unmanaged",
    ];

    /// <summary>Names of types that generated code uses, or might.</summary>
    private static readonly string[] s_hiding =
    [
        "System", "Math", "MathF", "Tape", "Span", "ReadOnlySpan", "DeepMfg", "Ad", "Ops", "Double", "Unsafe", "MemoryMarshal", "ValueTuple", "Func", "ArgumentException", "Differentiable", "Derivatives", "Object",
    ];

    /// <summary>Names of generated members' parameters and locals.</summary>
    private static readonly string[] s_ours = ["tape", "cotangent", "value", "Value", "Gradient", "Tangent", "xBar", "xDot", "result", "field", "Item1", "Item3", "Rest", "@this", "product", "gradient"];

    public static string Plain(Draw draw) => draw.Of(draw.Chance(60) ? s_scripts : s_keywords);

    /// <summary>A type's or a namespace's name; one that hides what the program says is for a program whose names are whole.</summary>
    public static string Of(Draw draw, bool isWhole) => isWhole && draw.Chance(40) ? draw.Of(s_hiding) : draw.Chance(15) ? $"Inner{draw.Below(3)}" : Plain(draw);

    public static string Variable(Draw draw, bool isWhole) => draw.Below(3) switch { 0 => draw.Of(s_ours), 1 when isWhole => $"@{draw.Of(s_hiding)}", _ => Plain(draw) };

    public static string Method(Draw draw) => draw.Below(3) switch
    {
        0 => draw.Of(["F", "Vjp", "Jvp", "ValueAndGradient", "ToString", "Invoke", "get_Value", "Main", "FVjp", "Derivatives", "op_Addition"]),
        _ => Plain(draw),
    };

    /// <summary>The text with all that stands outside the program named from the root.</summary>
    public static string Whole(string text) => Outside().Replace(text, static match => match.Value switch
    {
        "System" => "global::System",
        "Probe" => "global::Probe",
        "Ops" or "Ad" => $"global::DeepMfg.AutoDiff.{match.Value}",
        _ => $"global::System.{match.Value}",
    });

    [GeneratedRegex(@"(?<![\w.:@\\])(System|Math|MathF|Probe|Ops|Ad)(?=\.)")]
    private static partial Regex Outside();
}
