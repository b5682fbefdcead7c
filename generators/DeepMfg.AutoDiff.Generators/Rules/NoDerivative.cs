namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Methods of Math, MathF, double and float without a row, on purpose: name and reason.</summary>
internal static class NoDerivative
{
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["BigMul"] = "multiplies integers",
        ["DivRem"] = "divides integers",
        ["Parse"] = "reads text",
        ["TryParse"] = "reads text",
        ["ConvertToInteger"] = "converts to an integer: constant between its jumps",
        ["ConvertToIntegerNative"] = "converts to an integer: constant between its jumps",
        ["CreateChecked"] = "converts from a type parameter; a cast has a derivative",
        ["CreateSaturating"] = "converts from a type parameter; a cast has a derivative",
        ["CreateTruncating"] = "converts from a type parameter; a cast has a derivative",
        ["Round"] = "with a MidpointRounding: constant between its jumps, like the rows of Round",
    };
}
