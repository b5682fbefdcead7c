using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// Forward mode: <c>yDot = Σ ∂y/∂xᵢ · xᵢDot</c>, beside each statement in its own order, in one direction or in several that share the
/// slopes.
/// </summary>
internal sealed class Jvp
{
    private readonly NameSupply names;
    private readonly IReadOnlyList<Direction> directions;

    private readonly Slopes? slopes;

    private readonly Callees? callees;

    private readonly OperationTangents operations;

    private Jvp(Function function, IReadOnlyList<Direction> directions, Callees? callees)
    {
        names = Walk.NamesOf(function);
        this.directions = directions;
        this.callees = callees;
        operations = new OperationTangents(directions, Memory.Of(function), names);
        slopes = directions.Count > 1 ? new Slopes(function, directions) : null;
    }

    /// <summary>
    /// The function of the parameters and a tangent for each active one, which yields the results, then a tangent for each active one.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="activation">Which parameters have tangents, and of which results they are asked.</param>
    /// <param name="callees">What it calls, if it does.</param>
    public static Function Of(Function function, Activation activation, Callees? callees = null)
    {
        var direction = new Direction(function, activation, "Dot");
        var pass = new Jvp(function, [direction], callees);
        IEnumerable<Variable> active = function.Parameters.Where((_, i) => activation.Parameters[i]);
        List<Variable> parameters = [.. function.Parameters, .. active.Select(parameter => direction.Fresh(pass.names, parameter))];
        var builder = new Builder(pass.names);
        foreach (Variable parameter in function.Parameters) direction.Complete(parameter, null, builder);
        pass.Add(function.Body, builder);
        Operand[] dots = [.. function.Body.Yield.Where((_, i) => activation.Results[i]).Select(result => Returned(direction, result, builder))];
        return new Function(function.Name + "Jvp", parameters.ToEquatableArray(), builder.Close([.. function.Body.Yield, .. dots]));
    }

    /// <summary>
    /// The gradient of the one active result, a direction for each active parameter: the function of the parameters which yields the results,
    /// then the derivative in each active parameter.
    /// </summary>
    public static Function Gradient(Function function, Activation activation, Callees? callees = null)
    {
        int[] active = [.. Enumerable.Range(0, function.Parameters.Count).Where(i => activation.Parameters[i])];
        Direction[] directions = [.. active.Select(input =>
        {
            Variable parameter = function.Parameters[input];
            EquatableArray<bool> alone = Enumerable.Range(0, function.Parameters.Count).Select(i => i == input).ToEquatableArray();
            var direction =
                new Direction(function, activation with { Parameters = alone }, active.Length == 1 ? "Dot" : $"By{Capitalized(parameter.BaseName)}");
            direction.Set(parameter, Constant.Of(1, parameter.Type));
            return direction;
        })];
        var pass = new Jvp(function, directions, callees);
        var builder = new Builder(pass.names);
        pass.Add(function.Body, builder);
        Operand result = function.Body.Yield.Where((_, i) => activation.Results[i]).Single();
        Operand[] gradient = [.. directions.Select((direction, i) =>
            Algebra.Convert(builder, direction.TangentOrZero(result), function.Parameters[active[i]].Type))];
        return new Function(function.Name + "Gradient", function.Parameters, builder.Close([.. function.Body.Yield, .. gradient]));
    }

    /// <summary>The tangent of a result; of storage that C# returns, one that it can return, too.</summary>
    private static Operand Returned(Direction direction, Operand result, Builder builder)
    {
        Operand dot = direction.TangentOrZero(result);
        if (!result.Type.IsVector || dot is not Variable variable) return dot;
        Variable copy = builder.Let(variable.BaseName, new Alloc(result.Type, [builder.Let("length", new Length(dot))], Contents.Unspecified));
        builder.Add(new Perform(Kernels.Copy, [dot, copy]));
        return copy;
    }

    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private void Add(Block block, Builder builder)
    {
        string outer = builder.Origin;
        foreach (Statement statement in block.Statements)
        {
            // A value's tangents stand with it, below the user's statement.
            builder.Origin = statement.Origin.Text;
            switch (statement)
            {
                case Let let: Add(let, builder); break;
                case If branch when IsActive(branch): Add(branch, builder); break;
                case Loop loop when IsActive(loop): Add(loop, builder); break;
                case If or Loop or Opaque:
                    builder.Add(statement);
                    foreach (Direction direction in directions) foreach (Variable target in statement.Targets) direction.Complete(target, statement, builder);
                    break;
                case Perform perform: operations.Add(perform, builder); break;
                case Store store:
                    builder.Add(store);
                    foreach (Direction direction in Reaching(store.Cell))
                    {
                        builder.Add(new Store(direction.Shadow(store.Cell), direction.TangentOrZero(store.Value)));
                    }
                    break;
                case Accumulate add:
                    builder.Add(add);
                    foreach (Direction direction in Reaching(add.Cell))
                    {
                        if (direction.Tangent(add.Value) is { } dot) builder.Add(new Accumulate(direction.Shadow(add.Cell), dot));
                    }
                    break;
                case Call call: Add(call, builder); break;
                case Reach reach:
                    builder.Add(reach);
                    foreach (Direction direction in Reaching(reach.Cell)) builder.Add(new Reach(direction.Shadow(reach.Cell)));
                    break;
                default: throw new InvalidOperationException($"There is no tangent of {statement}.");
            }
        }
        builder.Origin = outer;
    }

    private void Add(Let let, Builder builder)
    {
        builder.Add(let);
        switch (let.Value)
        {
            case Apply apply when slopes is not null: slopes.Add(let.Target, apply, builder); break;
            case Apply apply: Tangents.Add(let.Target, apply, directions[0], builder); break;
            case Alloc or Slice or View or Load { Type.IsStorage: true }:
                foreach (Direction direction in directions.Where(direction => direction.IsActive(let.Target)))
                {
                    string name = direction.NameOf(let.Target);
                    direction.Set(let.Target, Shadowing.Of(builder, name, let.Value, direction.TypeOf(let.Target), reference => direction.Tangent(reference)!));
                }
                break;
            case Load load:
                foreach (Direction direction in Reaching(load.Cell))
                {
                    direction.Set(let.Target, builder.Let(direction.NameOf(let.Target), new Load(direction.Shadow(load.Cell))));
                }
                break;
            case Length: break;
            default: throw new InvalidOperationException($"There is no tangent of {let.Value}.");
        }
    }

    // r… = call f(a…)  ⟶  r…, rDot… = call fJvp(a…, aDot…), once for each direction
    private void Add(Call call, Builder builder)
    {
        bool isFirst = true;
        foreach (Direction direction in directions)
        {
            var activation = new Activation(
                call.Arguments.Select(argument => direction.Tangent(argument) is not null).ToEquatableArray(),
                call.Results.Select(result => direction.IsActive(result)).ToEquatableArray());
            bool isActive = activation.Results.Contains(true) || call.Written.Any(direction.IsActive);
            if (!activation.Parameters.Contains(true) || !isActive) continue;
            Function derivative = (callees ?? throw new InvalidOperationException($"Nothing is known of {call.Callee}.")).Jvp(call.Callee, activation);
            IEnumerable<Variable> values = isFirst ? call.Results : call.Results.Select(result => names.Fresh(result.BaseName, result.Type));
            IEnumerable<Variable> dots = call.Results.Where((_, i) => activation.Results[i]).Select(result => direction.Fresh(names, result));
            IEnumerable<Operand> tangents = call.Arguments.Select(direction.Tangent).OfType<Operand>();
            builder.Add(new Call([.. values, .. dots], derivative.Name, [.. call.Arguments, .. tangents]).WritingAll());
            isFirst = false;
        }
        if (isFirst) builder.Add(call);
    }

    private IEnumerable<Direction> Reaching(Cell cell) => directions.Where(direction => direction.IsActive(cell.Storage));

    private void Add(Loop loop, Builder builder)
    {
        (List<Carried> carried, List<Variable> results, List<Site> sites) = Carry(loop.Carried, loop.Results);
        Block body = Body(loop.Body, sites, loop.Flags, builder);
        builder.Add(loop with { Carried = carried.ToEquatableArray(), Results = results.ToEquatableArray(), Body = body });
    }

    /// <summary>A result of a statement with blocks that has a tangent in a direction.</summary>
    private readonly record struct Site(Direction Direction, int Index);

    private bool IsActive(Statement statement) => directions.Any(direction => direction.IsActive(statement));

    private void Add(If branch, Builder builder)
    {
        Site[] sites = [.. Sites(branch.Results.Count, (direction, i) => direction.IsActive(branch.Results[i]))];
        Block then = Body(branch.Then, sites, 0, builder), otherwise = Body(branch.Else, sites, 0, builder);
        List<Variable> results = [.. branch.Results, .. sites.Select(site => site.Direction.Fresh(names, branch.Results[site.Index]))];
        builder.Add(branch with { Results = results.ToEquatableArray(), Then = then, Else = otherwise });
    }

    private (List<Carried> Carried, List<Variable> Results, List<Site> Sites) Carry(EquatableArray<Carried> carried, EquatableArray<Variable> results)
    {
        List<Carried> running = [.. carried];
        List<Variable> finals = [.. results];
        List<Site> sites = [.. Sites(carried.Count, (direction, i) => direction.IsActive(carried[i].Variable) || direction.IsActive(results[i]))];
        foreach (Site site in sites)
        {
            Operand initial = site.Direction.TangentOrZero(carried[site.Index].Initial);
            running.Add(new Carried(site.Direction.Fresh(names, carried[site.Index].Variable), initial));
            finals.Add(site.Direction.Fresh(names, results[site.Index]));
        }
        return (running, finals, sites);
    }

    private IEnumerable<Site> Sites(int count, Func<Direction, int, bool> isActive) =>
        directions.SelectMany(direction => Enumerable.Range(0, count).Where(i => isActive(direction, i)).Select(i => new Site(direction, i)));

    /// <summary>The block with tangents, which also yields those of its yields at the given sites.</summary>
    /// <param name="block">The block of the primal.</param>
    /// <param name="sites">The results of the statement around it that have tangents.</param>
    /// <param name="flags">How many yields come before those that belong to the results.</param>
    /// <param name="outer">The builder of the statement.</param>
    private Block Body(Block block, IReadOnlyCollection<Site> sites, int flags, Builder outer)
    {
        Builder builder = outer.Nested();
        Add(block, builder);
        return builder.Close([.. block.Yield, .. sites.Select(site => site.Direction.TangentOrZero(block.Yield[site.Index + flags]))]);
    }
}
