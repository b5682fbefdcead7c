using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The signature of a member: what no two members of a type may share.</summary>
internal sealed record MemberSignature(string Name, int Arity, IReadOnlyList<(ITypeSymbol Type, bool ByReference)> Parameters)
{
    public bool Clashes(IMethodSymbol method) => Clashes(new MemberSignature(
        method.Name, method.Arity, [.. method.Parameters.Select(static p => (p.Type, p.RefKind != RefKind.None))]));

    public bool Clashes(MemberSignature other) =>
        Name == other.Name && Arity == other.Arity && Parameters.Count == other.Parameters.Count
        && Parameters.Zip(other.Parameters, static (a, b) =>
            a.ByReference == b.ByReference && a.Type.Equals(b.Type, SymbolEqualityComparer.Default)).All(static same => same);
}

/// <summary>Which members are generated for a marked method.</summary>
internal static class GeneratedMembers
{
    public const string Gradient = "ValueAndGradient", Jvp = "Jvp", Vjp = "Vjp";

    public static IEnumerable<MemberSignature> Of(IMethodSymbol method, Produce produce, ISet<string> differentiable)
    {
        (ITypeSymbol, bool)[] own = [.. method.Parameters.Select(static p => (p.Type, p.RefKind != RefKind.None))];
        IParameterSymbol[] active = [.. method.Parameters.Where(p => differentiable.Contains(p.Name))];
        if (produce.HasFlag(Produce.Gradient)) yield return Member(Gradient, own);
        if (produce.HasFlag(Produce.Jvp))
        {
            yield return Member(Jvp, [.. own, .. active.Select(static p => (p.Type, p.RefKind is RefKind.Ref or RefKind.Out))]);
        }
        if (produce.HasFlag(Produce.Vjp))
        {
            (ITypeSymbol, bool)[] cotangent = method.ReturnsVoid ? [] : [(method.ReturnType, false)];
            yield return Member(Vjp, [.. own, .. cotangent, .. active.Select(static p => (p.Type, true))]);
        }

        MemberSignature Member(string suffix, (ITypeSymbol, bool)[] parameters) => new(method.Name + suffix, method.Arity, parameters);
    }

    /// <summary>Whether a symbol was written by the generator.</summary>
    public static bool IsGenerated(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences is [{ SyntaxTree.FilePath: var path }, ..]
        && path.EndsWith(".g.cs", StringComparison.Ordinal)
        && path.Contains(typeof(DifferentiableGenerator).FullName);
}
