using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Record classes without a mark, which nobody can change and from which none derives: what a method makes of active values is seen by its members, like a
/// struct. What comes from outside is an object, that may be none, and stays one.
/// </summary>
internal static class PlainRecords
{
    private static readonly ConditionalWeakTable<ITypeSymbol, StrongBox<bool>> Known = new();
    private static readonly ConditionalWeakTable<IAssemblySymbol, HashSet<ISymbol>> Bases = new();

    public static bool Is(ITypeSymbol type) => Known.GetValue(type, static asked => new StrongBox<bool>(Find(asked))).Value;

    /// <summary>The members of what a method of this project has for a parameter, returns, or is called on.</summary>
    public static Shape? Given(ITypeSymbol type) =>
        type.NullableAnnotation == NullableAnnotation.NotAnnotated && Is(type) ? Records.ShapeOf(type) : null;

    /// <summary>What a method is called on, to its own code.</summary>
    public static Shape SelfOf(ITypeSymbol type) => Is(type) && Records.ShapeOf(type) is { } shape ? shape : Types.ShapeOf(type);

    /// <summary>What a choice among expressions gives, where all of them are made here.</summary>
    public static Shape? Chosen(IEnumerable<IOperation> arms, ITypeSymbol type, BodyLowering body) =>
        Is(type) && arms.Where(arm => body.Opaques.ThrowOf(arm) is null).All(arm => IsMade(arm, body)) ? Records.ShapeOf(type) : null;

    /// <summary>Whether a value is made with numbers that may be active.</summary>
    public static bool HoldsNumbers(IEnumerable<IOperation> given) => given.Any(static value => !value.ConstantValue.HasValue
        && value.Type is { } type && (Types.LeafOf(type).IsReal || Types.ShapeOf(type) is { Leaf: null, HasFloat: true } || Is(type)));

    private static bool IsMade(IOperation expression, BodyLowering body) => expression switch
    {
        IConversionOperation { IsImplicit: true } conversion => IsMade(conversion.Operand, body),
        IParenthesizedOperation inner => IsMade(inner.Operand, body),
        IObjectCreationOperation creation => HoldsNumbers(ValuesOf(creation)),
        IWithOperation change => IsMade(change.Operand, body) || HoldsNumbers(Assigned(change.Initializer)),
        IConditionalOperation { WhenFalse: { } otherwise } choice => IsMade(choice.WhenTrue, body) && IsMade(otherwise, body),
        ILocalReferenceOperation or IParameterReferenceOperation => body.Assignments.Target(expression) is { Shape.IsRecord: true },
        IInvocationOperation { TargetMethod: var method } =>
            body.Program.IsByParts(method) && body.Program.IsSource(method) && Given(method.ReturnType) is not null,
        _ => false,
    };

    /// <summary>What a new object is given.</summary>
    public static IEnumerable<IOperation> ValuesOf(IObjectCreationOperation creation) =>
        creation.Arguments.Select(static argument => argument.Value).Concat(Assigned(creation.Initializer));

    public static IEnumerable<IOperation> Assigned(IObjectOrCollectionInitializerOperation? initializer) =>
        (initializer?.Initializers ?? []).OfType<ISimpleAssignmentOperation>().Select(static set => set.Value);

    private static bool Find(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: true, DeclaringSyntaxReferences.IsEmpty: false } record
        && record.BaseType is { SpecialType: SpecialType.System_Object } && !Parts.IsMarked(record) && (record.IsSealed || !HasDerived(record))
        && Parts.Of(record).All(static part => !part.IsAssignable);

    private static bool HasDerived(INamedTypeSymbol record) =>
        record.ContainingAssembly is { } assembly && Bases.GetValue(assembly, BasesIn).Contains(record.OriginalDefinition);

    private static HashSet<ISymbol> BasesIn(IAssemblySymbol assembly) => new(
        TypesIn(assembly.GlobalNamespace).Select(static type => type.BaseType?.OriginalDefinition).OfType<ISymbol>(), SymbolEqualityComparer.Default);

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol holder)
    {
        foreach (ISymbol member in holder.GetMembers())
        {
            if (member is INamedTypeSymbol { IsRecord: true } record) yield return record;
            if (member is not INamespaceOrTypeSymbol inner) continue;
            foreach (INamedTypeSymbol type in TypesIn(inner)) yield return type;
        }
    }
}
