using DeepMfg.AutoDiff.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
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
    public Value With(IWithOperation operation, string? name)
    {
        Template template = new Template(body).Write("(").Write(body.Expressions.Lower(operation.Operand, null)).Write(" with");
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
        else template.Write(target.Member, target.Syntax);
    }

    // [a, ..b]
    public Value Collection(ICollectionExpressionOperation operation, string? name)
    {
        if (operation.Type is not { } type) return body.Expressions.DefaultVisit(operation, name);
        Template template = new Template(body).Write("[");
        for (int i = 0; i < operation.Elements.Length; i++)
        {
            (string spread, IOperation element) = operation.Elements[i] is ISpreadOperation all ? ("..", all.Operand) : ("", operation.Elements[i]);
            template.Write(i == 0 ? spread : ", " + spread).Write(body.Expressions.Lower(element, null));
        }
        return body.Opaques.Emit(
            template.Write("]").ToText(Types.LeafOf(body.Program.Substitute(type))), name ?? "items", operation.Syntax,
            cause: OfActive($"An active value in '{SourceText.Of(operation.Syntax)}'", operation));
    }

    public Value Array(IArrayCreationOperation operation, string? name)
    {
        if (operation.Type is not IArrayTypeSymbol { ElementType: { } element }) return body.Expressions.DefaultVisit(operation, name);
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
        Cause cause = new(new Mistake(Descriptors.NotSupported, operation.Syntax.GetLocation(), "An array of active values", "use variables or tuples"));
        return body.Opaques.Emit(template.ToText(Types.LeafOf(body.Program.Substitute(operation.Type))), name ?? "array", operation.Syntax, cause: cause);
    }

    private static Cause OfActive(string construct, IOperation operation) =>
        new(new Mistake(Descriptors.NotSupported, operation.Syntax.GetLocation(), construct, "keep it in variables or tuples of 'float' and 'double'"));
}
