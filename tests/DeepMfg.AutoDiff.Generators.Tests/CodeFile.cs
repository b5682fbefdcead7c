using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Tests;

/// <summary>The repository that the tests were compiled in.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    internal static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    internal static string Read(string relative) => File.ReadAllText(Path(relative)).ReplaceLineEndings("\n");

    private static string Find([CallerFilePath] string path = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(path, "..", "..", ".."));
}

/// <summary>A C# file of the repository.</summary>
internal sealed class CodeFile
{
    private const string Compiler = "DeepMfg.AutoDiff.Generators";

    private readonly SyntaxNode _root;

    private CodeFile(string path)
    {
        Path = System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
        Text = File.ReadAllText(path);
        _root = CSharpSyntaxTree.ParseText(Text, new CSharpParseOptions(LanguageVersion.CSharp14)).GetRoot();
    }

    /// <summary>The path from the repository's root.</summary>
    internal string Path { get; }

    internal string Text { get; }

    internal int Lines => Text.AsSpan().TrimEnd().Count('\n') + 1;

    /// <summary>The first folder below the compiler's own: <c>IR</c>; empty at its top.</summary>
    internal string Folder => Path.Split('/') is [_, Compiler, var folder, _, ..] ? folder : "";

    /// <summary>Methods, constructors, operators and local functions.</summary>
    internal IEnumerable<SyntaxNode> Methods =>
        _root.DescendantNodes().Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax);

    /// <summary>
    /// The types that it declares: their own name, and that with what they stand in. The parts of a partial type have the same, as have a type
    /// and its generic namesake.
    /// </summary>
    internal IEnumerable<(string Name, string Whole)> Types =>
        from node in _root.DescendantNodes()
        where node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        let names = node.AncestorsAndSelf().Reverse().Select(NameOf).Where(static name => name.Length > 0).ToArray()
        select (names[^1], string.Join('.', names));

    /// <summary>The values of the string literals.</summary>
    internal IEnumerable<string> Strings => _root.DescendantTokens()
        .Where(token => token.IsKind(SyntaxKind.StringLiteralToken))
        .Select(token => token.ValueText);

    /// <summary>The folders of the compiler whose namespaces the file imports.</summary>
    internal IEnumerable<string> UsedFolders => _root.DescendantNodes().OfType<UsingDirectiveSyntax>()
        .Select(directive => directive.Name?.ToString() ?? "")
        .Where(name => name.StartsWith(Compiler + ".", StringComparison.Ordinal))
        .Select(name => name.Split('.')[3]);

    private static string NameOf(SyntaxNode node) => node switch
    {
        BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => "",
    };

    internal static bool IsSource(string path) =>
        !path.Replace('\\', '/').Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "TestResults");

    internal static IEnumerable<CodeFile> Under(string folder) => Directory
        .EnumerateFiles(Repository.Path(folder), "*.cs", SearchOption.AllDirectories)
        .Where(IsSource)
        .Where(path => !path.EndsWith(".verified.cs", StringComparison.Ordinal))
        .Select(path => new CodeFile(path));
}
