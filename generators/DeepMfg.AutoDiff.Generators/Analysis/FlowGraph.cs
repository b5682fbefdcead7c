using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// From which values derivatives flow into which: along the arguments of primitives that have a partial, through what blocks yield and loops
/// carry, and through storage, which is one value for all that may refer to it.
/// </summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<Variable, List<Variable>> readers = [], sources = [];
    private readonly Regions regions;

    private FlowGraph(Function function)
    {
        regions = Regions.Of(function);
        foreach (Statement statement in function.Statements) Visit(statement);
    }

    public static FlowGraph Of(Function function) => function.Fact(static asked => new FlowGraph(asked));

    /// <summary>What stands for a value: itself, or the storage that a reference refers to.</summary>
    public Variable Of(Variable variable) => variable.Type.IsStorage ? regions.Of(variable) : variable;

    /// <summary>All into which a derivative flows from these values, they included.</summary>
    public HashSet<Variable> From(IEnumerable<Variable> values) => Closure(values, readers);

    /// <summary>All from which a derivative flows into these values, they included.</summary>
    public HashSet<Variable> To(IEnumerable<Variable> values) => Closure(values, sources);

    private HashSet<Variable> Closure(IEnumerable<Variable> values, Dictionary<Variable, List<Variable>> edges)
    {
        var reached = new HashSet<Variable>();
        var work = new Stack<Variable>();
        foreach (Variable value in values) Reach(Of(value));
        while (work.Count > 0)
        {
            if (!edges.TryGetValue(work.Pop(), out List<Variable>? next)) continue;
            foreach (Variable variable in next) Reach(variable);
        }
        return reached;

        void Reach(Variable variable)
        {
            if (variable.Type.IsReal && reached.Add(variable)) work.Push(variable);
        }
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case Let { Value: Apply { Type.IsFloat: true } apply } let:
                Primitive primitive = Primitives.Get(apply.Primitive);
                for (int i = 0; i < apply.Arguments.Count; i++)
                {
                    if (primitive.Partial(i) is not null) Connect(apply.Arguments[i], let.Target);
                }
                break;
            case Let { Value: Apply }: break;
            case Let { Value: Load load } let: Connect(load.Cell.Storage, let.Target); break;
            case Let { Value: Alloc or Length or Slice or View }: break;
            case If branch:
                for (int i = 0; i < branch.Results.Count; i++)
                {
                    Connect(branch.Then.Yield[i], branch.Results[i]);
                    Connect(branch.Else.Yield[i], branch.Results[i]);
                }
                break;
            case Loop loop: Visit(loop); break;
            case Store store: Connect(store.Value, (Variable)store.Cell.Storage); break;
            case Accumulate add: Connect(add.Value, (Variable)add.Cell.Storage); break;
            case Perform perform: Visit(perform); break;
            case Call call:
                foreach (Variable target in call.Results.Concat(call.Written))
                {
                    foreach (Operand argument in call.Arguments) Connect(argument, target);
                }
                break;
            // What comes from outside is constant.
            case Opaque or Reach: break;
            default: throw new InvalidOperationException($"No flow is known of {statement}.");
        }
    }

    private void Visit(Perform perform)
    {
        if (Kernels.IsInOrder(perform.Kernel)) throw new InvalidOperationException($"No derivative flows through {perform}, which sweeps share.");
        Kernel kernel = Kernels.Get(perform.Kernel);
        Variable[] targets = [.. Kernels.Written(perform), .. perform.Results];
        for (int source = 0; source < perform.Arguments.Count; source++)
        {
            if (kernel.Accesses[source] != Access.Reads) continue;
            foreach (Variable target in targets) Connect(perform.Arguments[source], target);
        }
    }

    private void Visit(Loop loop)
    {
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            Connect(loop.Carried[i].Initial, loop.Carried[i].Variable);
            Connect(loop.Next(i), loop.Carried[i].Variable);
            Connect(loop.Next(i), loop.Results[i]);
            // A counted loop may make no trip; then its results are what the carried values were before.
            if (loop.Counter is not null) Connect(loop.Carried[i].Initial, loop.Results[i]);
        }
    }

    private void Connect(Operand from, Variable to)
    {
        if (from is not Variable variable || !variable.Type.IsReal || !to.Type.IsReal) return;
        Variable source = Of(variable), target = Of(to);
        if (source == target) return;
        Add(readers, source, target);
        Add(sources, target, source);
    }

    private static void Add(Dictionary<Variable, List<Variable>> edges, Variable from, Variable to)
    {
        if (!edges.TryGetValue(from, out List<Variable>? list)) edges.Add(from, list = []);
        list.Add(to);
    }
}
