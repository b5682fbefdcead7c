using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Writes the functions of a rule: C# that calls the user's methods.</summary>
internal sealed class RuleLowering(ProgramLowering program, IMethodSymbol primal, SyntaxNode at)
{
    /// <summary>The type parameter by which C# calls a static member of an interface.</summary>
    public ITypeSymbol? Home { get; init; }

    private readonly List<Mistake> mistakes = [];
    private readonly IReadOnlyList<RuleInput> inputs = RuleInput.Of(primal);
    private readonly Shape result = primal.ReturnsVoid ? new Shape("void", null, []) : Types.ShapeOf(primal.ReturnType);

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
        var rule = new CustomRule(call, jvp is null ? null : Forward(jvp, name), vjp is null or { IsOnTape: true } ? null : Reverse(vjp, name))
        {
            Pair = vjp is { Pullback: { } pullback } ? new(Recording(vjp, name), Pullback(vjp, pullback, name)) { IsOnTape = vjp.IsOnTape } : null,
            Writes = Writes,
        };
        return (source ?? call) with { Name = name, Rule = rule };
    }

    // f(a…)  →  r… = opaque "C.F({0}, …)"
    private Function Call(string name)
    {
        RuleText text = Begin();
        bool isOperator = primal.MethodKind is MethodKind.UserDefinedOperator or MethodKind.Conversion;
        Template template = isOperator ? text.Operator(primal) : text.Called(primal).Write(")");
        return Close(name, text, text.Leaves(Run(text, template, primal.ReturnType, NameOf(primal)), result));
    }

    private Value Run(RuleText text, Template template, ITypeSymbol type, string variable)
    {
        if (type.SpecialType != SpecialType.System_Void) return text.Run(template, type, variable, Reads);
        text.Run(template);
        return Value.Nothing;
    }

    // fJvp(a…, aDot…)  →  r…, rDot… = opaque "R.FJvp({0}, …)"
    private Function Forward(RuleByHand rule, string name)
    {
        RuleText text = Begin();
        Value[] dots = [.. inputs.Select((input, i) => text.Companion(text.Own[i], input.Shape, input.Name + "Dot", isRead: !input.IsWritten))];
        Template template = text.Called(rule.Method);
        foreach (Value given in dots.Where((_, i) => rule.Flows[i])) template.Write(", ").Write(given);
        if (primal.ReturnsVoid)
        {
            text.Run(template.Write(")"));
            return Close(name + "Jvp", text, []);
        }
        Value both = text.Run(template.Write(")"), rule.Method.ReturnType, "both", Reads);
        Value value = text.Part(both, "Item1", result, NameOf(primal)), dot = text.Part(both, "Item2", result, NameOf(primal) + "Dot");
        return Close(name + "Jvp", text, [.. text.Leaves(value, result), .. Reals(text, dot, result)]);
    }

    // fVjp(a…, rBar…)  →  r…, aBar… = opaque "R.FVjp({0}, …, {ref 1 2})"
    private Function Reverse(RuleByHand rule, string name)
    {
        RuleText text = Begin();
        if (rule.Pullback is { } pullback)
        {
            (Value value, Value saved) = Recorded(text, rule);
            Value[] bars = Pulled(text, text.Named(pullback).Write(saved), rule, isVoid: true);
            return Close(name + "Vjp", text, [.. text.Leaves(value, result), .. bars.SelectMany(text.Body.Leaves)]);
        }
        Value[] pulled = Pulled(text, text.Called(rule.Method), rule, isVoid: primal.ReturnsVoid);
        return Close(name + "Vjp", text, [.. text.Leaves(text.Value ?? Value.Nothing, result), .. pulled.SelectMany(text.Body.Leaves)]);
    }

    // f(a…)  →  r…, s… = opaque "R.F({0}, …)"
    private Function Recording(RuleByHand rule, string name)
    {
        RuleText text = Begin();
        if (rule.IsOnTape)
        {
            Value given = Run(text, text.Called(rule.Method).Write(", ").WriteTape().Write(")"), primal.ReturnType, NameOf(primal));
            return Close(name + "Recording", text, text.Leaves(given, result));
        }
        (Value value, Value saved) = Recorded(text, rule);
        Shape shape = RuleText.SavedShape(RuleShapes.SavedBy(rule));
        return Close(name + "Recording", text, [.. text.Leaves(value, result), .. text.Leaves(saved, shape)]);
    }

    // fPullback(s…, rBar…)  →  aBar… = opaque "R.B({0}, …, {ref 1 2})"
    private Function Pullback(RuleByHand rule, IMethodSymbol pullback, string name)
    {
        RuleText text = rule.IsOnTape ? Begin() : New();
        Template template = rule.IsOnTape ? text.Called(pullback).Write(", ").WriteTape()
            : text.Named(pullback).Write(text.Take("saved", RuleText.SavedShape(RuleShapes.SavedBy(rule))));
        Value[] bars = Pulled(text, template, rule, isVoid: true);
        return Close(name + "Pullback", text, [.. bars.SelectMany(text.Body.Leaves)]);
    }

    private (Value Value, Value Saved) Recorded(RuleText text, RuleByHand rule)
    {
        Shape saved = RuleText.SavedShape(RuleShapes.SavedBy(rule));
        if (primal.ReturnsVoid) return (Value.Nothing, text.Run(text.Called(rule.Method).Write(")"), rule.Method.ReturnType, "saved", Reads));
        Value both = text.Run(text.Called(rule.Method).Write(")"), rule.Method.ReturnType, "both", Reads);
        return (text.Part(both, "Item1", result, NameOf(primal)), text.Part(both, "Item2", saved, "saved"));
    }

    /// <summary>Runs a pullback, and gives what it leaves in the variables of numbers.</summary>
    private Value[] Pulled(RuleText text, Template template, RuleByHand rule, bool isVoid)
    {
        if (!primal.ReturnsVoid) template.Write(", ").Write(text.Companion(BodyLowering.Dummy(result), result, "cotangent", isRead: true));
        foreach ((RuleInput input, bool flows) in inputs.Zip(rule.Flows, static (input, flows) => (input, flows)))
        {
            Value? bar = input.Shape.HasStorage ? text.Companion(Value.Nothing, input.Shape, input.Name + "Bar", isRead: false) : null;
            if (!flows) continue;
            template.Write(bar is null || input.Shape.Leaf is { IsModel: true } ? ", ref " : ", ");
            if (bar is not null) template.Write(bar);
            else template.WriteChanged(text.Zero(input.Shape), input.Name + "Bar");
        }
        template.Write(")");
        if (isVoid) text.Run(template);
        else text.Value = text.Run(template, rule.Method.ReturnType, NameOf(primal), reads: false);
        int changed = 0;
        List<Value> bars = [];
        foreach ((RuleInput input, bool flows) in inputs.Zip(rule.Flows, static (input, flows) => (input, flows)))
        {
            if (input.Shape.HasStorage) continue;
            Value bar = flows ? Value.Of(text.Changed[changed++]) : BodyLowering.Dummy(input.Shape);
            bars.AddRange(Reals(text, bar, input.Shape).Select(Value.Of));
        }
        return [.. bars];
    }

    /// <summary>The numbers of the parameters that the method may write.</summary>
    private EquatableArray<int> Writes => inputs.SelectMany(static input => input.Shape.Leaves().Select(_ => input.IsWritten))
        .Select(static (isWritten, leaf) => (isWritten, leaf)).Where(static input => input.isWritten).Select(static input => input.leaf).ToEquatableArray();

    private bool Reads => !inputs.Any(static input => input.IsWritten);

    private RuleText New() => new(program, primal, at) { Home = Home };

    private RuleText Begin()
    {
        RuleText text = New();
        foreach (RuleInput input in inputs) text.Own.Add(text.Take(input.Name, input.Shape));
        return text;
    }

    private static string NameOf(IMethodSymbol method) => OpaqueLowering.NameOf(method);

    private static IEnumerable<Operand> Reals(RuleText text, Value value, Shape shape) =>
        text.Leaves(value, shape).Zip(shape.Leaves(), static (leaf, of) => (leaf, of))
            .Where(static pair => pair.of.Leaf!.IsReal).Select(static pair => pair.leaf);

    private Function Close(string name, RuleText text, IEnumerable<Operand> yields)
    {
        Function function = new(name, [.. text.Variables], text.Body.Block.Close([.. yields]));
        mistakes.AddRange(text.Body.Mistakes.All);
        return function;
    }
}
