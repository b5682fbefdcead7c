using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What is known of a type whose values are parts of others.</summary>
/// <param name="Scalar">The type of its numbers; <see langword="null"/> where it contains itself, and its other parts tell.</param>
/// <param name="StaysItself">Whether a change of its numbers in place leaves a reference to it the same.</param>
internal sealed record PartModel(ITypeSymbol? Scalar, bool StaysItself);

/// <summary>Types whose numbers form a vector space: marked ones, and all that implement the interface.</summary>
internal sealed class ModelTypes(Compilation compilation, CancellationToken cancellation)
{
    private const string Interface = "IDifferentiable";

    private readonly Dictionary<ITypeSymbol, ModelReading> read = new(SymbolEqualityComparer.Default);

    /// <summary>The definitions that are being read: one that contains itself with ever other type arguments would never end.</summary>
    private readonly HashSet<ITypeSymbol> open = new(SymbolEqualityComparer.Default);

    public Compilation Compilation => compilation;

    /// <summary>The reading of a marked type in source, which may contain itself.</summary>
    public ModelReading Read(INamedTypeSymbol type)
    {
        if (read.TryGetValue(type, out ModelReading? known)) return known;
        cancellation.ThrowIfCancellationRequested();
        ModelReading reading = new(this, type);
        read.Add(type, reading);
        bool isOutermost = open.Add(type.OriginalDefinition);
        reading.Read();
        if (isOutermost) open.Remove(type.OriginalDefinition);
        return reading;
    }

    /// <summary>Whether a type is such a type, though it may have mistakes.</summary>
    public static bool IsModel(ITypeSymbol type) => ScalarByInterface(type) is not null || IsMarkedInSource(type);

    /// <summary>What a type is as a part of another; <see langword="null"/> where it has mistakes of its own.</summary>
    public PartModel? Of(ITypeSymbol type)
    {
        if (!IsMarkedInSource(type)) return new PartModel(ScalarByInterface(type), StaysItself: false);
        if (open.Contains(type.OriginalDefinition)) return new PartModel(null, StaysItself: false);
        ModelReading reading = Read((INamedTypeSymbol)type);
        return reading.IsFaulty ? null : new PartModel(reading.Scalar, reading.StaysItself);
    }

    public static bool IsNumber(ITypeSymbol type) => Types.IsFloat(type)
        || type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(static constraint =>
            IsFloatingPoint(constraint) || constraint.AllInterfaces.Any(IsFloatingPoint));

    /// <summary>Whether the interface is implemented for the type itself.</summary>
    public static bool Implements(INamedTypeSymbol type) => ScalarByInterface(type) is not null;

    /// <summary>The numbers of a type parameter whose values form a vector space of them; nothing where that is not known.</summary>
    public static ITypeSymbol? ScalarOf(ITypeParameterSymbol type) => ScalarByInterface(type) is { } scalar && Types.IsFloat(scalar) ? scalar : null;

    private static bool IsFloatingPoint(ITypeSymbol type) => type is { Name: "IFloatingPointIeee754", ContainingNamespace.Name: "Numerics" };

    private static bool IsMarkedInSource(ITypeSymbol type) => Parts.IsMarked(type) && !type.DeclaringSyntaxReferences.IsEmpty;

    private static ITypeSymbol? ScalarByInterface(ITypeSymbol type)
    {
        IEnumerable<INamedTypeSymbol> interfaces = type is ITypeParameterSymbol parameter
            ? parameter.ConstraintTypes.OfType<INamedTypeSymbol>().SelectMany(static constraint => constraint.AllInterfaces.Prepend(constraint))
            : type.AllInterfaces;
        return interfaces.FirstOrDefault(candidate => candidate is { Name: Interface, Arity: 2, ContainingNamespace.Name: "AutoDiff" }
            && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], type))?.TypeArguments[1];
    }
}
