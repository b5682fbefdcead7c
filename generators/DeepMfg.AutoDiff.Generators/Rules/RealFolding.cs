using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>What is left to compute beside constants, where the bits of every result stay: also of a primal, and of what inlining brings together.</summary>
internal static class RealFolding
{
    /// <summary>The operand that an application is, if it is one: a factor of one, a test of constants, a choice that is made.</summary>
    public static Operand? Of(string primitive, EquatableArray<Operand> arguments) => (primitive, arguments) switch
    {
        ("Multiply", [Constant one, var b]) when one.Is(1) => b,
        ("Multiply", [var a, Constant one]) when one.Is(1) => a,
        ("Equal", [Constant { Type.IsFloat: true } a, Constant { Type.IsFloat: true } b]) => Constant.Of(a.Real == b.Real),
        ("NotEqual", [Constant { Type.IsFloat: true } a, Constant { Type.IsFloat: true } b]) => Constant.Of(a.Real != b.Real),
        ("Select", [Constant condition, var yes, var no]) => condition.IsZero ? no : yes,
        _ => null,
    };
}
