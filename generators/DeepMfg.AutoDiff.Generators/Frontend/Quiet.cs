using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Whether code runs nothing that could change an object: arithmetic, and calls of methods that are such code.</summary>
internal static class Quiet
{
    /// <summary>Whether an expression is arithmetic on variables and elements, which changes nothing at all.</summary>
    public static bool IsPlain(IOperation code) => code.DescendantsAndSelf().All(static operation => operation switch
    {
        IInvocationOperation { TargetMethod: var method } => CSharpPrimitives.OfMethod(method) is not null,
        IPropertyReferenceOperation { Instance: { } instance } => instance.Type is IArrayTypeSymbol || Types.IsSpan(instance.Type),
        ILiteralOperation or ILocalReferenceOperation or IParameterReferenceOperation or IParenthesizedOperation or IConditionalOperation
            or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IArgumentOperation or IInstanceReferenceOperation => true,
        IFieldReferenceOperation => true,
        IBinaryOperation { OperatorMethod: var own } => own is null,
        IUnaryOperation { OperatorMethod: var own } => own is null,
        IConversionOperation { OperatorMethod: var own } => own is null,
        _ => false,
    });

    public static bool Is(IOperation code, ProgramLowering program) => Is(code, program, new(SymbolEqualityComparer.Default));

    private static bool Is(IOperation code, ProgramLowering program, HashSet<ISymbol> met) => code.DescendantsAndSelf().All(operation => operation switch
    {
        IInvocationOperation { TargetMethod: var method } => CSharpPrimitives.OfMethod(method) is not null || IsQuiet(method, program, met),
        IObjectCreationOperation { Type: var type } => type is not null && !program.IsInSource(type),
        IPropertyReferenceOperation { Property: var property } => IsRead(property),
        IAnonymousFunctionOperation or IDelegateCreationOperation or IAwaitOperation => false,
        IBinaryOperation { OperatorMethod: { } own } => !program.IsInSource(own),
        IUnaryOperation { OperatorMethod: { } own } => !program.IsInSource(own),
        IConversionOperation { OperatorMethod: { } own } => !program.IsInSource(own),
        ICompoundAssignmentOperation { OperatorMethod: { } own } => !program.IsInSource(own),
        IIncrementOrDecrementOperation { OperatorMethod: { } own } => !program.IsInSource(own),
        IInterpolatedStringOperation or IForEachLoopOperation => false,
        _ => operation.Kind != OperationKind.None,
    });

    /// <summary>Whether a property runs no code of anybody's: it counts what an object of the platform's holds, or gives what is stored for it.</summary>
    public static bool IsRead(IPropertySymbol property) => property is { Name: "Length" or "Count", DeclaringSyntaxReferences.Length: 0 }
        || IsOfValue(property)
        || property is { IsVirtual: false, IsOverride: false, IsAbstract: false, GetMethod: { } getter }
        && getter.DeclaringSyntaxReferences.All(
            static part => part.Opened() is AccessorDeclarationSyntax { Body: null, ExpressionBody: null } or ParameterSyntax)
        && property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    /// <summary>Whether a call of a method changes no object.</summary>
    public static bool IsCall(IMethodSymbol method, ProgramLowering program) =>
        CSharpPrimitives.OfMethod(method) is not null || IsQuiet(method, program, new(SymbolEqualityComparer.Default));

    /// <summary>Whether a member is one of a text, a number, a time: of what cannot be changed, asked with no more than such.</summary>
    private static bool IsOfValue(ISymbol member) => IsValue(member.ContainingType)
        && (member is not IMethodSymbol method || method.Parameters.All(static parameter => parameter.RefKind == RefKind.None && IsValue(parameter.Type)));

    /// <summary>Whether what is of a type never changes: a text, a number, a time.</summary>
    public static bool IsValue(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_String } or { TypeKind: TypeKind.Enum }
        || type is INamedTypeSymbol { IsValueType: true, IsReadOnly: true, IsRefLikeType: false, Arity: 0, DeclaringSyntaxReferences.IsEmpty: true } own
        && own.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    private static bool IsQuiet(IMethodSymbol method, ProgramLowering program, HashSet<ISymbol> met) =>
        IsOfValue(method) || method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction && method.IsStatic
        && (!met.Add(method.OriginalDefinition) || program.BodyOf(method) is { } body && Is(body, program, met));
}
