using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>Whether the application of a primitive agrees with its row in the table.</summary>
internal static class Typing
{
    // Shifts are the only operators whose operands may differ in type.
    private const int ShiftPrecedence = 11;

    public static IReadOnlyList<string> Errors(Apply apply)
    {
        if (!Primitives.TryGet(apply.Primitive, out Primitive row)) return [$"there is no primitive {apply.Primitive}"];
        if (apply.Arguments.Count != row.Arity) return [$"{row.Name} takes {row.Arity} arguments, not {apply.Arguments.Count}"];
        List<string>? errors = null;
        AddArgumentErrors(apply, row, ref errors);
        if (Primitives.ResultOf(row, apply.Arguments) is { } expected && expected != apply.Type)
        {
            (errors ??= []).Add($"{row.Name} gives {Notation.Type(expected)}, not {Notation.Type(apply.Type)}");
        }
        return errors ?? (IReadOnlyList<string>)[];
    }

    private static void AddArgumentErrors(Apply apply, Primitive row, ref List<string>? errors)
    {
        IrType Type(int argument) => apply.Arguments[argument].Type;
        bool alike = row.Form is CheckedInfix || row.Form is Infix { Precedence: not ShiftPrecedence };
        if (alike && Type(0) != Type(1)) (errors ??= []).Add($"{row.Name} has operands of different types");
        if (row.Form is Conditional && Type(0).Element != Element.Bool) (errors ??= []).Add($"{row.Name} wants a bool first");
        if (row.Form is Conditional && Type(1) != Type(2)) (errors ??= []).Add($"{row.Name} has operands of different types");
        bool isReal = apply.Type.IsFloat;
        foreach (Operand argument in apply.Arguments) isReal |= argument.Type.IsFloat;
        if (isReal && row.Evaluate is null) (errors ??= []).Add($"{row.Name} takes no floating values");
        if (row.Form is Infix or CheckedInfix or Prefix && !isReal && row.EvaluateInteger is null) (errors ??= []).Add($"{row.Name} takes no integers");
    }
}
