using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// The only way to what stands in bodies, so that it is known of which files more than declarations is read. There is one semantic model for each file of a
/// compilation: what one method made it bind serves the next.
/// </summary>
internal static class Models
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, SemanticModel>> Known = new();

    public static SemanticModel ModelOf(this Compilation compilation, SyntaxTree tree)
    {
        Premises.Open(tree);
        return Known.GetOrCreateValue(compilation).GetOrAdd(tree, t => compilation.GetSemanticModel(t));
    }

    /// <summary>The syntax of a declaration, with what stands inside.</summary>
    public static SyntaxNode Opened(this SyntaxReference reference, CancellationToken cancellation = default)
    {
        Premises.Open(reference.SyntaxTree);
        return reference.GetSyntax(cancellation);
    }
}
