using static DeepMfg.AutoDiff.Generators.Rules.RuleKind;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Questions about a number, whose answers have no derivative.</summary>
internal static class Predicates
{
    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        Question("IsNaN",              double.IsNaN),
        Question("IsRealNumber",       x => !double.IsNaN(x)),
        Question("IsFinite",           Portable.IsFinite),
        Question("IsInfinity",         double.IsInfinity),
        Question("IsPositiveInfinity", double.IsPositiveInfinity),
        Question("IsNegativeInfinity", double.IsNegativeInfinity),
        Question("IsPositive",         x => !Portable.IsNegative(x)),
        Question("IsNegative",         Portable.IsNegative),
        Question("IsInteger",          Portable.IsInteger),
        Question("IsEvenInteger",      x => Portable.IsInteger(x) && x % 2 == 0),
        Question("IsOddInteger",       x => Portable.IsInteger(x) && x % 2 != 0),
        Question("IsPow2",             Portable.IsPow2),
        // Normal and subnormal as double, also for a float inside the compiler.
        Question("IsNormal",           Portable.IsNormal),
        Question("IsSubnormal",        x => x != 0 && Portable.IsFinite(x) && !Portable.IsNormal(x)),
    ];

    private static Primitive Question(string name, Func<double, bool> evaluate) => new(name, None, 1)
    {
        Form = new StaticCall(Home.Number, name), Result = ResultKind.Bool, Evaluate = x => evaluate(x[0]) ? 1 : 0, Noun = "condition",
    };
}
