using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The signature of a member: what no two members of a type may share.</summary>
internal sealed record MemberSignature(string Name, int Arity, IReadOnlyList<(string Type, bool ByReference)> Parameters)
{
    /// <summary>Types as overloads tell them apart: neither nullability nor the names of a tuple's items make two.</summary>
    private static readonly SymbolDisplayFormat Format =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    public static string TypeOf(ITypeSymbol type) => type.ToDisplayString(Format);

    public bool Clashes(IMethodSymbol method) => Clashes(new MemberSignature(
        method.Name, method.Arity, [.. method.Parameters.Select(static p => (TypeOf(p.Type), p.RefKind != RefKind.None))]));

    public bool Clashes(MemberSignature other) =>
        Name == other.Name && Arity == other.Arity && Parameters.Count == other.Parameters.Count
        && Parameters.Zip(other.Parameters, static (a, b) =>
            a.ByReference == b.ByReference && a.Type == b.Type).All(static same => same);
}

/// <summary>Which members are generated for a marked method.</summary>
internal static class GeneratedMembers
{
    public const string Gradient = "ValueAndGradient", Jvp = "Jvp", Vjp = "Vjp";

    public const string Forward = "Forward", Reverse = "Reverse", Jacobian = "Jacobian", Objective = "Objective";

    /// <summary>What may stand behind a method's name.</summary>
    public static readonly string[] Suffixes = [Gradient, Jvp, Vjp, Forward, Reverse, Jacobian, Objective];

    private static readonly (string, bool) TapeParameter = ("global::DeepMfg.AutoDiff.Tape", false);

    public static IEnumerable<MemberSignature> Of(IMethodSymbol method, Produce produce, ISet<string> differentiable)
    {
        (string, bool)[] own = [.. method.Parameters.Select(static p => (MemberSignature.TypeOf(p.Type), p.RefKind != RefKind.None))];
        IParameterSymbol[] active = [.. method.Parameters.Where(p => differentiable.Contains(p.Name))];
        if (produce.HasFlag(Produce.Gradient))
        {
            yield return Member(Gradient, own);
            bool hasBuffers = active.Any(static p => StructStorage.ShapeOf(p.Type).HasStorage);
            if (hasBuffers) yield return Member(Gradient, [.. own, .. active.Select(static p => (Companion(p.Type, "Span"), !IsStorage(p)))]);
        }
        if (produce.HasFlag(Produce.Jvp) || (produce.IsInParts() && !Types.LeafOf(method.ReturnType).IsFloat))
        {
            yield return Member(Jvp, [.. own, .. active.Select(static p => (Companion(p.Type, "ReadOnlySpan"), p.RefKind is RefKind.Ref or RefKind.Out))]);
        }
        (string, bool)[] cotangents =
        [
            .. method.ReturnsVoid ? [] : new[] { (Companion(method.ReturnType, "ReadOnlySpan"), false) },
            .. active.Select(static p => (Companion(p.Type, "Span"), !IsStorage(p))),
        ];
        if (produce.HasFlag(Produce.Vjp) || produce.IsInParts()) yield return Member(Vjp, [.. own, .. cotangents]);
        if (produce.HasFlag(Produce.Jacobian))
        {
            yield return Member(Jacobian, own);
            string scalar = Types.ShapeOf(method.ReturnType).Leaves().Any(static leaf => IsSingle(leaf.Leaf!)) ? "float" : "double";
            yield return Member(Jacobian, [.. own, ($"global::System.Span<{scalar}>", false)]);
        }
        if (produce.HasFlag(Produce.Objective)) yield return Member(Objective, []);
        if (produce.HasFlag(Produce.Split))
        {
            yield return Member(Forward, [.. own, TapeParameter]);
            yield return Member(Reverse, [.. own, TapeParameter, .. cotangents]);
        }

        MemberSignature Member(string suffix, (string, bool)[] parameters) => new(method.Name + suffix, method.Arity, parameters);
    }

    private static bool IsSingle(IrType type) => type.Item is { } item ? IsSingle(item) : type == IrType.Float32;

    private static bool IsStorage(IParameterSymbol parameter) => BufferOf(parameter.Type) is { IsStorage: true, IsModel: false };

    private static IrType BufferOf(ITypeSymbol type) => StructStorage.ShapeOf(type).Whole ?? Types.LeafOf(type);

    /// <summary>The type of a companion: of a vector a span of its numbers.</summary>
    private static string Companion(ITypeSymbol type, string span) => !BufferOf(type).IsVector ? MemberSignature.TypeOf(type)
        : $"global::System.{span}<{MemberSignature.TypeOf(type is IArrayTypeSymbol array ? array.ElementType : ((INamedTypeSymbol)type).TypeArguments[0])}>";

    /// <summary>Whether a symbol was written by the generator.</summary>
    public static bool IsGenerated(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences is [{ SyntaxTree.FilePath: var path }, ..]
        && path.EndsWith(Signature.Ending, StringComparison.Ordinal)
        && path.Contains(typeof(DifferentiableGenerator).FullName);

    /// <summary>Whether a symbol was written by the generator, and does not stand in for what is refused.</summary>
    public static bool IsDerived(ISymbol symbol) =>
        IsGenerated(symbol) && !symbol.DeclaringSyntaxReferences[0].SyntaxTree.FilePath.EndsWith(Signature.RefusedEnding, StringComparison.Ordinal);
}
