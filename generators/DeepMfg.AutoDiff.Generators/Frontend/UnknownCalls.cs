using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What to say where an active value reaches code of which nobody knows what it computes.</summary>
internal static class UnknownCalls
{
    /// <summary>The mistake of a call, an operator or a member.</summary>
    /// <param name="at">Where it stands.</param>
    /// <param name="method">The method or accessor that runs.</param>
    /// <param name="instance">The object of which it is a member, if there is one.</param>
    public static Mistake Of(SyntaxNode at, IMethodSymbol? method, IOperation? instance)
    {
        if (instance?.Type is { } type && method is { DeclaringSyntaxReferences.IsEmpty: true } && IsCollection(method.ContainingType))
        {
            string name = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            return CallLowering.Refused(at, $"An active value in '{name}'", "keep it in an array") with { Culprit = HolderOf(instance) };
        }
        string instead = $"{InsteadOf(method)}, or hold the value constant with Ad.StopGradient(…)";
        return new(Descriptors.NoDerivative, at.GetLocation(), NameOf(at, method), "", instead);
    }

    /// <summary>A method has a rule, but none for a mode that is asked for.</summary>
    public static Mistake In(Mode mode, IMethodSymbol method, SyntaxNode at)
    {
        string instead = mode == Mode.Forward
            ? "its rule is for reverse mode: write one for forward mode, too, or ask with 'Produce' for what needs none"
            : "its rule is for forward mode: write one for reverse mode, too, or ask with 'Produce' for 'Jvp' alone";
        return new(Descriptors.NoDerivative, at.GetLocation(), $"{method.ContainingType.Name}.{method.Name}", "", instead);
    }

    /// <summary>The variable or member that is written where a part of what it holds is.</summary>
    public static ISymbol? RootOf(IOperation? target) => target switch
    {
        IArrayElementReferenceOperation element => RootOf(element.ArrayReference),
        IImplicitIndexerReferenceOperation element => RootOf(element.Instance),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } holder } => RootOf(holder),
        // The same member of another object is another cause.
        IMemberReferenceOperation { Instance: not (null or IInstanceReferenceOperation) } => null,
        _ => HolderOf(target),
    };

    /// <summary>The variable or member that an object is read from.</summary>
    public static ISymbol? HolderOf(IOperation? instance) => instance switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation member => member.Member,
        _ => null,
    };

    // What is written without a name is called as it is written.
    private static string NameOf(SyntaxNode at, IMethodSymbol? method) =>
        method is { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ReducedExtension } && Extensions.MemberOf(method) is null
            ? $"{method.ContainingType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}.{method.Name}" : SourceText.Of(at);

    private static string InsteadOf(IMethodSymbol? method) =>
        NumericTypes.Instead(method)
        ?? (method is not null && GeneratedMembers.IsGenerated(method) ? "write that derivative as a method of your own"
            : method?.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? "keep its parts in variables"
            : method is { MethodKind: MethodKind.Conversion } ? "compute in 'float' or 'double'" : "write it in this project");

    private static bool IsCollection(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class or TypeKind.Interface, SpecialType: not SpecialType.System_String }
        && type.AllInterfaces.Append(type).Any(static face => face is { Name: "IEnumerable", ContainingNamespace.Name: "Collections" or "Generic" });
}
