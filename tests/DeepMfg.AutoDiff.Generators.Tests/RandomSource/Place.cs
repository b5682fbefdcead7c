namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>The type that a marked method stands in.</summary>
/// <param name="Before">Text before the method.</param>
/// <param name="After">Text behind it.</param>
/// <param name="Modifiers">The method's modifiers.</param>
/// <param name="Target">What the members are called on.</param>
/// <param name="Constant">A constant of differentiation that the method may read, or empty.</param>
internal sealed record Place(string Before, string After, string Modifiers, string Target, string Constant)
{
    public static Place Random(Draw draw, string name) => draw.Below(11) switch
    {
        < 3 => new Place($"public static partial class {name}\n{{\n", "}\n", "public static", name, ""),
        3 => new Place($"public sealed partial class {name}(double gain)\n{{\n    private readonly double _gain = gain;\n\n", "}\n", "public", $"new {name}(0.75)", "_gain"),
        4 => new Place($"public sealed partial record {name}(double Gain)\n{{\n", "}\n", "public", $"new {name}(0.75)", "Gain"),
        5 => new Place($"public readonly partial struct {name}(double gain)\n{{\n    private double Gain {{ get; }} = gain;\n\n", "}\n", "internal", $"new {name}(0.75)", "Gain"),
        6 => new Place($"namespace Some.Where\n{{\npublic static partial class {name}\n{{\ninternal partial record struct Inner\n{{\n", "}\n}\n}\n", "internal static", $"Some.Where.{name}.Inner", ""),
        7 => new Place(
            $"namespace @namespace.Größe.ή\n{{\npublic static partial class {name}ش<T, @class>\n    where @class : notnull\n{{\n", "}\n}\n", "public static",
            $"@namespace.Größe.ή.{name}ش<int, string>", ""),
        8 => new Place(
            $"public static partial class {name}\n{{\n    public enum Tape {{ A }}\n\n    public readonly record struct Span(int Length);\n\n    public static class Partials {{ public static int TapeLength => 3; }}\n\n",
            "}\n", "internal static", name, ""),
        9 => new Place(
            $"public abstract partial record {name}<T>(double Gain, T? Tag)\n{{\npublic sealed partial record Inner(double Gain) : {name}<T>(Gain, default(T))\n{{\n", "}\n}\n",
            "public", $"new {name}<int>.Inner(0.75)", "Gain"),
        _ => new Place($"public static partial class {name}<T>\n    where T : struct\n{{\n", "}\n", "public static", $"{name}<int>", ""),
    };
}
