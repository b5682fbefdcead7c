using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Writes the functions of a rule: C# that calls the user's methods.</summary>
internal sealed class RuleLowering(ProgramLowering program, IMethodSymbol primal, SyntaxNode at)
{
    private readonly List<Mistake> mistakes = [];
    private readonly Shape result = Types.ShapeOf(primal.ReturnType);

    /// <summary>What generated code would have to name and cannot.</summary>
    public IReadOnlyList<Mistake> Mistakes => mistakes;

    /// <summary>The function of a method that has a rule.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="source">What its source computes, where that is wanted.</param>
    /// <param name="jvp">The rule in forward mode.</param>
    /// <param name="vjp">The rule in reverse mode.</param>
    public Function Of(string name, Function? source, RuleByHand? jvp, RuleByHand? vjp)
    {
        Function call = Call(name);
        var rule = new CustomRule(call, jvp is null ? null : Forward(jvp, name), vjp is null ? null : Reverse(vjp, name));
        return (source ?? call) with { Name = name, Rule = rule };
    }

    // f(a…)  →  r… = opaque "C.F({0}, …)"
    private Function Call(string name)
    {
        Writing writing = new(program, primal);
        Value value = writing.Run(writing.Begin(primal, at).Write(")"), primal.ReturnType, OpaqueLowering.NameOf(primal), at);
        return Close(name, writing, [.. writing.Leaves(value, result, at)]);
    }

    // fJvp(a…, aDot…)  →  r…, rDot… = opaque "R.FJvp({0}, …)"
    private Function Forward(RuleByHand rule, string name)
    {
        Writing writing = new(program, primal);
        Value[] dots = [.. writing.Own.Select((value, i) => writing.Companion(value, ShapeOf(i), primal.Parameters[i].Name + "Dot"))];
        Template template = writing.Begin(rule.Method, at);
        foreach (Value given in dots.Where((_, i) => rule.Flows[i])) template.Write(", ").Write(given);
        Value both = writing.Run(template.Write(")"), rule.Method.ReturnType, "both", at);
        string local = OpaqueLowering.NameOf(primal);
        Value value = writing.Part(both, "Item1", result, local, at), dot = writing.Part(both, "Item2", result, local + "Dot", at);
        return Close(name + "Jvp", writing, [.. writing.Leaves(value, result, at), .. Reals(writing, dot, result, at)]);
    }

    // fVjp(a…, rBar…)  →  r…, aBar… = opaque "R.FVjp({0}, …, {ref 1 2})"
    private Function Reverse(RuleByHand rule, string name)
    {
        Writing writing = new(program, primal);
        Value cotangent = writing.Companion(BodyLowering.Dummy(result), result, "cotangent");
        Template template = writing.Begin(rule.Method, at).Write(", ").Write(cotangent);
        for (int i = 0; i < writing.Own.Count; i++)
        {
            if (rule.Flows[i]) template.Write(", ref ").WriteChanged(writing.Zero(i, ShapeOf(i)), primal.Parameters[i].Name + "Bar");
        }
        Value value = writing.Run(template.Write(")"), rule.Method.ReturnType, OpaqueLowering.NameOf(primal), at);
        List<Operand> yields = [.. writing.Leaves(value, result, at)];
        int changed = 0;
        for (int i = 0; i < writing.Own.Count; i++)
        {
            Value bar = rule.Flows[i] ? Value.Of(writing.Changed[changed++]) : BodyLowering.Dummy(ShapeOf(i));
            yields.AddRange(Reals(writing, bar, ShapeOf(i), at));
        }
        return Close(name + "Vjp", writing, yields);
    }

    private Shape ShapeOf(int parameter) => Types.ShapeOf(primal.Parameters[parameter].Type);

    private static IEnumerable<Operand> Reals(Writing writing, Value value, Shape shape, SyntaxNode at) =>
        writing.Leaves(value, shape, at).Zip(shape.Leaves(), static (leaf, of) => (leaf, of))
            .Where(static pair => pair.of.Leaf!.IsReal).Select(static pair => pair.leaf);

    private Function Close(string name, Writing writing, List<Operand> yields)
    {
        mistakes.AddRange(writing.Body.Mistakes.All);
        return new Function(name, [.. writing.Variables], writing.Body.Block.Close(yields));
    }

    /// <summary>A function of the primal's parameters that is being written.</summary>
    private sealed class Writing
    {
        public Writing(ProgramLowering program, IMethodSymbol primal)
        {
            Body = new BodyLowering(program, primal);
            Own = [.. primal.Parameters.Select(parameter => ProgramLowering.Taken(parameter.Name, Types.ShapeOf(parameter.Type), Body, Variables))];
        }

        public BodyLowering Body { get; }

        public List<Variable> Variables { get; } = [];

        public IReadOnlyList<Value> Own { get; }

        /// <summary>What the call leaves in the variables that it may change.</summary>
        public List<Variable> Changed { get; } = [];

        public Template Begin(IMethodSymbol method, SyntaxNode at)
        {
            Template template = new(Body) { HasValue = true };
            template.Write(method.ContainingType, at).Write(".").Write(method, at).Write("(");
            for (int i = 0; i < Own.Count; i++) template.Write(i == 0 ? "" : ", ").Write(Own[i]);
            return template;
        }

        /// <summary>A value whose real leaves are parameters, and whose constants are those of another.</summary>
        public Value Companion(Value like, Shape shape, string name)
        {
            Queue<Operand> leaves = new();
            foreach ((Operand leaf, (string of, IrType type)) in Body.Leaves(like).Zip(BodyLowering.NamesOf(name, shape), static (leaf, of) => (leaf, of)))
            {
                Variable? companion = type.IsReal ? Body.Block.Names.Fresh(of, type) : null;
                if (companion is not null) Variables.Add(companion);
                leaves.Enqueue(companion ?? leaf);
            }
            return BodyLowering.Gather(shape, leaves);
        }

        /// <summary>A cotangent to begin with: zero, with the parameter's own constants.</summary>
        public Operand Zero(int parameter, Shape shape)
        {
            Queue<Operand> leaves = new(Body.Leaves(Own[parameter]).Select(static leaf => leaf.Type.IsReal ? Constant.Zero(leaf.Type) : leaf));
            Value zero = BodyLowering.Gather(shape, leaves);
            return zero is Leaf leaf ? leaf.Operand : Body.Opaques.Materialize(new Template(Body).Write(zero).ToText(IrType.Opaque(shape.Type)), "bar");
        }

        /// <summary>Adds the call, and gives its value.</summary>
        public Value Run(Template template, ITypeSymbol type, string name, SyntaxNode at)
        {
            Variable result = Body.Block.Names.Fresh(name, Types.LeafOf(type));
            Text text = template.ToText(IrType.Bool);
            Changed.AddRange(template.Changed.Select(variable => Body.Block.Names.Fresh(variable.Name, variable.Type)));
            Body.Opaques.Add(new Opaque([result, .. Changed], new OpaqueText(text.Template, HasValue: true), text.Arguments), at, cause: null);
            return Value.Of(result);
        }

        /// <summary>An item of what the call gives.</summary>
        public Value Part(Value whole, string item, Shape shape, string name, SyntaxNode at) => Body.Opaques.Emit(
            new Template(Body).Write(whole).Write("." + item).ToText(shape.Leaf ?? IrType.Opaque(shape.Type)), name, at, isPure: true);

        public IEnumerable<Operand> Leaves(Value value, Shape shape, SyntaxNode at) =>
            Body.Leaves(shape.Leaf is null && value is Leaf ? Body.Opaques.Items(value, shape, at) : value);
    }
}
