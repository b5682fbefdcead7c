using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>
/// Computes on <c>int</c> and <c>bool</c> constants, which inlining brings together. C# would compute them too, but an overflow that
/// wraps at run time is an error in a constant expression; and it warns of a variable compared with itself.
/// </summary>
internal static class IntegerFolding
{
    /// <summary>The value of an application, where it is known and does not throw.</summary>
    public static Constant? Of(Apply apply)
    {
        Primitive row = Primitives.Get(apply.Primitive);
        if (row.Form is Infix comparison && IsOfItself(apply)) return Reflexive(comparison.Symbol);
        if (row.EvaluateInteger is not { } evaluate || row.IsChecked) return null;
        long[] values = new long[apply.Arguments.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (apply.Arguments[i] is not Constant { Type: { Lanes: 1, Element: Element.Int32 or Element.Bool } } constant) return null;
            values[i] = constant.Bits;
        }
        return row.Form switch
        {
            Cast => Converted((int)values[0], apply.Type),
            Infix { Symbol: "/" or "%" } when values[1] is 0 or -1 => null,
            Infix { Symbol: "<<" or ">>" } => Fitted(evaluate([values[0], values[1] & 31]), apply.Type),
            Infix { Symbol: ">>>" } => Fitted(evaluate([(uint)values[0], values[1] & 31]), apply.Type),
            Infix or Prefix => Fitted(evaluate(values), apply.Type),
            _ => null,
        };
    }

    private static bool IsOfItself(Apply apply) =>
        apply is { Type.Element: Element.Bool, Arguments: [Variable { Type: { IsFloat: false, IsOpaque: false } } a, Variable b] } && a == b;

    private static Constant? Reflexive(string symbol) => symbol switch
    {
        "==" or "<=" or ">=" => Constant.True,
        "!=" or "<" or ">" => Constant.False,
        _ => null,
    };

    private static Constant? Fitted(long value, IrType type) => type.Element switch
    {
        Element.Int32 => new Constant(unchecked((int)value), type),
        Element.Bool => Constant.Of(value != 0),
        _ => null,
    };

    private static Constant? Converted(int value, IrType type) => unchecked(type.Element switch
    {
        Element.Int8 => new Constant((sbyte)value, type),
        Element.UInt8 => new Constant((byte)value, type),
        Element.Int16 => new Constant((short)value, type),
        Element.UInt16 or Element.Char => new Constant((ushort)value, type),
        Element.Int32 or Element.Int64 => new Constant(value, type),
        Element.UInt32 => new Constant((uint)value, type),
        Element.Float32 or Element.Float64 => Constant.Of((double)value, type),
        _ => null,
    });
}
