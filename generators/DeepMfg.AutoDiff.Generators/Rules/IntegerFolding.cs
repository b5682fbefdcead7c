using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>
/// Computes on integer and <c>bool</c> constants, which assignments and inlining bring together. C# would compute them too, but what wraps or
/// throws at run time is an error in a constant expression; and it warns of a variable compared with itself.
/// </summary>
internal static class IntegerFolding
{
    /// <summary>The value of an application, where it is known and does not throw.</summary>
    public static Constant? Of(Apply apply)
    {
        Primitive row = Primitives.Get(apply.Primitive);
        if (row.Form is Infix comparison && IsOfItself(apply)) return Reflexive(comparison.Symbol);
        if (!IsOfConstants(row, apply)) return null;
        long[] values = new long[apply.Arguments.Count];
        for (int i = 0; i < values.Length; i++) values[i] = ((Constant)apply.Arguments[i]).Bits;
        Element operand = apply.Arguments[0].Type.Element;
        try
        {
            return new Constant(row.Form is Cast cast
                ? Converted(new Conversion(operand, apply.Type.Element, cast.Checked), values[0])
                : IntegerArithmetic.Of(row, operand, apply.Type.Element)(values), apply.Type);
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    /// <summary>What a sum or a product is that has an operand which makes no difference, or makes all.</summary>
    public static Operand? Neutral(Apply apply) => !apply.Type.IsInteger || apply.Arguments.Any(argument => argument.Type != apply.Type) ? null : apply switch
    {
        { Primitive: "Multiply" or "MultiplyChecked" or RowCounting.Product, Arguments: [Constant a, var b] } => a.IsZero ? a : a.Bits == 1 ? b : null,
        { Primitive: "Multiply" or "MultiplyChecked" or RowCounting.Product, Arguments: [var a, Constant b] } => b.IsZero ? b : b.Bits == 1 ? a : null,
        { Primitive: "Add" or "AddChecked", Arguments: [Constant { IsZero: true }, var b] } => b,
        { Primitive: "Add" or "AddChecked" or "Subtract" or "SubtractChecked", Arguments: [var a, Constant { IsZero: true }] } => a,
        _ => null,
    };

    /// <summary>
    /// Whether C# would refuse an application that compiles where the constants are variables, as they were: it throws, or its value is the
    /// processor's.
    /// </summary>
    public static bool IsRefused(Apply apply)
    {
        Primitive row = Primitives.Get(apply.Primitive);
        return row.Form is Infix { Symbol: "/" or "%" } && apply is { Type.IsFloat: false, Arguments: [_, Constant { IsZero: true }] }
            || IsOfConstants(row, apply) && Of(apply) is null;
    }

    /// <summary>Whether an operator has nothing but constants for operands, one side of it integers.</summary>
    private static bool IsOfConstants(Primitive row, Apply apply)
    {
        if (row.Form is not (Infix or Prefix or Cast or CheckedInfix) || apply.Type.Lanes != 1 || apply.Type.IsOpaque) return false;
        foreach (Operand argument in apply.Arguments)
        {
            if (argument is not Constant { Type.IsOpaque: false } || argument.Type.IsFloat && (apply.Type.IsFloat || row.Form is not Cast)) return false;
        }
        return true;
    }

    /// <exception cref="OverflowException">The number does not fit, which C# leaves open where it does not check.</exception>
    private static long Converted(Conversion conversion, long bits) => (conversion.Rounds ? conversion with { Checked = true } : conversion).Of(bits);

    private static bool IsOfItself(Apply apply) =>
        apply is { Type.Element: Element.Bool, Arguments: [Variable { Type: { IsFloat: false, IsOpaque: false } } a, Variable b] } && a == b;

    private static Constant? Reflexive(string symbol) => symbol switch
    {
        "==" or "<=" or ">=" => Constant.True,
        "!=" or "<" or ">" => Constant.False,
        _ => null,
    };
}
