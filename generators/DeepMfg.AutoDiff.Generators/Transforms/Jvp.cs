using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// Forward mode: <c>yDot = Σ ∂y/∂xᵢ · xᵢDot</c>, beside each statement in its own order. What is not active has a symbolic zero for a
/// tangent. The result takes the parameters, then a tangent for each active one, and yields the results, then a tangent for each active one.
/// </summary>
internal sealed class Jvp
{
    private readonly Activity activity;
    private readonly NameSupply names;
    private readonly Dictionary<Variable, Operand?> tangents = [];

    private Jvp(Function function, Activation activation)
    {
        activity = Activity.Of(function, activation);
        names = Walk.NamesOf(function);
    }

    public static Function Of(Function function, Activation activation)
    {
        var pass = new Jvp(function, activation);
        List<Variable> parameters = [.. function.Parameters];
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (!activation.Parameters[i]) continue;
            Variable dot = pass.names.Fresh(function.Parameters[i].BaseName + "Dot", function.Parameters[i].Type);
            pass.tangents[function.Parameters[i]] = dot;
            parameters.Add(dot);
        }
        var builder = new Builder(pass.names);
        pass.Add(function.Body, builder);
        IEnumerable<Operand> dots = function.Body.Yield.Where((_, i) => activation.Results[i]).Select(pass.TangentOrZero);
        return new Function(function.Name + "Jvp", parameters.ToEquatableArray(), builder.Close([.. function.Body.Yield, .. dots]));
    }

    private void Add(Block block, Builder builder)
    {
        foreach (Statement statement in block.Statements)
        {
            Statement plain = statement with { Origin = "" };
            switch (plain)
            {
                case Let { Value: Apply apply } let:
                    builder.Add(let);
                    if (activity.IsActive(let.Target)) AddTangent(let.Target, apply, builder);
                    break;
                case If branch when activity.IsActive(branch): Add(branch, builder); break;
                case For loop when activity.IsActive(loop):
                    (List<Carried> counted, List<Variable> sums) = Carry(loop.Carried, loop.Results);
                    Block body = Body(loop.Body, [.. Indices(loop.Carried, loop.Results)], builder);
                    builder.Add(loop with { Carried = counted.ToEquatableArray(), Results = sums.ToEquatableArray(), Body = body });
                    break;
                case While loop when activity.IsActive(loop):
                    (List<Carried> carried, List<Variable> results) = Carry(loop.Carried, loop.Results);
                    Block trip = Body(loop.Body, [.. Indices(loop.Carried, loop.Results).Select(i => i + 1)], builder);
                    builder.Add(loop with { Carried = carried.ToEquatableArray(), Results = results.ToEquatableArray(), Body = trip });
                    break;
                default: builder.Add(plain); break;
            }
        }
    }

    private void AddTangent(Variable target, Apply apply, Builder builder)
    {
        Operand? sum = null;
        int before = builder.Count;
        string name = target.BaseName + "Dot";
        At at = Partials.At(apply, target);
        foreach ((Operand argument, Term partial) in Partials.Of(apply))
        {
            if (Tangent(argument) is not { } dot) continue;
            Operand scaled = Algebra.Scale(builder, Algebra.Convert(builder, dot, at.Type), partial, at)!;
            sum = Algebra.Add(builder, name, sum, scaled);
        }
        if (sum is not null) tangents[target] = builder.Name(Algebra.Convert(builder, sum, target.Type), name, before);
    }

    private void Add(If branch, Builder builder)
    {
        int[] active = [.. Enumerable.Range(0, branch.Results.Count).Where(i => activity.IsActive(branch.Results[i]))];
        Block then = Body(branch.Then, active, builder), otherwise = Body(branch.Else, active, builder);
        List<Variable> results = [.. branch.Results];
        foreach (int i in active) results.Add(Dot(branch.Results[i]));
        builder.Add(branch with { Results = results.ToEquatableArray(), Then = then, Else = otherwise });
    }

    private (List<Carried> Carried, List<Variable> Results) Carry(EquatableArray<Carried> carried, EquatableArray<Variable> results)
    {
        List<Carried> running = [.. carried];
        List<Variable> finals = [.. results];
        foreach (int i in Indices(carried, results))
        {
            Operand initial = TangentOrZero(carried[i].Initial);
            running.Add(new Carried(Dot(carried[i].Variable), initial));
            finals.Add(Dot(results[i]));
        }
        return (running, finals);
    }

    private IEnumerable<int> Indices(EquatableArray<Carried> carried, EquatableArray<Variable> results) =>
        Enumerable.Range(0, carried.Count).Where(i => activity.IsActive(carried[i].Variable) || activity.IsActive(results[i]));

    /// <summary>The block with tangents, which also yields those of its yields with the given indices.</summary>
    private Block Body(Block block, int[] active, Builder outer)
    {
        Builder builder = outer.Nested();
        Add(block, builder);
        return builder.Close([.. block.Yield, .. active.Select(i => TangentOrZero(block.Yield[i]))]);
    }

    private Variable Dot(Variable variable)
    {
        Variable dot = names.Fresh(variable.BaseName + "Dot", variable.Type);
        tangents[variable] = dot;
        return dot;
    }

    private Operand? Tangent(Operand operand) =>
        operand is Variable variable && tangents.TryGetValue(variable, out Operand? dot) ? dot : null;

    private Operand TangentOrZero(Operand operand) => Tangent(operand) ?? Constant.Zero(operand.Type);
}
