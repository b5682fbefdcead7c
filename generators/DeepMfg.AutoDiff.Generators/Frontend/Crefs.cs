using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>How documentation refers to a method.</summary>
internal static class Crefs
{
    /// <remarks>A <c>cref</c> has no syntax for tuples.</remarks>
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    /// <summary>A reference in documentation has no <c>params</c> and no <c>scoped</c>.</summary>
    public static string Of(IMethodSymbol method)
    {
        SymbolDisplayFormat format = IsHidden(method) ? Format.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Included) : Format;
        IEnumerable<string> parts = method.ToDisplayParts(format)
            .Where(static part => !(part.Kind == SymbolDisplayPartKind.Keyword && part.ToString() is "params" or "scoped"))
            .Select(static part => part.ToString());
        return string.Concat(parts).Replace("( ", "(").Replace(",  ", ", ").Replace('<', '{').Replace('>', '}');
    }

    /// <summary>Whether the first name of a parameter's type means something else where the method stands.</summary>
    private static bool IsHidden(IMethodSymbol method)
    {
        ImmutableArray<SymbolDisplayPart> parts = method.ToDisplayParts(Format);
        for (int i = 1; i < parts.Length; i++)
        {
            bool isFirst = parts[i - 1].ToString() != ".";
            if (isFirst && parts[i].Symbol is INamespaceOrTypeSymbol and not ITypeParameterSymbol and var named && IsHidden(named, method)) return true;
        }
        return false;
    }

    private static bool IsHidden(INamespaceOrTypeSymbol named, IMethodSymbol method)
    {
        for (INamespaceOrTypeSymbol? around = method.ContainingType; around is not (null or INamespaceSymbol { IsGlobalNamespace: true });
            around = (INamespaceOrTypeSymbol?)around.ContainingType ?? around.ContainingNamespace)
        {
            if (around is INamedTypeSymbol type && type.TypeParameters.Any(parameter => parameter.Name == named.Name)) return true;
            if (around.GetMembers(named.Name).OfType<INamespaceOrTypeSymbol>().Any(IsOther)) return true;
        }
        return false;

        // A namespace in another one is not that of the root.
        bool IsOther(INamespaceOrTypeSymbol other) => other is INamespaceSymbol || !SymbolEqualityComparer.Default.Equals(other, named.OriginalDefinition);
    }
}
