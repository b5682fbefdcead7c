using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// Which tangents and cotangents may be infinite though inputs and seeds are finite: those that have come through a partial that may be. Where
/// they meet a partial that is zero, zero wins.
/// </summary>
/// <remarks>
/// Where only an infinite value has an infinite partial (<c>1 / b</c>), what is computed from it is finite behind a choice alone: a maximum, a
/// bound. So only the partials of such functions are asked there, and not every product.
/// </remarks>
internal sealed class Infinities
{
    private static readonly ConditionalWeakTable<Function, Infinities> Known = new();

    private readonly FlowGraph graph;
    private readonly Dictionary<Variable, Sign> signs = [];
    private readonly HashSet<Variable> behindAny, beforeAny, behindFinite, beforeFinite;

    private Infinities(Function function)
    {
        graph = FlowGraph.Of(function);
        List<Pole> poles = [];
        foreach (Statement statement in Walk.All(function.Body)) AddPoles(statement, poles);
        List<Pole> inside = poles.FindAll(static pole => pole.IsInside);
        behindAny = graph.From(poles.Select(static pole => pole.Target));
        beforeAny = graph.To(poles.Select(static pole => pole.Argument));
        behindFinite = graph.From(inside.Select(static pole => pole.Target));
        beforeFinite = graph.To(inside.Select(static pole => pole.Argument));
    }

    private sealed record Pole(Variable Argument, Variable Target, bool IsInside);

    /// <summary>A function's, found when it is asked for first: every member that is made of it asks again.</summary>
    public static Infinities Of(Function function) => Known.GetValue(function, static asked => new Infinities(asked));

    private void AddPoles(Statement statement, List<Pole> poles)
    {
        // Nobody asks what a callee does inside.
        if (statement is Call call)
        {
            poles.AddRange(call.Arguments.OfType<Variable>().SelectMany(argument => call.Results.Select(result => new Pole(argument, result, IsInside: true))));
        }
        if (statement is not Let { Value: Apply { Type.IsFloat: true } apply } let) return;
        if (Signs.Of(apply, SignOf) is not Sign.Unknown and var sign) signs[let.Target] = sign;
        if (!Poles.Has(Primitives.Get(apply.Primitive))) return;
        foreach (Operand operand in apply.Arguments)
        {
            if (operand is Variable argument && At(apply, argument)) poles.Add(new Pole(argument, let.Target, At(apply, argument, isInside: true)));
        }
    }

    private Sign SignOf(Operand operand) =>
        operand is Constant constant ? Signs.Of(constant) : signs.TryGetValue((Variable)operand, out Sign sign) ? sign : Sign.Unknown;

    /// <summary>Whether the tangent of an argument may be infinite where the primitive's partial may be zero.</summary>
    public bool OfTangent(Operand argument, Apply apply) => argument is Variable variable && Among(behindFinite, behindAny, variable, apply);

    /// <summary>Whether the cotangent of a primitive's result may be infinite where a partial may be zero.</summary>
    public bool OfCotangent(Variable target, Apply apply) => Among(beforeFinite, beforeAny, target, apply);

    private bool Among(HashSet<Variable> finite, HashSet<Variable> any, Variable variable, Apply apply) =>
        finite.Contains(graph.Of(variable)) || any.Contains(graph.Of(variable)) && Primitives.Get(apply.Primitive).HasKink;

    /// <summary>Whether a partial of a primitive in an argument may be infinite, perhaps where its value is not.</summary>
    public bool At(Apply apply, Operand argument, bool isInside = false)
    {
        Primitive primitive = Primitives.Get(apply.Primitive);
        if (!Poles.Has(primitive)) return false;
        int count = apply.Arguments.Count;
        var extents = new Extents(count, ExtentOf(apply, 0), ExtentOf(apply, 1), ExtentOf(apply, 2));
        for (int i = 0; i < count; i++)
        {
            if (apply.Arguments[i] == argument && Poles.Has(primitive, i, extents, isInside)) return true;
        }
        return false;
    }

    /// <summary>The same of each of several arguments.</summary>
    public bool[] At(Apply apply, List<(Operand Argument, Term Slope)> flows)
    {
        var poles = new bool[flows.Count];
        for (int i = 0; i < poles.Length; i++) poles[i] = At(apply, flows[i].Argument);
        return poles;
    }

    private Extent ExtentOf(Apply apply, int argument)
    {
        if (argument >= apply.Arguments.Count) return default;
        Operand operand = apply.Arguments[argument];
        return new Extent(operand is Constant constant ? BitConverter.DoubleToInt64Bits(constant.Real) : null, SignOf(operand));
    }
}
