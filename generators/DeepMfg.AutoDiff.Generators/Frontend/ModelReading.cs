using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Reads how a marked type is declared, and says what of that cannot be differentiated.</summary>
internal sealed class ModelReading(ModelTypes models, INamedTypeSymbol type)
{
    private readonly List<Component> components = [];
    private readonly Suppressed suppressed = new();
    private bool isFaulty, isComplete, needsConstructor;

    public Mistakes Mistakes { get; } = new();

    /// <summary>Whether nothing can be generated.</summary>
    public bool IsFaulty => isFaulty || Mistakes.HasErrors || Mistakes.IsBroken;

    /// <summary>The type of its numbers.</summary>
    public ITypeSymbol? Scalar { get; private set; }

    /// <summary>Whether a change of its numbers in place leaves a reference to it the same; of a type that contains itself it is not known.</summary>
    public bool StaysItself => isComplete && components.TrueForAll(component => component.StaysItself || type.IsReferenceType && component.IsAssignable);

    public static ModelReading Of(Compilation compilation, INamedTypeSymbol type, CancellationToken cancellation) =>
        new ModelTypes(compilation, cancellation).Read(type);

    /// <summary>Where to speak of a member: at its declaration, or at the type that inherits it.</summary>
    public static Location PlaceOf(ISymbol member, INamedTypeSymbol owner) =>
        (SymbolEqualityComparer.Default.Equals(member.ContainingType, owner) ? member : owner).Locations[0];

    public void Read()
    {
        // Of two marks the compiler speaks itself.
        Mistakes.IsBroken = type.GetAttributes().Count(Marks.IsDifferentiable) > 1;
        if (!IsModelKind() || !IsPartial()) return;
        ComponentReading reading = new(models, type, Mistakes);
        LeafNaming names = new();
        foreach (Part part in Parts.Of(type))
        {
            string leaf = names.Of(part.Name);
            if (!part.IsStored)
            {
                Refuse(part, "whose accessors compute", "leave them empty, and compute in a method or in a property of its own");
                continue;
            }
            if (part.IsConstant) continue;
            Component component = reading.Read(part, leaf);
            if (component.Form == ComponentForm.Constant) continue;
            CheckAccess(part);
            suppressed.Name(part.Symbol);
            suppressed.Name(part.Type);
            components.Add(component);
            needsConstructor |= !part.IsSettable;
        }
        CheckKeptParameters();
        Scalar = reading.Scalar;
        isFaulty = reading.IsFaulty;
        isComplete = true;
        if (!IsFaulty) CheckWhole();
    }

    /// <summary>The type as the pipeline carries it, where it has no mistake.</summary>
    public ModelType? ToModelType()
    {
        if (IsFaulty || Scalar is null) return null;
        suppressed.Declare(type);
        string parameters = type.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", type.TypeParameters.Select(static p => DeclarationTexts.NameOf(p)))}>";
        string name = DeclarationTexts.NameOf(type);
        return new ModelType(name + parameters, Types.NameOf(Scalar), DeclarationTexts.ContainerOf(type), components.ToEquatableArray())
        {
            IsClass = type.IsReferenceType,
            IsReadOnly = type.IsReadOnly,
            Constructor = needsConstructor ? name : null,
            TellsConstructor = models.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary && Publishing.IsPublic(type)
                && PositionalConstructors.TakesMembers(type),
            Members = ModelMembers.MissingIn(type, Scalar).ToEquatableArray(),
            Visitor = VisitorName(),
            HintName = DeclarationTexts.HintNameOf(type),
            QualifyNames = DeclarationTexts.HidesNames(models.Compilation, type),
            Suppressed = suppressed.Ids,
        };
    }

    private bool IsModelKind()
    {
        (string Why, string Instead)? reason = type switch
        {
            { IsRefLikeType: true } => ("a 'ref struct'", "make it a struct"),
            { TypeKind: TypeKind.Class, IsRecord: false } => ("a class that is no record, which nothing can copy", "make it a record"),
            _ => null,
        };
        if (reason is { } known)
        {
            Mistakes.Add(new Mistake(Descriptors.NotDifferentiableMember, type.Locations[0], type.Name, known.Why, known.Instead));
        }
        return reason is null;
    }

    private bool IsPartial()
    {
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            TypeDeclarationSyntax? declaration =
                around.DeclaringSyntaxReferences.Select(static reference => reference.Opened()).OfType<TypeDeclarationSyntax>().FirstOrDefault();
            if (declaration?.Modifiers.Any(SyntaxKind.PartialKeyword) == false)
            {
                Mistakes.Add(new Mistake(Descriptors.TypeNotPartial, declaration.Identifier.GetLocation(), around.Name, type.Name));
            }
            if (around.IsFileLocal) Mistakes.Add(ProgramLowering.NotAccessible(around.Locations[0], around, around.Name));
        }
        return !Mistakes.HasErrors;
    }

    /// <summary>Values are built by <c>with</c>, or by a constructor of our own where a struct has no primary one that it would have to call.</summary>
    private void CheckAccess(Part part)
    {
        IMethodSymbol? setter = (part.Symbol as IPropertySymbol)?.SetMethod;
        bool isInherited = !SymbolEqualityComparer.Default.Equals(part.Symbol.ContainingType, type);
        if (isInherited && !(IsAccessible(part.Symbol) && (setter is null || IsAccessible(setter))))
        {
            Refuse(part, "which it cannot access", "make it at least 'protected', or mark it [NoDerivative]");
        }
        else if (components.Exists(component => component.Access == Template.Escape(part.Name)))
        {
            Refuse(part, "which hides another", "rename one of them, or mark it [NoDerivative]");
        }
        else if (!part.IsSettable && !(type.IsValueType && !HasPrimaryConstructor() && !IsExplicit(part.Symbol)))
        {
            Refuse(part, "which cannot be set", "give it an 'init' accessor, or mark it [NoDerivative]");
        }

        bool IsAccessible(ISymbol symbol) => models.Compilation.IsSymbolAccessibleWithin(symbol, type);
    }

    /// <summary>A number that members of a struct read from its own constructor's parameter is in a field without a name.</summary>
    private void CheckKeptParameters()
    {
        foreach (IParameterSymbol parameter in type.InstanceConstructors.SelectMany(static constructor => constructor.Parameters))
        {
            if (type.IsRecord || !ModelTypes.IsNumber(parameter.Type) || !Records.KeepsParameters(type, name => name == parameter.Name)) continue;
            Mistakes.Add(new Mistake(
                Descriptors.NotSupported, parameter.Locations[0], $"The parameter '{parameter.Name}' of '{type.Name}', which its members read,",
                "declare a property that is set from it, and read that"));
        }
    }

    private void Refuse(Part part, string why, string instead) =>
        Mistakes.Add(new Mistake(Descriptors.NotSupported, PlaceOf(part.Symbol, type), $"The member '{part.Name}' of '{type.Name}', {why},", instead));

    private void CheckWhole()
    {
        if (Scalar is null)
        {
            Mistakes.Add(new Mistake(Descriptors.NoDifferentiableMember, type.Locations[0], type.Name));
        }
        else if (type.GetMembers().Any(ModelMembers.IsOwnImplementation))
        {
            Mistakes.Add(new Mistake(Descriptors.MemberExists, type.Locations[0], "IDifferentiable", type.Name, "the type has an implementation of it"));
        }
    }

    private bool HasPrimaryConstructor() => type.DeclaringSyntaxReferences.Any(static reference =>
        reference.Opened() is TypeDeclarationSyntax { ParameterList: not null });

    private static bool IsExplicit(ISymbol symbol) => symbol is IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false };

    private string VisitorName()
    {
        HashSet<string> taken = [];
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            taken.UnionWith(around.TypeParameters.Select(static p => p.Name));
        }
        string name = "TVisitor";
        for (int i = 2; taken.Contains(name); i++) name = $"TVisitor{i}";
        return name;
    }
}
