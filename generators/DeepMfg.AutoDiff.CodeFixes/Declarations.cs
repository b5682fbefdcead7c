using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>Changes of declarations of types.</summary>
internal static class Declarations
{
    /// <summary>The type made partial: C# wants the word just before the type's keyword.</summary>
    public static TypeDeclarationSyntax WithPartial(TypeDeclarationSyntax type)
    {
        if (type.Modifiers.Any(SyntaxKind.PartialKeyword)) return type;
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0)
        {
            return type.WithModifiers(type.Modifiers.Add(partial));
        }

        // The keyword's comments and indentation go before what is now the first word.
        SyntaxToken keyword = type.Keyword;
        return type
            .WithKeyword(keyword.WithLeadingTrivia())
            .WithModifiers([partial.WithLeadingTrivia(keyword.LeadingTrivia)]);
    }

    /// <summary>The type with an attribute in front, below its comments.</summary>
    public static TypeDeclarationSyntax WithAttribute(TypeDeclarationSyntax type, string attribute)
    {
        AttributeListSyntax list = ListInFrontOf(type, SyntaxFactory.ParseName(attribute));
        return (TypeDeclarationSyntax)type.WithLeadingTrivia().WithAttributeLists(type.WithLeadingTrivia().AttributeLists.Insert(0, list));
    }

    /// <summary>An attribute that takes over the comments and the indentation of what it goes in front of.</summary>
    public static AttributeListSyntax ListInFrontOf(SyntaxNode declaration, NameSyntax attribute) =>
        ListInFrontOf(declaration, SyntaxFactory.Attribute(attribute));

    /// <summary>An attribute that takes over the comments and the indentation of what it goes in front of.</summary>
    public static AttributeListSyntax ListInFrontOf(SyntaxNode declaration, AttributeSyntax attribute) =>
        SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithLeadingTrivia(declaration.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space);
}
