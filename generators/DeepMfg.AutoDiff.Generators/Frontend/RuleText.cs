using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A function that calls one of the user's methods, while it is written.</summary>
internal sealed class RuleText(ProgramLowering program, IMethodSymbol primal, SyntaxNode at)
{
    /// <summary>The type parameter by which C# calls a static member of an interface.</summary>
    public ITypeSymbol? Home { get; init; }

    public BodyLowering Body { get; } = new(program, primal);

    /// <summary>The function's parameters.</summary>
    public List<Variable> Variables { get; } = [];

    /// <summary>The inputs of the method that the rule is for.</summary>
    public List<Value> Own { get; } = [];

    /// <summary>What the call leaves in the variables that it may change.</summary>
    public List<Variable> Changed { get; } = [];

    /// <summary>What a pullback gives.</summary>
    public Value? Value { get; set; }

    /// <summary>The values that are handed over: numbers, also those of a tuple; anything else is carried as it is.</summary>
    public static Shape SavedShape(ITypeSymbol type)
    {
        Shape shape = Types.ShapeOf(type);
        bool isNumbers = !shape.HasRecord && shape.Leaves().All(static leaf => leaf.Leaf!.IsNumber);
        return isNumbers ? shape : Shape.Of(IrType.Opaque(Types.NameOf(type)), Types.NameOf(type));
    }

    public Value Take(string name, Shape shape) => ProgramLowering.Taken(name, shape, Body, Variables);

    /// <summary>A call up to its first argument.</summary>
    public Template Named(IMethodSymbol method)
    {
        Template template = new(Body) { HasValue = !method.ReturnsVoid };
        if (!method.IsStatic) template.Write(Own[0]);
        else template.Write(Home is not null && method.ContainingType.TypeKind == TypeKind.Interface ? Home : method.ContainingType, at);
        template.Write(".").Write(method, at);
        for (int i = 0; i < method.Arity; i++) template.Write(i == 0 ? "<" : ", ").Write(method.TypeArguments[i], at);
        return template.Write(method.Arity > 0 ? ">(" : "(");
    }

    /// <summary>A call with the inputs as its first arguments.</summary>
    public Template Called(IMethodSymbol method)
    {
        Template template = Named(method);
        int receivers = method.IsStatic ? 0 : 1;
        for (int i = receivers; i < Own.Count; i++) template.Write(i == receivers ? "" : ", ").Write(Own[i]);
        return template;
    }

    /// <summary>An operator or a conversion that a type defines.</summary>
    public Template Operator(IMethodSymbol method)
    {
        Template template = new(Body) { HasValue = true };
        if (method.MethodKind == MethodKind.Conversion) return template.Write("((").Write(method.ReturnType, at).Write(")").Write(Own[0]).Write(")");
        string symbol = SyntaxFacts.GetText(SyntaxFacts.GetOperatorKind(method.Name));
        return Own.Count == 1 ? template.Write($"({symbol}").Write(Own[0]).Write(")")
            : template.Write("(").Write(Own[0]).Write($" {symbol} ").Write(Own[1]).Write(")");
    }

    /// <summary>A value whose real leaves are parameters, and whose constants are those of another.</summary>
    public Value Companion(Value like, Shape shape, string name, bool isRead)
    {
        Queue<Operand> leaves = new();
        if (shape.Leaf is { IsReal: true } leaf)
        {
            leaves.Enqueue(Companion(name, leaf, isRead));
            return BodyLowering.Gather(shape, leaves);
        }
        foreach ((Operand constant, (string of, IrType type)) in Body.Leaves(like).Zip(BodyLowering.NamesOf(name, shape), static (x, of) => (x, of)))
        {
            leaves.Enqueue(type.IsReal ? Companion(of, type, isRead) : constant);
        }
        return BodyLowering.Gather(shape, leaves);
    }

    /// <summary>A cotangent to begin with.</summary>
    public Operand Zero(Shape shape)
    {
        Value zero = BodyLowering.Dummy(shape);
        return zero is Leaf leaf ? leaf.Operand : Body.Opaques.Materialize(new Template(Body).Write(zero).ToText(IrType.Opaque(shape.Type)), "bar");
    }

    /// <summary>Adds a call, and gives its value.</summary>
    public Value Run(Template template, ITypeSymbol type, string name, bool reads)
    {
        Variable result = Body.Block.Names.Fresh(name, Types.LeafOf(type));
        Add(template, [result], reads);
        return Frontend.Value.Of(result);
    }

    /// <summary>Adds a call of a method that gives nothing.</summary>
    public void Run(Template template) => Add(template, [], reads: false);

    /// <summary>An item of what a call gives.</summary>
    public Value Part(Value whole, string item, Shape shape, string name) => Body.Opaques.Emit(
        new Template(Body).Write(whole).Write("." + item).ToText(shape.Leaf ?? IrType.Opaque(shape.Type)), name, at, isPure: true);

    public IEnumerable<Operand> Leaves(Value value, Shape shape) =>
        Body.Leaves(shape.Leaf is null && value is Leaf ? Body.Opaques.Items(value, shape, at) : value);

    private Variable Companion(string name, IrType type, bool isRead)
    {
        IrType held = !type.IsVector ? type : type with { Form = isRead ? StorageForm.ReadOnlySpan : StorageForm.Span };
        Variable companion = Body.Block.Names.Fresh(name, held);
        Variables.Add(companion);
        return companion;
    }

    private void Add(Template template, IEnumerable<Variable> value, bool reads)
    {
        Text text = template.ToText(IrType.Bool);
        Changed.AddRange(template.Changed.Select(variable => Body.Block.Names.Fresh(variable.Name, variable.Type)));
        var opaque = new OpaqueText(text.Template, template.HasValue) { Reads = reads };
        Body.Opaques.Add(new Opaque([.. value, .. Changed], opaque, text.Arguments), at, cause: null);
    }
}
