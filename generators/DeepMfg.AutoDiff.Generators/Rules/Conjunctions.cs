using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Conditions of two parts, the second of which is asked for where the first leaves it open.</summary>
internal static class Conjunctions
{
    /// <summary><c>c ? a : false</c> is <c>c &amp;&amp; a</c>, <c>c ? true : a</c> is <c>c || a</c>; nothing, where a choice is neither.</summary>
    public static Apply? Of(Operand condition, Operand whenTrue, Operand whenFalse) => (whenTrue, whenFalse) switch
    {
        (Variable { Type.Element: Element.Bool }, Constant { IsZero: true }) => Primitives.Apply(Primitives.Get("AndAlso"), [condition, whenTrue]),
        (Constant { IsZero: false }, Variable { Type.Element: Element.Bool }) => Primitives.Apply(Primitives.Get("OrElse"), [condition, whenFalse]),
        _ => null,
    };
}
