using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What is known of types and methods without source: whether a number that they are given may come back from somewhere.</summary>
internal static class Foreign
{
    /// <summary>Whether a value of this type may refer to an object that can take something up.</summary>
    public static bool CanRefer(ITypeSymbol? type) => type switch
    {
        null or { SpecialType: SpecialType.System_String or SpecialType.System_Void } => false,
        { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } => true,
        { IsUnmanagedType: true } => false,
        { Name: "Type" or "String", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => false,
        _ => !IsCulture(type),
    };

    private static bool IsCulture(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Interface ? type.Name == "IFormatProvider"
            : type.AllInterfaces.Any(static face => face.Name == "IFormatProvider" && IsSystem(face));

    /// <summary>Whether what a call is given ends in a log, which the program does not read, or in an exception.</summary>
    public static bool IsLog(IMethodSymbol method, IOperation? receiver)
    {
        bool isStream = receiver is IPropertyReferenceOperation
        {
            Instance: null, Property: { Name: "Out" or "Error", ContainingType: { Name: "Console" } console },
        }
            && IsSystem(console);
        if (isStream) return true;
        return method is { IsStatic: true, ReturnsVoid: true } && (method.ContainingType switch
        {
            { Name: "Console" } home => IsSystem(home),
            { Name: "Debug" or "Trace", ContainingNamespace.Name: "Diagnostics" } => true,
            { Name: "LoggerExtensions", ContainingNamespace.Name: "Logging" } => true,
            var home => IsException(home),
        });
    }

    private static bool IsException(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == "Exception" && IsSystem(type)) return true;
        }
        return false;
    }

    /// <summary>Whether the result is piecewise constant in numbers: a comparison, a classification, what counts or rounds.</summary>
    public static bool IsDiscrete(IMethodSymbol method) =>
        IsSearch(method) || IsMeasure(method) || IsGuard(method) || CSharpPrimitives.IsHome(method.ContainingType)
        && !Types.IsFloat(method.ReturnType) && method.ReturnType.SpecialType != SpecialType.System_String
        && !method.Parameters.Any(static parameter => IsWritable(parameter.Type));

    /// <summary>Whether a property counts or classifies: what a value of a marked type says of itself in whole numbers.</summary>
    public static bool IsDiscrete(IPropertySymbol property) =>
        property is { IsIndexer: false, IsStatic: false, ReturnsByRef: false, GetMethod: not null } && Parts.IsMarked(property.ContainingType)
        && (property.Type.TypeKind == TypeKind.Enum || Types.LeafOf(property.Type) is { IsNumber: true, IsFloat: false });

    /// <summary>Whether a type's own static member, called by a type parameter, counts or classifies what it is given by value.</summary>
    public static bool IsMeasure(IMethodSymbol method) =>
        method is { IsStatic: true, ContainingType.TypeKind: TypeKind.Interface } && (method.IsAbstract || method.IsVirtual)
        && (method.ReturnType.TypeKind == TypeKind.Enum || Types.LeafOf(method.ReturnType) is { IsNumber: true, IsFloat: false })
        && method.Parameters.All(static parameter => parameter.RefKind is RefKind.None or RefKind.In && !IsWritable(parameter.Type));

    /// <summary>Whether a method says where a number stands among others, which it leaves as they are.</summary>
    public static bool IsSearch(IMethodSymbol method) => method.Name is "BinarySearch" or "IndexOf" or "LastIndexOf" or "Contains" or "SequenceEqual"
        && method.ContainingType is { Name: "Array" or "MemoryExtensions" } home && IsSystem(home)
        && method.Parameters.All(static parameter => parameter.Type.TypeKind is not (TypeKind.Delegate or TypeKind.Interface));

    /// <summary>Whether a method only asks whether there is an object, or throws where an argument is not as it should be.</summary>
    public static bool IsGuard(IMethodSymbol method) =>
        method is { IsStatic: true, Name: "ReferenceEquals", ContainingType.SpecialType: SpecialType.System_Object }
        || method is { IsStatic: true, ReturnsVoid: true } && method.Name.StartsWith("ThrowIf", StringComparison.Ordinal) && IsException(method.ContainingType);

    /// <summary>Whether a call may write into what it is given as this.</summary>
    private static bool IsWritable(ITypeSymbol type) => type is IArrayTypeSymbol or { IsRefLikeType: true, Name: not "ReadOnlySpan" };

    /// <summary>Whether an object of this type, before the dot, may take something up.</summary>
    public static bool CanHold(ITypeSymbol type) => CanRefer(type) || IsWritable(type);

    /// <summary>Whether an argument may take up another one.</summary>
    public static bool CanTake(IArgumentOperation argument)
    {
        IOperation value = argument.Value;
        while (value is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion) value = conversion.Operand;
        return value switch
        {
            IInterpolatedStringHandlerCreationOperation { Type: { } handler } => !IsSystemRuntime(handler),
            IArrayCreationOperation { IsImplicit: true, Initializer: { } items } => items.ElementValues.Any(CanTakeItem),
            ICollectionExpressionOperation { IsImplicit: true } items => items.Elements.Any(CanTakeItem),
            _ => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter!.Type is not { Name: "ReadOnlySpan" } && CanTakeItem(value),
        };
    }

    private static bool CanTakeItem(IOperation value)
    {
        while (value is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion) value = conversion.Operand;
        return value is not { ConstantValue.HasValue: true } && value.Type?.SpecialType != SpecialType.System_Object && CanRefer(value.Type);
    }

    private static bool IsSystemRuntime(ITypeSymbol type) => IsSystemRoot(type.ContainingNamespace) && !type.DeclaringSyntaxReferences.Any();

    private static bool IsSystemRoot(INamespaceSymbol? space)
    {
        while (space is { ContainingNamespace: { IsGlobalNamespace: false } outer }) space = outer;
        return space?.Name == "System";
    }

    private static bool IsSystem(ITypeSymbol type) => type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
}
