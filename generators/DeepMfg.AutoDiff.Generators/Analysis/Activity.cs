using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>With respect to which parameters, and of which results, a function is differentiated.</summary>
internal sealed record Activation(EquatableArray<bool> Parameters, EquatableArray<bool> Results)
{
    /// <summary>Whether what a function leaves in the storage of an active parameter is a result, too.</summary>
    public bool ByMemory { get; init; }
}

/// <summary>
/// Which values are active: they vary with an input of differentiation, and an output of differentiation depends on them. A reference is
/// active where the storage is that it refers to.
/// </summary>
internal sealed class Activity
{
    private readonly FlowGraph graph;
    private readonly HashSet<Variable> varied, useful;
    private readonly Dictionary<Statement, bool> nested = new(ReferenceComparer.Instance);

    private Activity(FlowGraph graph, HashSet<Variable> varied, HashSet<Variable> useful) => (this.graph, this.varied, this.useful) = (graph, varied, useful);

    public static Activity Of(Function function, Activation activation)
    {
        FlowGraph graph = FlowGraph.Of(function);
        IEnumerable<Variable> inputs = function.Parameters.Where((_, i) => activation.Parameters[i]);
        IEnumerable<Variable> outputs = function.Body.Yield.Where((_, i) => activation.Results[i]).OfType<Variable>();
        if (activation.ByMemory) outputs = outputs.Concat(inputs.Where(static input => input.Type.IsStorage));
        return new Activity(graph, graph.From(inputs), graph.To(outputs));
    }

    /// <summary>Whether a value has a tangent and a cotangent, or a reference a shadow.</summary>
    public bool IsActive(Operand operand)
    {
        if (operand is not Variable { Type.IsReal: true } variable) return false;
        Variable value = graph.Of(variable);
        return varied.Contains(value) && useful.Contains(value);
    }

    /// <summary>Whether a statement defines an active value or changes active storage, or one inside it does.</summary>
    public bool IsActive(Statement statement)
    {
        foreach (Variable target in statement.Targets)
        {
            if (IsActive(target)) return true;
        }
        if (statement is Store { Cell: var stored }) return IsActive(stored.Storage);
        if (statement is Accumulate { Cell: var added }) return IsActive(added.Storage);
        if (statement is Reach { Cell: var reached }) return IsActive(reached.Storage);
        if (statement is Call call) return call.Written.Any(IsActive);
        if (statement is Perform { Results.IsEmpty: true } perform) return Kernels.Written(perform).Any(IsActive);
        if (statement.Blocks.Length == 0) return false;
        if (nested.TryGetValue(statement, out bool known)) return known;
        return nested[statement] = statement.Blocks.Any(block => block.Statements.Any(IsActive));
    }
}
