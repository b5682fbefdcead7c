using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// What the lowering of a method depends on beside the bodies and initialisers that it reads: the declarations in all files, what is referenced, and the
/// options. Compilations with the same premises make the same of a method: an edit inside a body that nothing marked comes to has nothing lowered again.
/// </summary>
internal sealed class Premises
{
    private static readonly ConditionalWeakTable<Compilation, Premises> Known = new();

    /// <summary>The files of which more than declarations has been read for any method in any compilation.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, object> Opened = new();

    private readonly string? assembly;
    private readonly CompilationOptions options;
    private readonly SyntaxTree[] files;
    private readonly MetadataReference[] references;
    private Comparison? last;

    private Premises(Compilation compilation)
    {
        (assembly, options) = (compilation.AssemblyName, compilation.Options);
        files = [.. compilation.SyntaxTrees];
        references = [.. compilation.ExternalReferences];
    }

    private sealed record Comparison(Premises With, bool Same);

    public static Premises Of(Compilation compilation) => Known.GetValue(compilation, static compilation => new(compilation));

    /// <summary>Says that what is made of a method may depend on all that a file holds.</summary>
    public static void Open(SyntaxTree file) => Opened.GetOrCreateValue(file);

    public bool IsSame(Premises other)
    {
        if (other == this) return true;
        Comparison? known = last;
        if (known?.With != other) last = known = new(other, Compare(other));
        return known!.Same;
    }

    private bool Compare(Premises other)
    {
        if (assembly != other.assembly || !options.Equals(other.options) || files.Length != other.files.Length) return false;
        if (!references.SequenceEqual(other.references)) return false;
        for (int i = 0; i < files.Length; i++)
        {
            if (files[i] != other.files[i] && !DeclareTheSame(files[i], other.files[i])) return false;
        }
        return true;
    }

    private static bool DeclareTheSame(SyntaxTree before, SyntaxTree after) =>
        !Opened.TryGetValue(before, out _) && !Opened.TryGetValue(after, out _)
        && before.FilePath == after.FilePath && before.Options.Equals(after.Options)
        && Declared(before).SequenceEqual(Declared(after))
        && NullableContext(before) is { } context && context == NullableContext(after);

    // Roslyn's own comparison of declarations takes constants of other values for the same.
    private static IEnumerable<string> Declared(SyntaxTree file) =>
        file.GetRoot().DescendantTokens(static node => !IsInside(node)).Select(static token => token.Text);

    /// <summary>Whether a node is nothing that others see of a declaration; an accessor's body decides whether there is a field.</summary>
    private static bool IsInside(SyntaxNode node) => node switch
    {
        BlockSyntax or ArrowExpressionClauseSyntax => node.Parent is BaseMethodDeclarationSyntax,
        EqualsValueClauseSyntax => node.Parent?.Parent?.Parent is FieldDeclarationSyntax field && !field.Modifiers.Any(SyntaxKind.ConstKeyword),
        _ => false,
    };

    /// <summary>What the head of a file says of null in the whole of it; nothing where more is said further down.</summary>
    private static string? NullableContext(SyntaxTree file)
    {
        SyntaxNode root = file.GetRoot();
        int head = root.GetFirstToken(includeZeroWidth: true).SpanStart;
        string context = "";
        for (DirectiveTriviaSyntax? directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            if (directive is not NullableDirectiveTriviaSyntax) continue;
            if (directive.SpanStart > head) return null;
            context += directive.ToString();
        }
        return context;
    }
}
