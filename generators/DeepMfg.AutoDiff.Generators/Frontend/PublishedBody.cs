using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What a marked method of another assembly computes, which a generated member's attribute says.</summary>
internal static class PublishedBody
{
    private const string Given = "";

    private static readonly ConditionalWeakTable<IMethodSymbol, StrongBox<Program?>> Known = new();
    private static readonly ConditionalWeakTable<IParameterSymbol, StrongBox<bool>> Left = new();

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
    public static bool TakesStructs(IMethodSymbol method) => method.Parameters.Any(TakesStructs);

    public static bool TakesStructs(IParameterSymbol parameter) => ShapeOf(parameter).Whole is not null;

    /// <summary>Whether a constructor takes the members of a marked type and does nothing else, which the type's assembly says.</summary>
    public static bool TakesMembers(IMethodSymbol method) => method is { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences.IsEmpty: true }
        && Marks.BodyOf(method.ContainingType) == ModelType.TakesMembers
        && PositionalConstructors.MemberOf(method, Parts.Of(method.ContainingType)) is not null;

    /// <summary>Whether the last of its results is what a method leaves in the struct of which it is one.</summary>
    public static bool ChangesSelf(IMethodSymbol method, Program body) => body.Main.Body.Yield.Count > ResultsOf(method).Count();

    /// <summary>Whether a method takes a parameter's structs by their members, and leaves them as they are.</summary>
    public static bool OnlyReads(IParameterSymbol parameter) =>
        Left.GetValue(parameter, static asked => new StrongBox<bool>(TakesStructs(asked) && !Writes((IMethodSymbol)asked.ContainingSymbol, asked))).Value;

    // What comes from the parameter goes by another name, which tells it from what the others hold.
    private static bool Writes(IMethodSymbol method, IParameterSymbol parameter)
    {
        // The rows of a table have no names here.
        if (ShapeOf(parameter).Leaves().Any(static leaf => leaf.Leaf!.Member is null)) return true;
        if (Of(method, [new HandedStructs(parameter.Ordinal, Named(ShapeOf(parameter)))]) is not { } body) return true;
        return body.Callees.Append(body.Main).SelectMany(static function => function.Statements).Any(static statement => statement switch
        {
            Store store => IsNamed(store.Cell.Storage),
            Accumulate add => IsNamed(add.Cell.Storage),
            Perform => statement.Operands.Any(IsNamed),
            Call call => call.Writes.Any(i => IsNamed(call.Arguments[i])),
            _ => false,
        });

        static Shape Named(Shape shape) => shape.Leaf is { } leaf
            ? shape with { Leaf = leaf with { Member = leaf.Member! with { Names = [.. leaf.Member.Names, Given] } } }
            : shape with { Items = [.. shape.Items.Select(static item => item with { Shape = Named(item.Shape) })] };

        static bool IsNamed(Operand storage) => storage.Type.Member?.Names.Contains(Given) == true;
    }

    private static Program? Read(IMethodSymbol method, EquatableArray<HandedStructs> structs)
    {
        string name = NameOf(method), head = $"function {Notation.Name(name + method.Name)}(";
        string? text = method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(member => member.Name.StartsWith(method.Name, StringComparison.Ordinal))
            .Select(Marks.BodyOf).FirstOrDefault(body => body?.StartsWith(head, StringComparison.Ordinal) == true);
        if (text is null) return null;
        try
        {
            return Retyping.Of(Parser.Parse(text, MembersOf(method)), [.. TakenBy(method, structs)]) is { } program && Gives(method, program)
                && Verifier.Messages(program).Count == 0 ? program : null;
        }
        catch (ParseException)
        {
            return null;
        }
    }

    /// <summary>The storage of which the text says that it is a number of structs.</summary>
    private static Dictionary<string, ElementMember> MembersOf(IMethodSymbol method)
    {
        Dictionary<string, ElementMember> members = [];
        IEnumerable<Shape> shapes = method.Parameters.Select(ShapeOf);
        if (!method.IsStatic) shapes = shapes.Append(Types.ShapeOf(method.ContainingType));
        foreach (ElementMember member in shapes.SelectMany(static shape => shape.Leaves()).Select(static leaf => leaf.Leaf!.HeldMember).OfType<ElementMember>())
        {
            members[Notation.Member(member)] = member;
        }
        return members;
    }

    /// <summary>The leaves of the parameters, and of the struct or record whose method it is.</summary>
    private static IEnumerable<IrType> TakenBy(IMethodSymbol method, EquatableArray<HandedStructs> structs) =>
        (method.IsStatic ? [] : LeavesOf(method.ContainingType)).Concat(method.Parameters.Where(static parameter => parameter.RefKind != RefKind.Out)
            .SelectMany(parameter => TakenBy(parameter, structs).Leaves().Select(static leaf => leaf.Leaf!)));

    private static bool Gives(IMethodSymbol method, Program program)
    {
        IrType[] given = [.. program.Main.Body.Yield.Select(static operand => operand.Type)], results = [.. ResultsOf(method)];
        return given.SequenceEqual(results) || (!method.IsStatic && given.SequenceEqual(results.Concat(LeavesOf(method.ContainingType))));
    }

    /// <summary>What a parameter is handed: an array of structs as the caller has it.</summary>
    public static Shape TakenBy(IParameterSymbol parameter, EquatableArray<HandedStructs> structs) =>
        structs.FirstOrDefault(one => one.Ordinal == parameter.Ordinal)?.Shape ?? ShapeOf(parameter);

    /// <summary>What a parameter holds to the method itself.</summary>
    public static Shape ShapeOf(IParameterSymbol parameter) =>
        Marks.IsNoDerivative(parameter) ? Types.ShapeOf(parameter.Type) : StructStorage.ShapeOf(parameter.Type);

    private static IEnumerable<IrType> ResultsOf(IMethodSymbol method)
    {
        IEnumerable<IrType> returned = method.ReturnsVoid ? [] : LeavesOf(method.ReturnType);
        return returned.Concat(method.Parameters.Where(static parameter => parameter.RefKind is RefKind.Ref or RefKind.Out)
            .SelectMany(static parameter => LeavesOf(parameter.Type)));
    }

    private static IEnumerable<IrType> LeavesOf(ITypeSymbol type) => Types.ShapeOf(type).Leaves().Select(static leaf => leaf.Leaf!);
}
