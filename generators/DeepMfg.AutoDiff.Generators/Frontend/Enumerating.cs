using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers <c>foreach</c>: over what its items cannot leave it counts, elsewhere it asks the enumerator.</summary>
internal sealed class Enumerating(BodyLowering body)
{
    // foreach (T x in a) B  →  for (i = 0; i < a.Length; i++) { x = a[i]; B }
    public CountedLoop? Of(IForEachLoopOperation loop)
    {
        IOperation collection = Unconverted(loop.Collection);
        if (collection.Type is not { } type) return null;
        ILocalSymbol? local = (loop.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol;
        if (body.StructArrays.Of(collection) is var (arrays, shape)) return OfStructs(loop, collection, local, (arrays, shape));
        if (local is not null)
        {
            IrType held = Types.LeafOf(body.Program.Substitute(local.Type));
            IrType? item = Types.LeafOf(body.Program.Substitute(type)).Item;
            if (item is not null && (held.IsNumber && item.IsNumber || held == item)) return OfStorage(loop, collection, local);
            if (local.RefKind != RefKind.None) return null;
        }
        if (LengthOf(type) is not { } length || ElementOf(type) is not { } element) return null;
        if (length == "Count" && !Quiet.Is(loop.Body, body.Program)) return null;

        Operand items = body.Expressions.Operand(collection, "items");
        Value bound = body.Opaques.Emit(
            new Template(body).Write(Value.Of(items)).Write("." + length).ToText(IrType.Int32), length.ToLowerInvariant(), collection.Syntax);
        Slot index = body.Declare("i", Shape.Of(IrType.Int32, "int"));
        return new CountedLoop(loop, index, ((Leaf)bound).Operand) { Begin = () => Read(items, index) };

        void Read(Operand source, Slot at)
        {
            Text text = new Template(body).Write(Value.Of(source)).Write("[").Write(body.Environment[at]).Write("]")
                .ToText(Types.LeafOf(body.Program.Substitute(element)));
            Take(text, loop, element);
        }
    }

    /// <summary>Gives an element to the variable of a loop, or its parts to the variables of one that takes it apart.</summary>
    private void Take(Text text, IForEachLoopOperation loop, ITypeSymbol element)
    {
        if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: var local }) Store(text, local, element, Unconverted(loop.Collection));
        else body.Assignments.Deconstruct(loop.LoopControlVariable, Emitted(text, "item", element, loop.Collection), body.Program.Substitute(element), loop);
    }

    // foreach (S s in a) B, where a holds structs by their members
    private CountedLoop OfStructs(IForEachLoopOperation loop, IOperation collection, ILocalSymbol? local, (Value Arrays, Shape Element) structs)
    {
        SyntaxNode at = collection.Syntax;
        (Operand length, Operand[] lengths) = LengthsOf(body.Leaves(structs.Arrays).First(), at);
        bool hasRows = StructStorage.HasRows(collection.Type);
        Slot index = body.Declare("i", Shape.Of(IrType.Int32, "int"));
        return new CountedLoop(loop, index, length)
        {
            Begin = () =>
            {
                StructElement element = new(structs.Arrays, structs.Element, Indices(body.Flag(index), lengths, at).ToEquatableArray());
                if (local is null) TakeApart(element, loop, collection);
                else if (local.RefKind != RefKind.None) body.Refer(local, element);
                else
                {
                    Slot item = hasRows ? body.Declare(local, structs.Element) : body.Declare(local, local.Type);
                    body.Environment[item] = body.StructArrays.Load(element, collection);
                }
            },
        };
    }

    /// <summary>How many elements there are, in all dimensions and in each.</summary>
    private (Operand All, Operand[] Each) LengthsOf(Operand items, SyntaxNode at)
    {
        Operand[] lengths = [.. Enumerable.Range(0, items.Type.Rank).Select(dimension => body.Elements.Length(items, at, dimension))];
        return (lengths.Skip(1).Aggregate(lengths[0], (all, one) => body.Let("length", CSharpPrimitives.Multiply, [all, one], at)), lengths);
    }

    private void TakeApart(StructElement element, IForEachLoopOperation loop, IOperation collection) => body.Assignments.Deconstruct(
        loop.LoopControlVariable, body.StructArrays.Load(element, collection), StructStorage.ElementOf(body.Program.Substitute(collection.Type!))!, loop);

    private static IOperation Unconverted(IOperation collection)
    {
        while (collection is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion) collection = conversion.Operand;
        return collection;
    }

    // foreach (T x in a) B, where a holds numbers; a reference to an element stands for it
    private CountedLoop OfStorage(IForEachLoopOperation loop, IOperation collection, ILocalSymbol local)
    {
        Operand items = body.Elements.Reference(collection, "items");
        SyntaxNode at = collection.Syntax;
        (Operand length, Operand[] lengths) = LengthsOf(items, at);
        Slot index = body.Declare("i", Shape.Of(IrType.Int32, "int"));
        bool isChecked = CheckedContext.Holds(local.DeclaringSyntaxReferences[0].Opened(), body.Program.Compilation);
        return new CountedLoop(loop, index, length) { Begin = Begin };

        void Begin()
        {
            Cell cell = new(items, Indices(body.Flag(index), lengths, at).ToEquatableArray());
            if (local.RefKind != RefKind.None)
            {
                body.Refer(local, cell);
                return;
            }
            Slot slot = body.Declare(local, local.Type);
            Value value = Value.Of(body.Elements.Load(cell, local.Name, collection.Syntax));
            body.Environment[slot] = body.Opaques.Coerce(body.Expressions.ConvertTo(value, slot.Shape, collection.Syntax, isChecked), slot);
        }
    }

    // The last index runs fastest.
    private List<Operand> Indices(Operand number, Operand[] lengths, SyntaxNode at)
    {
        List<Operand> indices = [];
        for (int dimension = lengths.Length - 1; dimension > 0; dimension--)
        {
            indices.Insert(0, body.Let("index", CSharpPrimitives.Remainder, [number, lengths[dimension]], at));
            number = body.Let("row", CSharpPrimitives.Divide, [number, lengths[dimension]], at);
        }
        indices.Insert(0, number);
        return indices;
    }

    // foreach (T x in c) B  →  e = c.GetEnumerator(); while (e.MoveNext()) { x = e.Current; B } e.Dispose();
    public Trip? TripOf(IForEachLoopOperation loop)
    {
        if (loop is not { IsAsynchronous: false, Syntax: CommonForEachStatementSyntax syntax }) return null;
        ILocalSymbol? local = (loop.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol;
        if (local is { RefKind: not RefKind.None }) return null;
        ForEachStatementInfo info = body.Program.Compilation.ModelOf(syntax.SyntaxTree).GetForEachStatementInfo(syntax);
        if (info is not { GetEnumeratorMethod: { IsExtensionMethod: false } start, MoveNextMethod: { } next, CurrentProperty: { } current }) return null;
        bool isHeld = !start.ReturnType.IsValueType && !start.ReturnType.IsRefLikeType && info.DisposeMethod is not null;
        // Generated code holds no struct by reference where an exception passes by.
        if (start.ReturnType.IsValueType && info.DisposeMethod is not null && body.Program.IsInSource(start.ReturnType)) return null;
        // The enumerator of an array of several dimensions gives objects.
        ITypeSymbol given = body.Program.Substitute(current.Type), element = info.ElementType is { } item ? body.Program.Substitute(item) : given;
        if (Records.ShapeOf(element) is null) element = given;

        Slot enumerator = Start(loop.Collection, start, isHeld);
        bool changes = start.ReturnType.IsValueType;
        return new Trip(loop, null, ConditionAtEnd: false, [])
        {
            Test = () =>
            {
                Template template = Named(new(body) { HasValue = true }, enumerator, changes).Write("." + next.Name + "()");
                Variable more = body.Block.Names.Fresh("more", IrType.Bool);
                body.Opaques.Emit(template, more, loop.Collection.Syntax, cause: null);
                return more;
            },
            Begin = () => Take(Current(), loop, element),
            After = () =>
            {
                if (isHeld) body.Opaques.Emit(new Template(body).Write(OpaqueText.Release), null, loop.Collection.Syntax, cause: null);
                else if (info.DisposeMethod is not null) body.Opaques.Emit(Dispose(enumerator, start.ReturnType), null, loop.Collection.Syntax, cause: null);
            },
            Hidden = [enumerator],
        };

        Text Current()
        {
            Text text = Named(new(body), enumerator, changes: false).Write("." + current.Name).ToText(Types.LeafOf(element));
            if (SymbolEqualityComparer.Default.Equals(element, given)) return text;
            return new Template(body).Write("((").Write(element, loop.Collection.Syntax).Write(")").Write(text).Write(")").ToText(text.Type);
        }
    }

    // An interface's method may be implemented explicitly.
    private Slot Start(IOperation collection, IMethodSymbol method, bool isHeld)
    {
        while (collection is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion) collection = conversion.Operand;
        Value items = body.Expressions.Lower(collection, "items");
        Template template = new Template(body).Write(isHeld ? OpaqueText.Hold : "");
        if (SymbolEqualityComparer.Default.Equals(collection.Type, method.ContainingType)) template.Write(items);
        else template.Write("((").Write(method.ContainingType, collection.Syntax).Write(")(").Write(items).Write("))");
        template.Write(isHeld ? ".GetEnumerator())" : ".GetEnumerator()");
        ITypeSymbol type = body.Program.Substitute(method.ReturnType);
        // Nobody else sees it, so it is what C# has, whatever its members are.
        Slot slot = body.Declare("enumerator", Shape.Of(Types.LeafOf(type), Types.NameOf(type)));
        body.Environment[slot] =
            body.Opaques.Emit(template.ToText(Types.LeafOf(type)), "enumerator", collection.Syntax, cause: OpaqueLowering.Member(collection.Syntax));
        return slot;
    }

    private Template Named(Template template, Slot enumerator, bool changes) =>
        changes ? template.WriteChanged(new Place(body, enumerator, [])) : template.Write(body.Environment[enumerator]);

    private Template Dispose(Slot enumerator, ITypeSymbol type) => type.IsRefLikeType
        ? Named(new(body), enumerator, changes: true).Write(".Dispose()")
        : new Template(body).Write("(").Write(body.Environment[enumerator]).Write(" as global::System.IDisposable)?.Dispose()");

    private void Store(Text text, ILocalSymbol variable, ITypeSymbol elementType, IOperation at)
    {
        Slot slot = body.Declare(variable, variable.Type);
        IrType element = Types.LeafOf(body.Program.Substitute(elementType));
        bool isChecked = CheckedContext.Holds(variable.DeclaringSyntaxReferences[0].Opened(), body.Program.Compilation);
        // foreach (T x in e) converts explicitly.
        if (slot.Shape.Leaf is { } wanted && wanted != element && (wanted.IsOpaque || element.IsOpaque))
        {
            text = new Template(body).Write(isChecked ? "checked((" : "((").Write(variable.Type, at.Syntax).Write(")").Write(text).Write(")").ToText(wanted);
            elementType = variable.Type;
        }
        Value value = Emitted(text, variable.Name, elementType, at);
        body.Environment[slot] = body.Opaques.Coerce(body.Expressions.ConvertTo(value, slot.Shape, at.Syntax, isChecked), slot);
    }

    private Value Emitted(Text text, string name, ITypeSymbol type, IOperation at) =>
        body.Opaques.Whole(body.Opaques.Emit(text, name, at.Syntax, cause: OpaqueLowering.Member(at.Syntax)), type, at);

    /// <summary>How a collection that can be indexed says how long it is.</summary>
    public static string? LengthOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } or { SpecialType: SpecialType.System_String } => "Length",
        INamedTypeSymbol { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true }, Name: "Span" or "ReadOnlySpan" } => "Length",
        INamedTypeSymbol { ContainingNamespace.Name: "Immutable", Name: "ImmutableArray" } => "Length",
        INamedTypeSymbol { ContainingNamespace.Name: "Generic", Name: "List" } => "Count",
        _ => null,
    };

    public static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        { SpecialType: SpecialType.System_String } => type.GetMembers("this[]").OfType<IPropertySymbol>().FirstOrDefault()?.Type,
        INamedTypeSymbol { TypeArguments: [var element] } => element,
        _ => null,
    };
}
