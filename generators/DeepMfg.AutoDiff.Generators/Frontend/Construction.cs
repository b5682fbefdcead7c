using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers what makes an object, an array or a collection of constants: one opaque statement.</summary>
internal sealed class Construction(BodyLowering body)
{
    // new T(a, b) { P = c }
    public Value Creation(IObjectCreationOperation operation, string? name)
    {
        if (TextOf(operation) is not { } text) return body.Expressions.DefaultVisit(operation, name);
        string type = SourceText.Of(operation.Syntax);
        return body.Opaques.Emit(
            text, name ?? OpaqueLowering.NameOf(operation.Type!), operation.Syntax, cause: OfActive($"An active value in '{type}'", operation));
    }

    public Text? TextOf(IObjectCreationOperation operation)
    {
        if (operation.Constructor is not { } constructor || operation.Type is not { } type) return null;
        body.Program.CheckAccess(constructor, operation.Syntax, body);
        Template template = new Template(body).Write("new ").Write(type, operation.Syntax).Write("(");
        List<ArgumentValue> arguments = body.Arguments.Evaluate(operation.Arguments);
        body.Arguments.Write(template, arguments);
        if (arguments.Exists(static argument => argument.Place is not null)) return null;
        template.Write(")");
        if (operation.Initializer is { } initializer && !WriteInitializer(template, initializer)) return null;
        return template.ToText(Types.LeafOf(body.Program.Substitute(type)));
    }

    // r with { P = c }
    public Value With(IWithOperation operation, string? name) => With(operation, body.Expressions.Lower(operation.Operand, null), name);

    public Value With(IWithOperation operation, Value operand, string? name)
    {
        Template template = new Template(body).Write("(").Write(operand).Write(" with");
        if (operation.Type is null || !WriteInitializer(template, operation.Initializer)) return body.Expressions.DefaultVisit(operation, name);
        Text text = template.Write(")").ToText(Types.LeafOf(body.Program.Substitute(operation.Type)));
        return body.Opaques.Emit(
            text, name ?? OpaqueLowering.NameOf(operation.Type), operation.Syntax,
            cause: OfActive($"An active value in '{SourceText.Of(operation.Syntax)}'", operation));
    }

    // { a, { b, c }, P = d, [i] = e, Q = { f } }
    private bool WriteInitializer(Template template, IObjectOrCollectionInitializerOperation initializer)
    {
        template.Write(" { ");
        for (int i = 0; i < initializer.Initializers.Length; i++)
        {
            if (i > 0) template.Write(", ");
            if (!WriteItem(template, initializer.Initializers[i])) return false;
        }
        template.Write(" }");
        return true;
    }

    private bool WriteItem(Template template, IOperation item)
    {
        switch (item)
        {
            case IInvocationOperation { TargetMethod.IsStatic: false } add:
                bool isList = add.Arguments.Length > 1;
                body.Arguments.Write(template.Write(isList ? "{ " : ""), body.Arguments.Evaluate(add.Arguments)).Write(isList ? " }" : "");
                return true;
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment:
                WriteMember(template, target);
                template.Write(" = ").Write(body.Expressions.Lower(assignment.Value, null));
                return true;
            case IMemberInitializerOperation { InitializedMember: IMemberReferenceOperation target } inner:
                WriteMember(template, target);
                template.Write(" =");
                return WriteInitializer(template, inner.Initializer);
            default: return false;
        }
    }

    private void WriteMember(Template template, IMemberReferenceOperation target)
    {
        if (target is IPropertyReferenceOperation { Property.IsIndexer: true } indexer)
        {
            body.Arguments.Write(template.Write("["), body.Arguments.Evaluate(indexer.Arguments)).Write("]");
        }
        else
        {
            body.Program.CheckAccess(target.Member, target.Syntax, body, isWritten: true);
            template.Write(Template.Escape(target.Member.Name));
        }
    }

    // [a, ..b]
    public Value Collection(ICollectionExpressionOperation operation, string? name)
    {
        if (operation.Type is not { } type) return body.Expressions.DefaultVisit(operation, name);
        if (Storage(operation, name) is { } storage) return storage;
        Template template = new Template(body).Write("[");
        for (int i = 0; i < operation.Elements.Length; i++)
        {
            (string spread, IOperation element) = operation.Elements[i] is ISpreadOperation all ? ("..", all.Operand) : ("", operation.Elements[i]);
            template.Write(i == 0 ? spread : ", " + spread).Write(body.Expressions.Lower(element, null));
        }
        return body.Opaques.Emit(
            template.Write("]").ToText(Types.LeafOf(body.Program.Substitute(type))), name ?? "items", operation.Syntax,
            cause: OfStructs(operation) ?? OfActive($"An active value in '{SourceText.Of(operation.Syntax)}'", operation));
    }

    public Value Array(IArrayCreationOperation operation, string? name)
    {
        if (operation.Type is not IArrayTypeSymbol { ElementType: { } element }) return body.Expressions.DefaultVisit(operation, name);
        if (Types.LeafOf(body.Program.Substitute(operation.Type)) is { IsStorage: true } type) return Storage(operation, type, name);
        Template template = new Template(body).Write("new ").Write(element, operation.Syntax).Write("[");
        if (operation.Initializer is null)
        {
            for (int i = 0; i < operation.DimensionSizes.Length; i++)
            {
                template.Write(i == 0 ? "" : ", ").Write(body.Expressions.Lower(operation.DimensionSizes[i], null));
            }
            template.Write("]");
        }
        else
        {
            if (operation.DimensionSizes.Length != 1) return body.Expressions.DefaultVisit(operation, name);
            template.Write("] { ");
            for (int i = 0; i < operation.Initializer.ElementValues.Length; i++)
            {
                template.Write(i == 0 ? "" : ", ").Write(body.Expressions.Lower(operation.Initializer.ElementValues[i], null));
            }
            template.Write(" }");
        }
        Cause cause = OfStructs(operation) ?? new(new Mistake(Descriptors.NotSupported, operation.Syntax.GetLocation(), "An array of active values",
            element.IsTupleType ? "use an array for each item" : "use variables or tuples"));
        return body.Opaques.Emit(template.ToText(Types.LeafOf(body.Program.Substitute(operation.Type))), name ?? "array", operation.Syntax, cause: cause);
    }

    // new T[n, m], new T[] { a, b }
    private Value Storage(IArrayCreationOperation operation, IrType type, string? name)
    {
        Operand[] sizes = [.. operation.DimensionSizes.Select(size => Size(body.Expressions.Operand(size, null), operation.Syntax))];
        Contents contents = operation.Initializer is null ? Contents.Zero : Contents.Unspecified;
        Variable array = body.Let(name ?? "array", new Alloc(type, sizes.ToEquatableArray(), contents), operation.Syntax);
        if (operation.Initializer is { } initializer) Fill(array, initializer, []);
        return Value.Of(array);
    }

    private Operand Size(Operand size, SyntaxNode at) =>
        size.Type == IrType.Int32 ? size : body.Let("size", CSharpPrimitives.ConvertChecked, [size], at, IrType.Int32);

    private void Fill(Variable array, IArrayInitializerOperation initializer, IReadOnlyList<Operand> outer)
    {
        for (int i = 0; i < initializer.ElementValues.Length; i++)
        {
            IOperation element = initializer.ElementValues[i];
            Operand[] indices = [.. outer, Constant.Of(i)];
            if (element is IArrayInitializerOperation inner) Fill(array, inner, indices);
            else Put(array, indices, element);
        }
    }

    private void Put(Variable array, Operand[] indices, IOperation element) => body.Add(
        new Store(new Cell(array, indices.ToEquatableArray()), body.Expressions.Operand(element, null)) { Origin = body.Block.Origin }, element.Syntax);

    // [a, ..b]
    private Value? Storage(ICollectionExpressionOperation operation, string? name)
    {
        if (Types.LeafOf(body.Program.Substitute(operation.Type!)) is not { Rank: 1 } type) return null;
        if (operation.Elements.Any(element => element is ISpreadOperation spread && !body.Elements.IsStorage(spread.Operand))) return null;
        SyntaxNode at = operation.Syntax;
        Operand?[] spreads = [.. operation.Elements.Select(element => element is ISpreadOperation spread ? body.Elements.Reference(spread.Operand) : null)];
        Operand size = Constant.Of(spreads.Count(static spread => spread is null));
        foreach (Operand spread in spreads.OfType<Operand>()) size = body.Elements.Plus(size, body.Elements.Length(spread, at), at);
        Variable array = body.Let(name ?? "items", new Alloc(type with { Form = StorageForm.Array }, [size], Contents.Unspecified), at);
        Operand next = Constant.Of(0);
        for (int i = 0; i < spreads.Length; i++)
        {
            Operand count = Constant.Of(1);
            if (spreads[i] is { } spread)
            {
                count = body.Elements.Length(spread, at);
                body.Elements.Put(spread, array, next, at);
            }
            else Put(array, [next], operation.Elements[i]);
            next = body.Elements.Plus(next, count, at);
        }
        return Value.Of(type == array.Type ? array : body.Let(name ?? "items", new View(array, type), at));
    }

    /// <summary>An array of values that are there already.</summary>
    public Value Storage(TupleValue elements, IrType type, string name, SyntaxNode at)
    {
        Variable array = body.Let(name, new Alloc(type with { Form = StorageForm.Array }, [Constant.Of(elements.Items.Count)], Contents.Unspecified), at);
        for (int i = 0; i < elements.Items.Count; i++)
        {
            body.Add(new Store(new Cell(array, [Constant.Of(i)]), body.Leaves(elements.Items[i]).Single()) { Origin = body.Block.Origin }, at);
        }
        return Value.Of(type == array.Type ? array : body.Let(name, new View(array, type), at));
    }

    /// <summary>What <c>stackalloc</c> makes: Roslyn has no kind of operation for it.</summary>
    public Value? StackAlloc(IOperation operation, string? name)
    {
        if (operation.Syntax is not (StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax)) return null;
        if (operation.Type is not { } type || Types.LeafOf(body.Program.Substitute(type)) is not { IsVector: true } span) return null;
        InitializerExpressionSyntax? initializer = (operation.Syntax as StackAllocArrayCreationExpressionSyntax)?.Initializer
            ?? (operation.Syntax as ImplicitStackAllocArrayCreationExpressionSyntax)?.Initializer;
        IOperation[] children = [.. operation.ChildOperations];
        int elements = initializer?.Expressions.Count ?? 0;
        Operand size = initializer is not null ? Constant.Of(elements) : Size(body.Expressions.Operand(children[0], null), operation.Syntax);
        Variable buffer = body.Let(name ?? "buffer", new Alloc(span with { Form = StorageForm.Span }, [size], Contents.Zero), operation.Syntax);
        for (int i = 0; i < elements; i++) Put(buffer, [Constant.Of(i)], children[children.Length - elements + i]);
        return Value.Of(span == buffer.Type ? buffer : body.Let(name ?? "buffer", new View(buffer, span), operation.Syntax));
    }

    private Cause? OfStructs(IOperation array) => body.StructArrays.StructOf(array.Type) is null ? null
        : new(new Mistake(Descriptors.NotSupported, array.Syntax.GetLocation(), "An array of structs that is used as a whole",
            "give it to one variable when that is declared, read and write its elements and their members, and go through it with 'foreach' or a query"));

    private static Cause OfActive(string construct, IOperation operation) =>
        new(new Mistake(Descriptors.NotSupported, operation.Syntax.GetLocation(), construct, "keep it in variables or tuples of 'float' and 'double'"));
}
