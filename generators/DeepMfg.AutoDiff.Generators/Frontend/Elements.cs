using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers the elements and parts of arrays and spans of numbers: what C# indexes.</summary>
internal sealed class Elements(BodyLowering body)
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>Whether an expression is an array or a span of numbers.</summary>
    public bool IsStorage(IOperation operation) =>
        operation.Type is { } type && Types.LeafOf(body.Program.Substitute(type)) is { IsStorage: true, IsModel: false };

    /// <summary>The array or span that an expression is.</summary>
    public Operand Reference(IOperation operation, string? name = null)
    {
        Operand reference = body.Expressions.Operand(operation, name);
        if (reference is Variable) return reference;
        // A null that the user wrote throws where it is read.
        string type = operation.Type!.ToDisplayString(Qualified);
        return body.Opaques.Materialize(new Template(body).Write($"default({type})!").ToText(reference.Type), "nothing");
    }

    /// <summary>The element that an expression names, its array and indices evaluated; none where it names no element of storage.</summary>
    public Cell? CellOf(IOperation operation)
    {
        switch (operation)
        {
            case IParenthesizedOperation inner: return CellOf(inner.Operand);
            case IArrayElementReferenceOperation element when IsStorage(element.ArrayReference) && !element.Indices.Any(IsRange):
                return Cell(Reference(element.ArrayReference), element.Indices);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } span, Arguments: [var index] }
                when Types.IsSpan(span.Type) && IsStorage(span):
                return Cell(Reference(span), [index.Value]);
            case IImplicitIndexerReferenceOperation element when IsStorage(element.Instance) && !IsRange(element.Argument):
                return Cell(Reference(element.Instance), [element.Argument]);
            case ILocalReferenceOperation local: return body.Referred(local.Local);
            case IParameterReferenceOperation parameter: return body.Referred(parameter.Parameter);
            default: return null;
        }
    }

    /// <summary>The element that an expression reads, or the part of an array or a span that it is; none where it is neither.</summary>
    public Value? Read(IOperation operation, string? name)
    {
        if (PartOf(operation, name) is { } part) return part;
        return CellOf(operation) is { } cell ? Value.Of(Load(cell, name, operation.Syntax)) : null;
    }

    public Variable Load(Cell cell, string? name, SyntaxNode at) => body.Let(name ?? NameOf(cell), new Load(cell) { Throws = true }, at);

    private static string NameOf(Cell cell) => cell.Storage is Variable { BaseName: var name } && name.Length > 1 && name[name.Length - 1] == 's'
        ? name.Substring(0, name.Length - 1) : "element";

    private Cell Cell(Operand storage, IEnumerable<IOperation> indices) =>
        new(storage, indices.Select((index, dimension) => IndexOf(index, storage, dimension)).ToEquatableArray());

    // ^n  →  length − n
    public Operand IndexOf(IOperation index, Operand storage, int dimension)
    {
        IOperation plain = Unconverted(index);
        if (plain is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat)
        {
            Operand fromEnd = body.Expressions.Operand(hat.Operand, null);
            return Minus(Length(storage, index.Syntax, dimension), fromEnd, index.Syntax);
        }
        if (!IsIndex(plain.Type)) return Int(body.Expressions.Operand(plain, null), index.Syntax);
        Value offset = body.Expressions.Lower(plain, null);
        Value length = Value.Of(Length(storage, index.Syntax, dimension));
        Text text = new Template(body).Write(offset).Write(".GetOffset(").Write(length).Write(")").ToText(IrType.Int32);
        return body.Opaques.Materialize(text, "offset");
    }

    // C# indexes arrays by longs, too, of which those that no int is are outside.
    private Operand Int(Operand index, SyntaxNode at)
    {
        if (index.Type.Element is not (Element.Int64 or Element.UInt64 or Element.UInt32)) return index;
        if (index.Type.Element == Element.UInt64) index = body.Let("index", CSharpPrimitives.ConvertChecked, [index], at, IrType.Int64);
        if (index.Type.Element == Element.Int64) index = body.Let("index", CSharpPrimitives.Larger, [index, new Constant(-1, index.Type)], at);
        index = body.Let("index", CSharpPrimitives.Smaller, [index, new Constant(int.MaxValue, index.Type)], at);
        return body.Let("index", CSharpPrimitives.Convert, [index], at, IrType.Int32);
    }

    public Operand Length(Operand storage, SyntaxNode at, int dimension = 0) => body.Let("length", new Length(storage, dimension), at);

    public Operand Minus(Operand a, Operand b, SyntaxNode at) =>
        b is Constant { IsZero: true } ? a : body.Let("difference", CSharpPrimitives.Subtract, [a, b], at);

    public Operand Plus(Operand a, Operand b, SyntaxNode at) => (a, b) switch
    {
        (Constant x, Constant y) => Constant.Of((int)(x.Bits + y.Bits)),
        (Constant { IsZero: true }, _) => b,
        _ => body.Let("sum", CSharpPrimitives.Add, [a, b], at),
    };

    // a[i..j], of a span a slice, of an array a copy
    private Value? PartOf(IOperation operation, string? name)
    {
        (IOperation Whole, IOperation Range)? part = operation switch
        {
            IImplicitIndexerReferenceOperation element when IsRange(element.Argument) && IsStorage(element.Instance) => (element.Instance, element.Argument),
            IArrayElementReferenceOperation { Indices: [var range] } element when IsRange(range) && IsStorage(element.ArrayReference) =>
                (element.ArrayReference, range),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } span, Arguments: [var range] } when IsRange(range.Value) && IsStorage(span) =>
                (span, range.Value),
            _ => null,
        };
        if (part is not { } found) return null;
        Operand whole = Reference(found.Whole);
        (Operand start, Operand count) = Bounds(found.Range, whole, operation.Syntax);
        Variable slice = Slice(whole, start, count, name, operation.Syntax);
        return Value.Of(whole.Type.Form == StorageForm.Array ? Copied(slice, whole.Type, name, operation.Syntax) : slice);
    }

    /// <summary>Where a range starts, and how many elements it has.</summary>
    public (Operand Start, Operand Count) Bounds(IOperation part, Operand whole, SyntaxNode at)
    {
        if (RangeOf(part) is not { } range)
        {
            Value held = body.Expressions.Lower(part, null), length = Value.Of(Length(whole, at));
            Operand first = Offset("Start"), behind = Offset("End");
            return (first, Minus(behind, first, at));

            Operand Offset(string end) => body.Opaques.Materialize(
                new Template(body).Write(held).Write($".{end}.GetOffset(").Write(length).Write(")").ToText(IrType.Int32), "offset");
        }
        Operand start = range.LeftOperand is { } left ? IndexOf(left, whole, 0) : Constant.Of(0);
        Operand end = range.RightOperand is { } right ? IndexOf(right, whole, 0) : Length(whole, at);
        return (start, Minus(end, start, at));
    }

    public Variable Slice(Operand whole, Operand start, Operand count, string? name, SyntaxNode at)
    {
        IrType type = whole.Type.Form == StorageForm.Array ? whole.Type with { Form = StorageForm.Span } : whole.Type;
        return body.Let(name ?? "part", new Slice(whole, start, count, type) { Throws = true }, at);
    }

    /// <summary>A new array with the elements of storage.</summary>
    public Variable Copied(Operand source, IrType type, string? name, SyntaxNode at)
    {
        Variable copy = body.Let(name ?? "copy", new Alloc(type with { Form = StorageForm.Array }, [Length(source, at)], Contents.Zero), at);
        Put(source, copy, Constant.Of(0), at);
        return copy;
    }

    /// <summary>A new array of several dimensions with the elements of another.</summary>
    public Variable CopiedGrid(Operand source, string? name, SyntaxNode at)
    {
        Operand[] sizes = [.. Enumerable.Range(0, source.Type.Rank).Select(dimension => Length(source, at, dimension))];
        Variable copy = body.Let(name ?? "copy", new Alloc(source.Type, sizes.ToEquatableArray(), Contents.Zero), at);
        Along([]);
        return copy;

        void Along(Operand[] indices)
        {
            if (indices.Length == sizes.Length)
            {
                Variable element = Load(new Cell(source, indices.ToEquatableArray()), null, at);
                body.Add(new Store(new Cell(copy, indices.ToEquatableArray()), element) { Origin = body.Block.Origin }, at);
            }
            else new StorageCalls(body).Counting(at, sizes[indices.Length], i => Along([.. indices, i]));
        }
    }

    /// <summary>Puts all elements of storage into an array, from some place on; of arrays of arrays, the references to the rows.</summary>
    public void Put(Operand source, Variable target, Operand first, SyntaxNode at)
    {
        if (target.Type.IsVector)
        {
            Operand part = first is Constant { IsZero: true } ? target
                : body.Let("part", new Slice(target, first, Length(source, at), target.Type with { Form = StorageForm.Span }), at);
            body.Add(new Perform(Rules.Kernels.Copy, [source, part]) { Origin = body.Block.Origin }, at);
            return;
        }
        new StorageCalls(body).Counting(at, Length(source, at), i =>
        {
            Operand place = first is Constant { IsZero: true } ? i : body.Let("place", CSharpPrimitives.Add, [first, i], at);
            body.Add(new Store(new Cell(target, [place]), Load(new Cell(source, [i]), "row", at)) { Origin = body.Block.Origin }, at);
        });
    }

    /// <summary>What is written must be the method's own, or a parameter's: another's array is state outside the method.</summary>
    public void CheckOwner(IOperation target)
    {
        IOperation owner = target;
        while (true)
        {
            switch (owner)
            {
                case IArrayElementReferenceOperation element: owner = element.ArrayReference; continue;
                case IImplicitIndexerReferenceOperation element: owner = element.Instance; continue;
                case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance }: owner = instance; continue;
                case IParenthesizedOperation inner: owner = inner.Operand; continue;
                case IConversionOperation conversion: owner = conversion.Operand; continue;
                case IFieldReferenceOperation { Instance.Type.IsTupleType: true }: return;
                case IMemberReferenceOperation { Instance.Type: { } type } part when Records.ItemOf(body.Program.Substitute(type), part.Member) >= 0: return;
                case IFieldReferenceOperation or IPropertyReferenceOperation:
                    body.Mistakes.Add(Writing.Outside(target));
                    return;
                default: return;
            }
        }
    }

    /// <summary>A range that is written where it is used.</summary>
    public static IRangeOperation? RangeOf(IOperation operation) => Unconverted(operation) as IRangeOperation;

    public static bool IsRange(IOperation operation) => Is(Unconverted(operation).Type, "Range");

    private static bool IsIndex(ITypeSymbol? type) => Is(type, "Index");

    private static bool Is(ITypeSymbol? type, string name) =>
        type is { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;

    private static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion && (IsIndex(conversion.Type) || Is(conversion.Type, "Range")))
        {
            operation = conversion.Operand;
        }
        return operation;
    }
}
