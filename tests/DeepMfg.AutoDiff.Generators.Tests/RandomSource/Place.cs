namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>The type that a marked method stands in.</summary>
/// <param name="Before">Text before the method.</param>
/// <param name="After">Text behind it.</param>
/// <param name="Modifiers">The method's modifiers.</param>
/// <param name="Target">What the members are called on.</param>
/// <param name="Constant">A constant of differentiation that the method may read, or empty.</param>
internal sealed record Place(string Before, string After, string Modifiers, string Target, string Constant)
{
    /// <summary>The type, named from the root.</summary>
    public string Path { get; init; } = "";

    public static Place Random(Draw draw, string name) => draw.Below(8) switch
    {
        < 3 => new Place($"public static partial class {name}\n{{\n", "}\n", "public static", name, ""),
        3 => new Place($"public sealed partial class {name}(double gain)\n{{\n    private readonly double _gain = gain;\n\n", "}\n", "public", $"new {name}(0.75)", "_gain"),
        4 => new Place($"public sealed partial record {name}(double Gain)\n{{\n", "}\n", "public", $"new {name}(0.75)", "Gain"),
        5 => new Place($"public readonly partial struct {name}(double gain)\n{{\n    private double Gain {{ get; }} = gain;\n\n", "}\n", "internal", $"new {name}(0.75)", "Gain"),
        6 => new Place($"namespace Some.Where\n{{\npublic static partial class {name}\n{{\ninternal partial record struct Inner\n{{\n", "}\n}\n}\n", "internal static", $"Some.Where.{name}.Inner", ""),
        _ => new Place($"public static partial class {name}<T>\n    where T : struct\n{{\n", "}\n", "public static", $"{name}<int>", ""),
    };
}
