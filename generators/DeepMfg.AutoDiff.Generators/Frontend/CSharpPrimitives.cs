using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The rows of the rules' table that C#'s syntax means.</summary>
internal static class CSharpPrimitives
{
    public static Primitive Convert { get; } = Primitives.All.Single(static row => row.Form is Cast { Checked: false });

    public static Primitive ConvertChecked { get; } = Primitives.All.Single(static row => row.Form is Cast { Checked: true });

    public static Primitive StopGradient { get; } = Primitives.All.Single(static row => row.Form is Transparent);

    public static Primitive Subtract { get; } = Primitives.OfOperator("-", 2)!;

    public static Primitive Multiply { get; } = Primitives.OfOperator("*", 2)!;

    public static Primitive Add { get; } = Primitives.OfOperator("+", 2)!;

    public static Primitive Divide { get; } = Primitives.OfOperator("/", 2)!;

    public static Primitive Remainder { get; } = Primitives.OfOperator("%", 2)!;

    /// <summary>The smaller of two.</summary>
    public static Primitive Smaller { get; } = Primitives.OfMethod(nameof(Math.Min), 2)!;

    /// <summary>The greater of two numbers.</summary>
    public static Primitive Larger { get; } = Primitives.OfMethod(nameof(Math.Max), 2)!;

    public static Primitive Negate { get; } = Primitives.OfOperator("-", 1)!;

    public static Primitive Equal { get; } = Primitives.OfOperator("==", 2)!;

    public static Primitive Not { get; } = Primitives.OfOperator("!", 1)!;

    public static Primitive AndAlso { get; } = Primitives.OfOperator("&&", 2)!;

    public static Primitive OrElse { get; } = Primitives.OfOperator("||", 2)!;

    /// <summary>The C# symbol of a binary operator; <see langword="null"/> for those of other languages.</summary>
    public static string? SymbolOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "+",
        BinaryOperatorKind.Subtract => "-",
        BinaryOperatorKind.Multiply => "*",
        BinaryOperatorKind.Divide => "/",
        BinaryOperatorKind.Remainder => "%",
        BinaryOperatorKind.LeftShift => "<<",
        BinaryOperatorKind.RightShift => ">>",
        BinaryOperatorKind.UnsignedRightShift => ">>>",
        BinaryOperatorKind.And => "&",
        BinaryOperatorKind.Or => "|",
        BinaryOperatorKind.ExclusiveOr => "^",
        BinaryOperatorKind.ConditionalAnd => "&&",
        BinaryOperatorKind.ConditionalOr => "||",
        BinaryOperatorKind.Equals => "==",
        BinaryOperatorKind.NotEquals => "!=",
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        _ => null,
    };

    public static string? SymbolOf(UnaryOperatorKind kind) => kind switch
    {
        UnaryOperatorKind.Plus => "+",
        UnaryOperatorKind.Minus => "-",
        UnaryOperatorKind.Not => "!",
        UnaryOperatorKind.BitwiseNegation => "~",
        _ => null,
    };

    /// <summary>The row of a method of the places that the table knows, or none.</summary>
    public static Primitive? OfMethod(IMethodSymbol method) =>
        method.IsStatic && IsHome(method.ContainingType) && Primitives.OfMethod(method.Name, method.Parameters.Length) is { } row
            && Fits(row, method) ? row : null;

    /// <summary>The rows of the items of a tuple that a method of these places returns, or none.</summary>
    public static IReadOnlyList<Primitive>? OfItems(IMethodSymbol method) =>
        method.IsStatic && IsHome(method.ContainingType) ? Primitives.Expansion(method.Name) : null;

    /// <summary>Whether a type is one of those whose functions have rows; what of them has none has no derivative.</summary>
    public static bool IsHome(INamedTypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Double or SpecialType.System_Single }
        || type is { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
        || type is { Name: "Ops",
            ContainingNamespace: { Name: "AutoDiff", ContainingNamespace: { Name: "DeepMfg", ContainingNamespace.IsGlobalNamespace: true } } };

    private static bool Fits(Primitive row, IMethodSymbol method)
    {
        if (method.Parameters.Any(static p => !Types.LeafOf(p.Type).IsNumber || p.RefKind != RefKind.None)) return false;
        IrType first = Types.LeafOf(method.Parameters[0].Type), result = Types.LeafOf(method.ReturnType);
        if (!first.IsFloat && row.EvaluateInteger is null) return false;
        return row.Result switch
        {
            ResultKind.First => result == first,
            ResultKind.Second => result == Types.LeafOf(method.Parameters[1].Type),
            ResultKind.Bool => result == IrType.Bool,
            ResultKind.Int32 => result == IrType.Int32,
            _ => true,
        };
    }
}
