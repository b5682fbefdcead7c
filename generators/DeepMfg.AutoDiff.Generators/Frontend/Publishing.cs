using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Whether other assemblies are told what a method computes: those of a library, if all that the method's code names is public.</summary>
internal sealed class Publishing(Compilation compilation)
{
    private const string Global = "global::";

    /// <summary>Whether something is named that only its own assembly can name.</summary>
    public bool NamesHidden { get; private set; }

    /// <summary>Generated code names a symbol.</summary>
    public void Name(ISymbol symbol) => NamesHidden |= !IsPublic(symbol);

    /// <summary>Generated code names the members of which values of a type are made.</summary>
    public void Name(Shape record) => NamesHidden |= record.HasHidden;

    /// <summary>The name under which a method's code is told; empty where it is not.</summary>
    public string NameFor(IMethodSymbol method, Program program)
    {
        if (compilation.Options.OutputKind != OutputKind.DynamicallyLinkedLibrary || NamesHidden || !IsPublic(method) || !IsPlain(method)) return "";
        IEnumerable<Function> functions = program.Callees.Append(program.Main);
        return functions.SelectMany(TextsOf).All(NamesPublicTypes) ? PublishedBody.NameOf(method) : "";
    }

    /// <summary>
    /// What callers can take for the method that they see: it has no type parameters, reads no object of a class, and leaves no parameter out of its
    /// derivatives that they might want.
    /// </summary>
    private static bool IsPlain(IMethodSymbol method) =>
        PublishedBody.IsPlain(method)
        && (method.IsStatic || Records.ShapeOf(method.ContainingType) is { } self && !HoldsHidden(self))
        && !method.Parameters.Any(static parameter => HoldsHidden(Types.ShapeOf(parameter.Type)) || HoldsHidden(StructStorage.ShapeOf(parameter.Type)))
        && Marks.DifferentiableOf(method)?.NamedArguments.All(static argument => argument.Key != "Wrt") == true;

    /// <summary>Whether it is or holds what only its own assembly can make, be it in an array.</summary>
    private static bool HoldsHidden(Shape shape) =>
        shape.HasHidden || shape.Leaves().Any(static leaf => leaf.Leaf!.HeldMember is { } member && HoldsHidden(member.Struct));

    public static bool IsPublic(ISymbol symbol)
    {
        if (symbol is IArrayTypeSymbol array) return IsPublic(array.ElementType);
        for (ISymbol? part = symbol; part is not null and not INamespaceSymbol; part = part.ContainingSymbol)
        {
            bool isNameless = part is ITypeParameterSymbol or IPointerTypeSymbol or IDynamicTypeSymbol;
            if (!isNameless && part.DeclaredAccessibility != Accessibility.Public) return false;
        }
        return symbol is not INamedTypeSymbol type || type.TypeArguments.All(IsPublic);
    }

    /// <summary>The C# that a function consists of.</summary>
    private static IEnumerable<string> TextsOf(Function function)
    {
        foreach (Variable parameter in function.Parameters) yield return parameter.Type.Name;
        foreach (Statement statement in function.Statements)
        {
            if (statement is Opaque opaque) yield return opaque.Text.Template;
            foreach (Variable variable in statement.Targets.Concat(statement.Bound)) yield return variable.Type.Name;
        }
        if (function.Rule is not { } rule) yield break;
        foreach (Function part in new[] { rule.Call, rule.Jvp, rule.Vjp, rule.Pair?.Recording, rule.Pair?.Pullback }.OfType<Function>())
        {
            foreach (string text in TextsOf(part)) yield return text;
        }
    }

    private bool NamesPublicTypes(string text) =>
        TypesIn(text).All(static types => types.All(static type => type.DeclaredAccessibility == Accessibility.Public));

    /// <summary>The types that a piece of C# names, and those around them, each with all others of its name.</summary>
    public IEnumerable<IReadOnlyList<INamedTypeSymbol>> TypesIn(string text)
    {
        for (int at = text.IndexOf(Global, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Global, at + 1, StringComparison.Ordinal))
        {
            IReadOnlyList<INamespaceOrTypeSymbol> around = [compilation.GlobalNamespace];
            int start = at + Global.Length, end = start;
            do
            {
                if (start < text.Length && text[start] == '@') start++;
                end = start;
                while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')) end++;
                string name = text.Substring(start, end - start);
                around = [.. around.SelectMany(outer => outer.GetMembers(name)).OfType<INamespaceOrTypeSymbol>()];
                if (around.OfType<INamedTypeSymbol>().ToList() is { Count: > 0 } types) yield return types;
                start = end + 1;
            }
            while (around.Count > 0 && end < text.Length && text[end] == '.');
        }
    }
}
