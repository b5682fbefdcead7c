using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What a marked method of another assembly computes, which a generated member's attribute says.</summary>
internal static class PublishedBody
{
    private static readonly ConditionalWeakTable<IMethodSymbol, StrongBox<Program?>> Known = new();

    /// <summary>
    /// What goes in front of the names of a method's functions: overloads have names of their own, and no other assembly has the same. What stands
    /// behind the last dot is what generated code calls them.
    /// </summary>
    public static string NameOf(IMethodSymbol method) => method.GetDocumentationCommentId() + ".";

    /// <summary>Whether a method has no type parameters, of its own or of a type around it.</summary>
    public static bool IsPlain(IMethodSymbol method)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.Arity > 0) return false;
        }
        return method is { Arity: 0, MethodKind: MethodKind.Ordinary };
    }

    /// <summary>The functions, if the method's assembly says them in a language that is known here, and they fit the method as it is seen here.</summary>
    public static Program? Of(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.IsEmpty && IsPlain(method) && Marks.IsDifferentiable(method)
            ? Known.GetValue(method, static asked => new StrongBox<Program?>(Read(asked, []))).Value : null;

    /// <summary>The functions for what is handed for arrays of structs.</summary>
    public static Program? Of(IMethodSymbol method, EquatableArray<HandedStructs> structs) => Of(method) is null ? null : Read(method, structs);

    /// <summary>Whether a method has parameters that are arrays of structs, and takes them by their members.</summary>
    public static bool TakesStructs(IMethodSymbol method) => method.Parameters.Any(static parameter => ShapeOf(parameter).Whole is not null);

    /// <summary>Whether a constructor takes the members of a marked type and does nothing else, which the type's assembly says.</summary>
    public static bool TakesMembers(IMethodSymbol method) => method is { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences.IsEmpty: true }
        && Marks.BodyOf(method.ContainingType) == ModelType.TakesMembers
        && PositionalConstructors.MemberOf(method, Parts.Of(method.ContainingType)) is not null;

    /// <summary>Whether the last of its results is what a method leaves in the struct of which it is one.</summary>
    public static bool ChangesSelf(IMethodSymbol method, Program body) => body.Main.Body.Yield.Count > ResultsOf(method).Count();

    private static Program? Read(IMethodSymbol method, EquatableArray<HandedStructs> structs)
    {
        string name = NameOf(method), head = $"function {Notation.Name(name + method.Name)}(";
        string? text = method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(member => member.Name.StartsWith(method.Name, StringComparison.Ordinal))
            .Select(Marks.BodyOf).FirstOrDefault(body => body?.StartsWith(head, StringComparison.Ordinal) == true);
        if (text is null || MembersOf(method, structs) is not { } members) return null;
        try
        {
            Program program = Parser.Parse(text, members);
            return Fits(method, program, structs) && Verifier.Messages(program).Count == 0 ? program : null;
        }
        catch (ParseException)
        {
            return null;
        }
    }

    /// <summary>
    /// What the storage is of which the text says that it is a number of structs: such, or an array of its own, as the caller has it. Nothing where two
    /// arrays of one struct are not alike in that.
    /// </summary>
    private static Dictionary<string, ElementMember?>? MembersOf(IMethodSymbol method, EquatableArray<HandedStructs> structs)
    {
        Dictionary<string, ElementMember?> members = [];
        IEnumerable<(Shape Declared, Shape Taken)> shapes = method.Parameters.Select(parameter => (ShapeOf(parameter), TakenBy(parameter, structs)));
        if (!method.IsStatic) shapes = shapes.Append((Types.ShapeOf(method.ContainingType), Types.ShapeOf(method.ContainingType)));
        foreach ((Shape declared, Shape taken) in shapes)
        {
            foreach ((Shape leaf, Shape own) in declared.Leaves().Zip(taken.Leaves(), static (leaf, own) => (leaf, own)))
            {
                if (leaf.Leaf!.HeldMember is not { } member) continue;
                string name = Notation.Member(member);
                if (members.TryGetValue(name, out ElementMember? known) && known != own.Leaf!.HeldMember) return null;
                members[name] = own.Leaf!.HeldMember;
            }
        }
        return members;
    }

    private static bool Fits(IMethodSymbol method, Program program, EquatableArray<HandedStructs> structs)
    {
        IrType[] taken = [.. program.Main.Parameters.Select(static parameter => parameter.Type)];
        IrType[] given = [.. program.Main.Body.Yield.Select(static operand => operand.Type)], results = [.. ResultsOf(method)];
        IrType[] self = method.IsStatic ? [] : [.. LeavesOf(method.ContainingType)];
        IEnumerable<IrType> inputs = self.Concat(method.Parameters.Where(static parameter => parameter.RefKind != RefKind.Out)
            .SelectMany(parameter => TakenBy(parameter, structs).Leaves().Select(static leaf => leaf.Leaf!)));
        return taken.SequenceEqual(inputs) && (given.SequenceEqual(results) || (self.Length > 0 && given.SequenceEqual(results.Concat(self))));
    }

    /// <summary>What a parameter is handed: an array of structs as the caller has it.</summary>
    public static Shape TakenBy(IParameterSymbol parameter, EquatableArray<HandedStructs> structs) =>
        structs.FirstOrDefault(one => one.Ordinal == parameter.Ordinal)?.Shape ?? ShapeOf(parameter);

    /// <summary>What a parameter holds to the method itself.</summary>
    private static Shape ShapeOf(IParameterSymbol parameter) =>
        Marks.IsNoDerivative(parameter) ? Types.ShapeOf(parameter.Type) : StructStorage.ShapeOf(parameter.Type);

    private static IEnumerable<IrType> ResultsOf(IMethodSymbol method)
    {
        IEnumerable<IrType> returned = method.ReturnsVoid ? [] : LeavesOf(method.ReturnType);
        return returned.Concat(method.Parameters.Where(static parameter => parameter.RefKind is RefKind.Ref or RefKind.Out)
            .SelectMany(static parameter => LeavesOf(parameter.Type)));
    }

    private static IEnumerable<IrType> LeavesOf(ITypeSymbol type) => Types.ShapeOf(type).Leaves().Select(static leaf => leaf.Leaf!);
}
