using static DeepMfg.AutoDiff.Generators.Rules.Row;
using static DeepMfg.AutoDiff.Generators.Rules.RuleKind;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Functions that are constant between their jumps: the derivative is zero.</summary>
internal static class Roundings
{
    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        Flat("Floor", Math.Floor),
        Flat("Ceiling", Math.Ceiling),
        Flat("Round", Math.Round) with { Noun = "rounded" },
        Flat("Truncate", Math.Truncate) with { Noun = "truncated" },
        new("RoundDigits", None, 2)
        {
            Form = new StaticCall(Home.MathOrMathF, "Round"), Evaluate = x => Math.Round(x[0], (int)x[1]), Noun = "rounded",
        },
        new("ILogB", None, 1)
        {
            Form = new StaticCall(Home.MathOrMathF, "ILogB"), Result = ResultKind.Int32, Evaluate = x => Portable.ILogB(x[0]), Noun = "exponent",
        },
    ];
}
