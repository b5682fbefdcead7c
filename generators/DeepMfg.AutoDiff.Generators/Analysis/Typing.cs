using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>Whether the application of a primitive agrees with its row in the table.</summary>
internal static class Typing
{
    // Shifts are the only operators whose operands may differ in type.
    private const int ShiftPrecedence = 11;

    public static IEnumerable<string> Errors(Apply apply)
    {
        if (!Primitives.TryGet(apply.Primitive, out Primitive row)) return [$"there is no primitive {apply.Primitive}"];
        if (apply.Arguments.Count != row.Arity) return [$"{row.Name} takes {row.Arity} arguments, not {apply.Arguments.Count}"];
        return [.. ArgumentErrors(apply, row), .. ResultErrors(apply, row)];
    }

    private static IEnumerable<string> ArgumentErrors(Apply apply, Primitive row)
    {
        IrType[] types = [.. apply.Arguments.Select(static argument => argument.Type)];
        bool alike = row.Form is CheckedInfix || row.Form is Infix { Precedence: not ShiftPrecedence };
        if (alike && types[0] != types[1]) yield return $"{row.Name} has operands of different types";
        if (row.Form is Conditional && types[0].Element != Element.Bool) yield return $"{row.Name} wants a bool first";
        if (row.Form is Conditional && types[1] != types[2]) yield return $"{row.Name} has operands of different types";
        bool isReal = apply.Type.IsFloat || types.Any(static type => type.IsFloat);
        if (isReal && row.Evaluate is null) yield return $"{row.Name} takes no floating values";
        if (row.Form is Infix or CheckedInfix or Prefix && !isReal && row.EvaluateInteger is null) yield return $"{row.Name} takes no integers";
    }

    private static IEnumerable<string> ResultErrors(Apply apply, Primitive row)
    {
        if (row.Result == ResultKind.Given) yield break;
        IrType expected = Primitives.Apply(row, apply.Arguments).Type;
        if (expected != apply.Type) yield return $"{row.Name} gives {Notation.Type(expected)}, not {Notation.Type(apply.Type)}";
    }
}
