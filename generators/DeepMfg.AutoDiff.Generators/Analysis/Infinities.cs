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
    private readonly FlowGraph graph;
    private readonly Dictionary<Variable, Sign> signs = [];
    private readonly HashSet<Variable> behindAny, beforeAny, behindFinite, beforeFinite, unbounded, outside;

    private Infinities(Function function)
    {
        graph = FlowGraph.Of(function);
        List<Pole> poles = [];
        foreach (Statement statement in function.Statements) AddPoles(statement, poles);
        List<Pole> inside = poles.FindAll(static pole => pole.IsInside);
        behindAny = graph.From(poles.Select(static pole => pole.Target));
        beforeAny = graph.To(poles.Select(static pole => pole.Argument));
        behindFinite = graph.From(inside.Select(static pole => pole.Target));
        beforeFinite = graph.To(inside.Select(static pole => pole.Argument));
        List<Statement> all = function.Statements;
        unbounded = graph.From(poles.Select(static pole => pole.Target).Concat(all.SelectMany(Overflowing)));
        outside = graph.From(function.Parameters.Concat(all.OfType<Opaque>().SelectMany(static opaque => opaque.Results)));
    }

    /// <summary>What a statement may make infinite though all that it is given is finite, or makes so.</summary>
    private static IEnumerable<Variable> Overflowing(Statement statement) => statement switch
    {
        Let { Value: Apply { Type.IsFloat: true } apply } let when MayOverflow(apply) => [let.Target],
        Store { Value: var value, Cell.Storage: Variable storage } when IsInfinite(value) => [storage],
        Accumulate { Value: var value, Cell.Storage: Variable storage } when IsInfinite(value) => [storage],
        If branch => branch.Results.Where((_, i) => IsInfinite(branch.Then.Yield[i]) || IsInfinite(branch.Else.Yield[i])),
        Perform perform when Kernels.Get(perform.Kernel).Each is { } each && Poles.Overflows(Primitives.Get(each)) => Kernels.Written(perform),
        Loop loop => Enumerable.Range(0, loop.Carried.Count).Where(i => IsInfinite(loop.Carried[i].Initial) || IsInfinite(loop.Next(i)))
            .SelectMany(i => new[] { loop.Carried[i].Variable, loop.Results[i] }),
        _ => [],
    };

    // What is piecewise constant hands on no derivative, but infinities all the same.
    private static bool MayOverflow(Apply apply)
    {
        Primitive primitive = Primitives.Get(apply.Primitive);
        return apply.Arguments.Any(IsInfinite) || Poles.Overflows(primitive)
            || apply.Arguments.Where((argument, i) => argument is Variable { Type.IsFloat: true } && primitive.Partial(i) is null).Any();
    }

    private static bool IsInfinite(Operand operand) =>
        operand is Constant { Type.IsFloat: true } constant && (double.IsNaN(constant.Real) || double.IsInfinity(constant.Real));

    /// <summary>Whether a zero cotangent of a primitive's result may meet a partial that is infinite, or not a number.</summary>
    /// <param name="target">The result.</param>
    /// <param name="apply">The primitive.</param>
    /// <param name="flows">The arguments through which derivatives flow, with the partials.</param>
    /// <param name="isActive">Whether derivatives flow through a value: of others it is not known what they are, if they come from outside.</param>
    public bool MayMeetZero(Variable target, Apply apply, List<(Operand Argument, Term Partial)> flows, Func<Operand, bool> isActive)
    {
        return flows.Exists(flow => At(apply, flow.Argument) || flow.Partial.Mentions(MayBeInfinite));

        bool MayBeInfinite(Term term) => term switch
        {
            Output => unbounded.Contains(target),
            Input x => apply.Arguments[x.Index] is Variable variable
                && (unbounded.Contains(variable) || !isActive(variable) && outside.Contains(variable)),
            _ => false,
        };
    }

    private sealed record Pole(Variable Argument, Variable Target, bool IsInside);

    public static Infinities Of(Function function) => function.Fact(static asked => new Infinities(asked));

    private void AddPoles(Statement statement, List<Pole> poles)
    {
        // Nobody asks what a callee does inside.
        if (statement is Call call)
        {
            Variable[] targets = [.. call.Results, .. call.Written];
            poles.AddRange(call.Arguments.OfType<Variable>().SelectMany(argument => targets.Select(target => new Pole(argument, target, IsInside: true))));
        }
        if (statement is Perform perform && Kernels.Get(perform.Kernel).Each is { } each && Poles.Has(Primitives.Get(each)))
        {
            Variable target = Kernels.Written(perform).Single();
            poles.AddRange(perform.Arguments.OfType<Variable>().Select(argument => new Pole(argument, target, IsInside: true)));
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
