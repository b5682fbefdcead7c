using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Takes objects apart that the IR does not see member by member: by the properties that C# itself reads for that, or by their own method.</summary>
internal sealed class Deconstruction(BodyLowering body)
{
    /// <summary>The properties that a record's or a pair's <c>Deconstruct</c> reads; nothing where that is code of somebody's.</summary>
    public static IReadOnlyList<IPropertySymbol>? PropertiesOf(ITypeSymbol type, int count)
    {
        if (MethodOf(type, count) is not { ContainingType: var holder } method) return null;
        bool isPair = holder is { Name: "KeyValuePair", ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } };
        if (!isPair && !method.IsImplicitlyDeclared) return null;
        StringComparison comparison = isPair ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        IPropertySymbol[] properties =
        [
            .. method.Parameters.SelectMany(parameter =>
                holder.GetMembers().OfType<IPropertySymbol>().Where(own => own.Name.Equals(parameter.Name, comparison))),
        ];
        return properties.Length == count ? properties : null;
    }

    /// <summary>The parts of a tuple or an object, with their types where these are known; nothing where it does not have so many.</summary>
    public IReadOnlyList<(Value Value, ITypeSymbol? Type)>? Of(Value value, ITypeSymbol? declared, int count, IOperation at)
    {
        ITypeSymbol? type = declared is null ? null : body.Program.Substitute(declared);
        if (value is TupleValue { Record: null } tuple)
        {
            ITypeSymbol?[] types = [.. type is INamedTypeSymbol { IsTupleType: true } own ? own.TupleElements.Select(static item => item.Type) : []];
            return [.. tuple.Items.Select((item, i) => (item, types.ElementAtOrDefault(i)))];
        }
        if (type is null) return null;
        if (value is TupleValue record)
        {
            Value[] items = [.. new RecordLowering(body).Deconstructed(record, type, null)];
            if (items.Length == count) return [.. items.Select(static item => (item, (ITypeSymbol?)null))];
            return MethodOf(type, count) is { } own && body.Program.IsKnown(own) ? Run(record, own, at) : null;
        }
        if (PropertiesOf(type, count) is not { } properties) return MethodOf(type, count) is { } method ? Called(value, method, at) : null;
        Value held = body.Texts.Held(value);
        return [.. properties.Select(property => (Read(held, property, at), (ITypeSymbol?)property.Type))];
    }

    // r.Deconstruct(out a, out b), whose code is looked into
    private IReadOnlyList<(Value Value, ITypeSymbol? Type)> Run(Value value, IMethodSymbol method, IOperation at)
    {
        Slot[] parts = [.. method.Parameters.Select(parameter => body.Declare(parameter.Name, body.ShapeFor(method, parameter.Type)))];
        body.Calls.Deconstruct(value, method, parts, at);
        return [.. parts.Zip(method.Parameters, (part, parameter) => (body.Environment[part], (ITypeSymbol?)parameter.Type))];
    }

    // o.Deconstruct(out a, out b)
    private IReadOnlyList<(Value Value, ITypeSymbol? Type)> Called(Value value, IMethodSymbol method, IOperation at)
    {
        Template template = new Template(body).Write(value).Write(".").Write(method, at.Syntax, null).Write("(");
        List<Slot> parts = [];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            IrType leaf = Types.LeafOf(parameter.Type);
            Slot part = body.Declare(parameter.Name, Shape.Of(leaf, Types.NameOf(parameter.Type)));
            template.Write(parts.Count == 0 ? "" : ", ").WriteOut(new Place(body, part, []), parameter.Name, leaf);
            parts.Add(part);
        }
        body.Opaques.Emit(template.Write(")"), null, at.Syntax, new Cause(UnknownCalls.Of(at.Syntax, method, null)));
        return [.. parts.Zip(method.Parameters, (part, parameter) => (Whole(body.Environment[part], parameter.Type, at), (ITypeSymbol?)parameter.Type))];
    }

    private Value Read(Value held, IPropertySymbol property, IOperation at)
    {
        Text text = new Template(body).Write(held).Write(".").Write(property, at.Syntax, null).ToText(Types.LeafOf(property.Type));
        Value value = body.Opaques.Emit(text, OpaqueLowering.NameOf(property), at.Syntax, isPure: false, OpaqueLowering.Member(at.Syntax));
        return Whole(value, property.Type, at);
    }

    private Value Whole(Value value, ITypeSymbol type, IOperation at) => body.Opaques.Structured(body.Opaques.Whole(value, type, at), type, at);

    private static IMethodSymbol? MethodOf(ITypeSymbol type, int count)
    {
        for (ITypeSymbol? holder = type; holder is not null; holder = holder.BaseType)
        {
            IMethodSymbol? own = holder.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(method =>
                method is { IsStatic: false, ReturnsVoid: true, IsGenericMethod: false } && method.Parameters.Length == count
                && method.Parameters.All(static parameter => parameter.RefKind == RefKind.Out));
            if (own is not null) return own;
        }
        return null;
    }
}
