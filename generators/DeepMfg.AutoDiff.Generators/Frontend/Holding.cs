using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Whether a floating-point number that a call is given can be read back from something that the call refers to.</summary>
internal static class Holding
{
    /// <summary>The receiver and the arguments of a call that may hold a number afterwards.</summary>
    public static IEnumerable<IOperation> Holders(IInvocationOperation call, ProgramLowering program, ISymbol within)
    {
        if (call.Instance is { } receiver && (CanHold(receiver.Type) || Types.HoldsFloats(receiver.Type!, program.Compilation, within))) yield return receiver;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            IOperation value = argument.Value;
            while (value is IConversionOperation { IsImplicit: true } conversion) value = conversion.Operand;
            if (argument.ArgumentKind == ArgumentKind.Explicit && value.Type is { IsReferenceType: true } or { IsRefLikeType: true }
                && CanHold(value.Type) && IsWritable(argument.Parameter!.Type)) yield return value;
        }
    }

    /// <summary>Whether a variable of this type can keep a number, in itself or in what it refers to.</summary>
    public static bool CanKeep(ITypeSymbol type) => IsNumber(type) || CanHold(type) || HasNumbers(type);

    /// <summary>Whether an object of this type can take a number and give it back.</summary>
    public static bool CanHold(ITypeSymbol? type) => type switch
    {
        null or { SpecialType: SpecialType.System_String or SpecialType.System_Object } => false,
        IArrayTypeSymbol array => IsNumber(array.ElementType) || CanHold(array.ElementType) || HasNumbers(array.ElementType),
        INamedTypeSymbol { IsTupleType: false } named => IsWritableSpan(named) || IsUntypedCollection(named) || GivesNumbers(named),
        _ => false,
    };

    private static bool IsWritable(ITypeSymbol parameter) =>
        parameter is not INamedTypeSymbol { Name: "ReadOnlySpan" or "ReadOnlyMemory" or "IEnumerable" or "IReadOnlyList" };

    private static bool IsWritableSpan(INamedTypeSymbol type) =>
        type is { Name: "Span" or "Memory", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsUntypedCollection(INamedTypeSymbol type) =>
        Enumerates(type, SpecialType.System_Collections_IEnumerable) && !Enumerates(type, SpecialType.System_Collections_Generic_IEnumerable_T);

    private static bool Enumerates(INamedTypeSymbol type, SpecialType kind) =>
        type.OriginalDefinition.SpecialType == kind || type.AllInterfaces.Any(candidate => candidate.OriginalDefinition.SpecialType == kind);

    /// <summary>A type argument that can be a number and that a member gives back: a queue's, not that of a listener.</summary>
    private static bool GivesNumbers(INamedTypeSymbol type)
    {
        for (int i = 0; i < type.TypeArguments.Length; i++)
        {
            if (CanBeNumber(type.TypeArguments[i]) && Gives(type.OriginalDefinition, type.OriginalDefinition.TypeParameters[i])) return true;
        }
        return false;
    }

    private static bool Gives(INamedTypeSymbol type, ITypeParameterSymbol parameter) =>
        type.AllInterfaces.Any(candidate => candidate.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
            && Mentions(candidate.TypeArguments[0], parameter))
        || type.GetMembers().Any(member => member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet } method =>
                Mentions(method.ReturnType, parameter) || method.Parameters.Any(p => p.RefKind == RefKind.Out && Mentions(p.Type, parameter)),
            IFieldSymbol field => Mentions(field.Type, parameter),
            _ => false,
        });

    private static bool Mentions(ITypeSymbol type, ITypeParameterSymbol parameter) => type switch
    {
        ITypeParameterSymbol => SymbolEqualityComparer.Default.Equals(type, parameter),
        IArrayTypeSymbol array => Mentions(array.ElementType, parameter),
        INamedTypeSymbol named => named.TypeArguments.Any(argument => Mentions(argument, parameter)),
        _ => false,
    };

    private static bool CanBeNumber(ITypeSymbol type) => IsNumber(type) || type.SpecialType == SpecialType.System_Object || HasNumbers(type) || CanHold(type);

    private static bool IsNumber(ITypeSymbol type) =>
        Types.IsFloat(type) || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] }
            && HasNumbers(value);

    private static bool HasNumbers(ITypeSymbol type) =>
        Types.IsFloat(type) || type is { SpecialType: SpecialType.None, TypeKind: TypeKind.Struct or TypeKind.Class } && type.GetMembers().Any(member =>
            member is IFieldSymbol { IsStatic: false, IsConst: false } field
                && (Types.IsFloat(field.Type) || field.Type.IsTupleType && HasNumbers(field.Type)));
}
