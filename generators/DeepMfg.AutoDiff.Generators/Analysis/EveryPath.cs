using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// Which values vary with an input whatever path is taken to them. The tangent of any other one may be the zero of a path that does not read
/// the input, and such a zero is to stay zero behind a slope that is infinite: nothing flows from what was not taken.
/// </summary>
/// <remarks>A greatest fixpoint: all are taken to vary but those that are known not to, and what follows from that.</remarks>
internal sealed class EveryPath
{
    private readonly HashSet<Variable> known = [];
    private readonly HashSet<Variable> constant = [];
    private readonly Dictionary<Variable, int> left = [];
    private readonly Dictionary<Variable, List<Variable>> readers = [];
    private readonly Stack<Variable> work = new();

    private EveryPath() { }

    public static EveryPath Of(Function function, EquatableArray<bool> inputs)
    {
        var paths = new EveryPath();
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (inputs[i]) paths.known.Add(function.Parameters[i]);
            else paths.Fix(function.Parameters[i]);
        }
        foreach (Statement statement in Walk.All(function.Body)) paths.Visit(statement);
        while (paths.work.Count > 0)
        {
            if (!paths.readers.TryGetValue(paths.work.Pop(), out List<Variable>? readers)) continue;
            foreach (Variable reader in readers)
            {
                if (--paths.left[reader] == 0) paths.Fix(reader);
            }
        }
        return paths;
    }

    public bool Varies(Operand operand) => operand is Variable variable && known.Contains(variable) && !constant.Contains(variable);

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case Let { Value: Apply apply } let: AnyOf(let.Target, FlowGraph.Flows(apply)); break;
            case If branch:
                for (int i = 0; i < branch.Results.Count; i++) AllOf(branch.Results[i], branch.Then.Yield[i], branch.Else.Yield[i]);
                break;
            case Loop loop:
                for (int i = 0; i < loop.Carried.Count; i++)
                {
                    AllOf(loop.Carried[i].Variable, loop.Carried[i].Initial, loop.Next(i));
                    // A counted loop may make no trip.
                    AllOf(loop.Results[i], loop.Next(i), loop.Counter is null ? loop.Next(i) : loop.Carried[i].Initial);
                }
                if (loop.Counter is { } counter) Fix(counter.Index);
                break;
            // What is loaded may never have been stored.
            default:
                foreach (Variable target in statement.Targets) Fix(target);
                break;
        }
    }

    /// <summary>The target is constant where all sources are.</summary>
    private void AnyOf(Variable target, IEnumerable<Operand> sources)
    {
        Variable[] variables = [.. sources.OfType<Variable>()];
        known.Add(target);
        left[target] = variables.Length;
        foreach (Variable source in variables) Add(source, target);
        if (variables.Length == 0) Fix(target);
    }

    /// <summary>The target is constant where one of the sources is.</summary>
    private void AllOf(Variable target, Operand first, Operand second)
    {
        known.Add(target);
        left[target] = 1;
        if (first is not Variable a || second is not Variable b) Fix(target);
        else
        {
            Add(a, target);
            if (b != a) Add(b, target);
        }
    }

    private void Add(Variable source, Variable target)
    {
        if (!readers.TryGetValue(source, out List<Variable>? list)) readers.Add(source, list = []);
        list.Add(target);
    }

    private void Fix(Variable variable)
    {
        if (constant.Add(variable)) work.Push(variable);
    }
}
