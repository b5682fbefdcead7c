namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Parameters with a default, of types that generated code has to say again.</summary>
internal static class Defaults
{
    private const string Held = "[global::DeepMfg.AutoDiff.NoDerivative] ";

    public static Extra Of(Draw draw, string name)
    {
        (string type, string value, string constant) = Kind(draw, name);
        return new Extra(name, $"{type} {name} = {value}", value.StartsWith("Forms", StringComparison.Ordinal) ? $"{{path}}.{value}" : value, constant);
    }

    private static (string Type, string Value, string Constant) Kind(Draw draw, string name) => draw.Below(16) switch
    {
        0 => ("global::System.DayOfWeek?", "global::System.DayOfWeek.Friday", $"((int?){name} ?? 1) * 0.1"),
        1 => ($"{Held}double?", "0.25", $"{name} ?? 0.5"),
        2 => ($"{Held}float?", "float.NaN", $"{name} is float.NaN ? 0.5 : 0.25"),
        3 => ("Forms", "Forms.Odd", $"{name} == Forms.Odd ? 0.5 : 0.25"),
        4 => ("Forms?", "Forms.Odd", $"{name} is Forms.Odd or null ? 0.5 : 0.25"),
        5 => ("char", @"'\n'", $"{name} / 20.0"),
        6 => ("string", @"""a\""{b""", $"{name}.Length * 0.1"),
        7 => ("decimal", "1.5m", $"(double){name} * 0.5"),
        8 => ("object?", "null", $"{name} is null ? 0.5 : 0.25"),
        9 => ($"{Held}double", "double.NegativeInfinity", $"{name} < 0 ? 0.5 : 0.25"),
        10 => ("(int, string?)", "default", $"{name}.Item1 * 0.1 + 0.5"),
        11 => ("global::System.TimeSpan", "default", $"{name}.TotalHours + 0.5"),
        12 => ("nuint", "3", $"{name} * 0.1"),
        13 => ("ulong?", "ulong.MaxValue", $"{name} > 5 ? 0.5 : 0.25"),
        14 => ("sbyte", "-128", $"{name} * 0.004"),
        _ => ("string?", "nameof(global::System.Math)", $"({name}?.Length ?? 2) * 0.1"),
    };
}
