using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Integer operations as sums.</summary>
internal static class Sums
{
    /// <summary>The operands of which an operation is the sum, each with its factor; <see langword="null"/> where it is none.</summary>
    public static IReadOnlyList<(Operand Operand, long Factor)>? Of(Apply apply) => !apply.Type.IsInteger ? null : apply switch
    {
        { Primitive: "Add" or "AddChecked", Arguments: [var a, var b] } => [(a, 1), (b, 1)],
        { Primitive: "Subtract" or "SubtractChecked", Arguments: [var a, var b] } => [(a, 1), (b, -1)],
        { Primitive: "Multiply" or "MultiplyChecked" or RowCounting.Product, Arguments: [var a, Constant factor] } => [(a, factor.Bits)],
        { Primitive: "Multiply" or "MultiplyChecked" or RowCounting.Product, Arguments: [Constant factor, var a] } => [(a, factor.Bits)],
        _ => null,
    };

    /// <summary>The factors of which an operation is the product; <see langword="null"/> where it is none.</summary>
    public static (Operand, Operand)? FactorsOf(Apply apply) =>
        apply is { Type.IsInteger: true, Primitive: "Multiply" or "MultiplyChecked" or RowCounting.Product, Arguments: [var a, var b] } ? (a, b) : null;
}
