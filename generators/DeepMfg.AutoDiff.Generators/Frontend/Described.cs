using System.Xml;
using System.Xml.Linq;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Reads what the user says of a method's parameters and its result.</summary>
internal static class Described
{
    public static IEnumerable<Words> Of(IMethodSymbol method, CancellationToken cancellation)
    {
        foreach (SyntaxReference declared in method.DeclaringSyntaxReferences) Premises.Open(declared.SyntaxTree);
        string? comment = method.GetDocumentationCommentXml(cancellationToken: cancellation);
        if (string.IsNullOrWhiteSpace(comment) || Parsed(comment!) is not { } root) return [];
        Words[] parameters = [.. root.Elements("param").Where(static tag => tag.Attribute("name") is not null)
            .Select(static tag => new Words(tag.Attribute("name")!.Value, TextOf(tag)))];
        if (parameters.Length == 0) return [];
        return root.Element("returns") is { } returns ? [.. parameters, new Words("", TextOf(returns))] : parameters;
    }

    private static XElement? Parsed(string comment)
    {
        try
        {
            return XElement.Parse(comment);
        }
        catch (XmlException)
        {
            // C# itself warns of a comment that is no XML.
            return null;
        }
    }

    private static string TextOf(XElement tag)
    {
        string text = string.Concat(tag.Nodes().Select(static node => node.ToString(SaveOptions.DisableFormatting)));
        return string.Join(" ", text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }
}
