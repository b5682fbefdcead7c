using System.Collections.Immutable;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// What the members would be of a method whose declaration is refused: those of the method that its error asks for, as far as the declaration tells.
/// </summary>
internal sealed class RefusedDeclaration(Compilation compilation, IMethodSymbol method)
{
    private readonly AttributeData? mark = Marks.DifferentiableOf(method);

    /// <summary>Nothing where the members have no place, no name, or a type that generated code cannot name.</summary>
    public static DifferentiableMethod? Of(Compilation compilation, IMethodSymbol method)
    {
        RefusedDeclaration declaration = new(compilation, method);
        return declaration.HasPlace() && declaration.IsNameable() ? declaration.Read() : null;
    }

    private bool HasPlace()
    {
        if (method.MethodKind != MethodKind.Ordinary || method.DeclaringSyntaxReferences.IsEmpty) return false;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            bool isPartial = type.DeclaringSyntaxReferences.Select(static reference => reference.Opened()).OfType<TypeDeclarationSyntax>()
                .All(static declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
            if (!isPartial || type.IsFileLocal) return false;
        }
        return true;
    }

    private bool IsNameable() => method.Parameters.Select(static parameter => parameter.Type).Append(method.ReturnType).All(type =>
        !HoldsUnnamed(type) && !Aliased.Is(type, compilation));

    private static bool HoldsUnnamed(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => HoldsUnnamed(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HoldsUnnamed),
        _ => false,
    };

    private DifferentiableMethod Read()
    {
        HashSet<IParameterSymbol> taken = new(Taken(), SymbolEqualityComparer.Default);
        IEnumerable<Parameter> receiver = Receiver() is { } found ? [found] : [];
        Parameter[] parameters = [.. receiver, .. method.Parameters.Select(parameter => Declared(parameter, taken.Contains(parameter)))];
        Signature signature = new(method.Name, DeclarationTexts.ContainerOf(method.ContainingType), parameters.ToEquatableArray(), ResultOf())
        {
            Accessibility = SyntaxFacts.GetText(method.DeclaredAccessibility),
            IsStatic = method.IsStatic,
            TypeParameters = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(static p => DeclarationTexts.NameOf(p)))}>" : "",
            Constraints = DeclarationTexts.ConstraintsOf(method.TypeParameters),
            Obsolete = Suppressed.ObsoleteOf(method) is { } obsolete ? DeclarationTexts.TextOf(obsolete) : "",
            HintName = DeclarationTexts.HintNameOf(method),
            IsVirtual = Summaries.IsOpen(method),
        };
        return DifferentiableMethod.Refused(signature, Free(SignatureReading.AskedOf(mark, Produce.Default), [.. taken.Select(static p => p.Name)]));
    }

    /// <summary>The members asked for whose names and signatures are free.</summary>
    private Produce Free(Produce asked, HashSet<string> taken)
    {
        MemberSignature[] others =
        [
            .. method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
                .Where(other => !SymbolEqualityComparer.Default.Equals(other, method) && Marks.IsDifferentiable(other)).SelectMany(SignatureReading.MembersOf),
        ];
        foreach (MemberSignature member in GeneratedMembers.Of(method, asked, taken))
        {
            bool isTaken = method.ContainingType.Name == member.Name
                || method.ContainingType.TypeParameters.Any(parameter => parameter.Name == member.Name)
                || others.Any(other => other.Clashes(member))
                || method.ContainingType.GetMembers(member.Name).Any(existing =>
                    !GeneratedMembers.IsGenerated(existing) && (existing is not IMethodSymbol own || member.Clashes(own)));
            if (isTaken) asked &= ~Producing.AskedBy(member.Name.Substring(method.Name.Length));
        }
        return asked;
    }

    private Parameter? Receiver() => SignatureReading.ReceiverOf(method, SignatureReading.WrtOf(mark));

    private static Parameter Declared(IParameterSymbol parameter, bool isTaken) =>
        new(parameter.Name, Types.NameOf(parameter.Type), isTaken ? CompanionOf(parameter.Type) : Types.ShapeOf(parameter.Type))
        {
            Passing = SignatureReading.PassingOf(parameter),
            IsParams = parameter.IsParams,
            Default = DeclarationTexts.DefaultOf(parameter),
            Differentiable = isTaken,
        };

    /// <summary>
    /// The parameters to differentiate with respect to: those whose types can be, and where there are none, those that hold numbers all the same. A name
    /// in <c>Wrt</c> that no parameter has means one that is not named there.
    /// </summary>
    private IEnumerable<IParameterSymbol> Taken()
    {
        HashSet<string>? wrt = SignatureReading.WrtOf(mark);
        ImmutableArray<IParameterSymbol> all = method.Parameters;
        IParameterSymbol[] able = [.. all.Where(static p => IsAble(p.Type) && !Marks.IsNoDerivative(p))];
        IParameterSymbol[] outs = [.. able.Where(static p => p.RefKind == RefKind.Out)], inputs = [.. able.Except(outs)];
        if (wrt is { Count: > 0 })
        {
            IParameterSymbol[] named = [.. inputs.Where(parameter => wrt.Contains(parameter.Name))];
            inputs = [.. named, .. inputs.Except(named).Take(wrt.Count - named.Length)];
        }
        if (inputs.Length == 0 && Receiver() is null) inputs = Inputs(static type => IsAble(type) || Holds(type) is not null);
        if (inputs.Length == 0 && Receiver() is null) inputs = Inputs(static type => Types.LeafOf(type).IsInteger);
        return outs.Concat(inputs);

        IParameterSymbol[] Inputs(Func<ITypeSymbol, bool> isMeant) => [.. all.Where(p => p.RefKind != RefKind.Out && isMeant(p.Type))];
    }

    /// <summary>Whether numbers of a parameter of this type could be differentiated, were it written as its error asks.</summary>
    private static bool IsAble(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { IsRefLikeType: true } when !Types.IsSpan(type) => false,
        ITypeParameterSymbol parameter => ModelTypes.ScalarOf(parameter) is not null
            || parameter.ConstraintTypes.Any(static constraint => constraint.ContainingNamespace?.ToDisplayString() == "System.Numerics"),
        _ => StructStorage.ShapeOf(type).HasFloat && SignatureReading.Unmarked(type) is null || Parts.IsMarked(ElementOf(type)),
    };

    private static ITypeSymbol ElementOf(ITypeSymbol type) => type is IArrayTypeSymbol array ? array.ElementType
        : Types.IsSpan(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : type;

    /// <summary>The type of the numbers in a type that is held constant.</summary>
    private static ITypeSymbol? Holds(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var number] } when Types.IsFloat(number) => number,
        INamedTypeSymbol { TypeArguments: [var item] } when Types.IsFloat(item) => item,
        _ when SignatureReading.Unmarked(type) is not null => type,
        _ => null,
    };

    private static Shape CompanionOf(ITypeSymbol type)
    {
        if (IsAble(type)) return StructStorage.ShapeOf(type);
        if (Holds(type) is not { } numbers) return Shape.Of(IrType.Float64, "double");
        bool isMany = !ReferenceEquals(numbers, type) && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T;
        return Shape.Of(Types.LeafOf(numbers), Types.NameOf(numbers) + (isMany ? "[]" : ""));
    }

    /// <summary>The result without what the errors ask to leave: that of a task, the items of a sequence, an array instead of a span.</summary>
    private Shape? ResultOf()
    {
        ITypeSymbol type = method.ReturnType;
        if (method.IsAsync && type is INamedTypeSymbol { Arity: 0 }) return null;
        if (method.ReturnsVoid) return null;
        if ((method.IsAsync || method.IsIterator) && type is INamedTypeSymbol { TypeArguments: [var inner] }) type = inner;
        string name = Types.NameOf(type);
        return Shape.Of(Types.LeafOf(type), MemberHeads.IsSpan(name) ? MemberHeads.ItemOf(name) + "[]" : name);
    }
}
