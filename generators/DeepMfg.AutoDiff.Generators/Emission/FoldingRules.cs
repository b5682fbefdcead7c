using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>What folding has to know about single operations.</summary>
internal static class FoldingRules
{
    /// <summary>Whether a definition costs nothing to repeat, and the user gave it no name.</summary>
    /// <param name="define">The definition.</param>
    /// <param name="folding">What is folded already.</param>
    /// <param name="isEnd">Whether a loop begins or ends with it, so that the name is the index's.</param>
    public static bool IsCheap(Define define, Folding folding, bool isEnd) => define.Value switch
    {
        Length { Storage: Variable } => define.Target.BaseName is "length" or "bound",
        Apply { Type.Element: Element.Int32, Arguments: [Variable, Constant] } apply =>
            Primitives.Get(apply.Primitive) is { Form: Infix { Symbol: "+" or "-" } } row && (isEnd || define.Target.BaseName == row.Noun),
        Apply { Type.IsFloat: true, Arguments: [var length] } apply =>
            Primitives.Get(apply.Primitive).Form is Cast { Checked: false } && folding.Of(length) is Length,
        _ => false,
    };

    /// <summary>Whether an operation may stand as an operand of another: it must be evaluated as often, and under the same checks.</summary>
    public static bool Fits(Expression value, Folding folding, Apply? consumer, int operand) =>
        consumer is null || Primitives.Get(consumer.Primitive).Form switch
        {
            Conditional => operand == 0 || !folding.MayThrow(value),
            Infix { Symbol: "&&" or "||" } => operand == 0 || !folding.MayThrow(value),
            CheckedInfix or Cast { Checked: true } => value is Apply apply && MeansTheSameInChecked(apply, folding),
            _ => true,
        };

    /// <summary>The characters that the operation adds to its operands.</summary>
    public static int Overhead(Expression value) => value is not Apply apply ? 2 : Primitives.Get(apply.Primitive).Form switch
    {
        Infix infix => infix.Symbol.Length + 3,
        StaticCall call => call.Method.Length + 5 + 2 * apply.Arguments.Count,
        CheckedInfix => 12,
        Cast => 10,
        _ => 4,
    };

    private static bool MeansTheSameInChecked(Apply apply, Folding folding)
    {
        bool same = Primitives.Get(apply.Primitive).Form is CheckedInfix or Cast { Checked: true } || apply.Type.IsFloat;
        return same && apply.Arguments.All(operand => folding.Of(operand) is not Apply inner || MeansTheSameInChecked(inner, folding));
    }
}
