using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>One semantic model for each file of a compilation, so that what one method made it bind serves the next.</summary>
internal static class Models
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, SemanticModel>> Known = new();

    public static SemanticModel ModelOf(this Compilation compilation, SyntaxTree tree) =>
        Known.GetOrCreateValue(compilation).GetOrAdd(tree, t => compilation.GetSemanticModel(t));
}
