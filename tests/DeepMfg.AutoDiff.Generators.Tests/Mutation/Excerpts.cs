using System.Collections.Immutable;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Tests.Mutation;

/// <summary>
/// Files of one marked method each, with the members of its type that it needs, and beside it the other types that these need. A whole file of methods
/// over arrays takes seconds, such an excerpt as long as a small program.
/// </summary>
internal sealed class Excerpts
{
    /// <summary>What lists the methods for tests, and with that all there are.</summary>
    private static readonly string[] s_listings = ["ArrayCase", "RecordCase"];

    private readonly ILookup<string, BaseTypeDeclarationSyntax> _types;

    /// <summary>Declares the namespaces of all files: an excerpt is in use of some of which it needs nothing.</summary>
    private readonly UserFile _namespaces;
    private readonly Dictionary<SyntaxNode, HashSet<string>> _names = [];

    private Excerpts(IEnumerable<UserFile> files)
    {
        SyntaxNode[] nodes =
            [.. files.SelectMany(static file => UserProject.Parse(file).GetRoot().DescendantNodes(static node => node is not BaseTypeDeclarationSyntax))];
        _types = nodes.OfType<BaseTypeDeclarationSyntax>().Where(static type => !s_listings.Contains(type.Identifier.Text))
            .ToLookup(static type => type.Identifier.Text);
        IEnumerable<string> names = nodes.OfType<BaseNamespaceDeclarationSyntax>().Select(static space => space.Name.ToString()).Distinct();
        _namespaces = new UserFile("Namespaces.cs", string.Concat(names.Select(static name => $"namespace {name} {{ }}\n")));
    }

    /// <summary>The excerpts of some files, which need no others.</summary>
    public static IEnumerable<Subject> Of(IReadOnlyCollection<UserFile> files)
    {
        Excerpts excerpts = new(files);
        return from types in excerpts._types
               from type in types.OfType<TypeDeclarationSyntax>()
               from method in type.Members.OfType<MethodDeclarationSyntax>()
               where IsMarked(method)
               select excerpts.Of(type, method);
    }

    private Subject Of(TypeDeclarationSyntax type, MethodDeclarationSyntax method)
    {
        HashSet<MemberDeclarationSyntax> kept = [method];
        Queue<MemberDeclarationSyntax> left = new(kept);
        HashSet<BaseTypeDeclarationSyntax> others = [];
        foreach (string name in NamesIn(type.WithMembers([]))) AddTypes(name);
        while (left.Count > 0)
        {
            foreach (string name in NamesIn(left.Dequeue()))
            {
                foreach (MemberDeclarationSyntax member in type.Members.Where(member => !Lists(member) && IsNamed(member, name)))
                {
                    if (kept.Add(member)) left.Enqueue(member);
                }
                AddTypes(name);
            }
        }
        // Of a type by whose name values are made, all is needed.
        SyntaxList<MemberDeclarationSyntax> members = type is ClassDeclarationSyntax ? [.. type.Members.Where(kept.Contains)] : Unlisted(type).Members;
        ImmutableArray<UserFile> around = [_namespaces, .. others.Select(static other => new UserFile($"{other.Identifier.Text}.cs", TextOf(Unlisted(other), other)))];
        return new Subject(new UserFile($"{type.Identifier.Text}.{method.Identifier.Text}.cs", TextOf(type.WithMembers(members), type)), around);

        void AddTypes(string name)
        {
            foreach (BaseTypeDeclarationSyntax other in _types[name])
            {
                if (other == type || !others.Add(other)) continue;
                foreach (string inner in NamesIn(Unlisted(other))) AddTypes(inner);
            }
        }
    }

    private HashSet<string> NamesIn(SyntaxNode node)
    {
        if (_names.TryGetValue(node, out HashSet<string>? names)) return names;
        return _names[node] = [.. node.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.Text)];
    }

    private static bool IsNamed(MemberDeclarationSyntax member, string name) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Any(variable => variable.Identifier.Text == name),
        MethodDeclarationSyntax method => method.Identifier.Text == name,
        PropertyDeclarationSyntax property => property.Identifier.Text == name,
        BaseTypeDeclarationSyntax type => type.Identifier.Text == name,
        DelegateDeclarationSyntax callback => callback.Identifier.Text == name,
        _ => true,
    };

    private static bool IsMarked(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute => attribute.Name.ToString() == "Differentiable");

    private static BaseTypeDeclarationSyntax Unlisted(BaseTypeDeclarationSyntax type) => type is TypeDeclarationSyntax members ? Unlisted(members) : type;

    private static TypeDeclarationSyntax Unlisted(TypeDeclarationSyntax type) => type.WithMembers([.. type.Members.Where(static member => !Lists(member))]);

    private static bool Lists(MemberDeclarationSyntax member) => member.DescendantTokens().Any(static token => s_listings.Contains(token.Text));

    private static string TextOf(BaseTypeDeclarationSyntax type, BaseTypeDeclarationSyntax original)
    {
        string usings = string.Concat(((CompilationUnitSyntax)original.SyntaxTree.GetRoot()).Usings.Select(static one => one.ToFullString()));
        string space = original.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault() is { } around ? $"namespace {around.Name};\n\n" : "";
        return $"{usings}{space}{type.ToFullString()}";
    }
}
