using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// What the reverse sweep finds in storage when the function has run: lengths and parts, elements that nothing has written since they were read,
/// and values that still stand where they were stored. None of it need be recorded.
/// </summary>
internal sealed class Rereading
{
    private readonly Memory memory;
    private readonly Lazy<Intactness> intactness;
    private readonly Dictionary<Statement, bool> known = new(ReferenceComparer.Instance);

    /// <summary>For each value that the block stores which computes it, where.</summary>
    private readonly Dictionary<Variable, Store> stores = [];

    private readonly bool isCut;
    private readonly HashSet<Variable> parameters;

    private Rereading(Function function, bool isCut)
    {
        this.isCut = isCut;
        parameters = [.. function.Parameters];
        memory = Memory.Of(function);
        intactness = new(() => Intactness.Of(function));
        if (!isCut) Visit(function.Body);
    }

    /// <param name="function">The function.</param>
    /// <param name="isCut">Whether the caller has his hands on what is written before the reverse sweep begins: nothing of that is read again.</param>
    public static Rereading Of(Function function, bool isCut = false) => new(function, isCut);

    private void Visit(Block block)
    {
        HashSet<Variable> own = [];
        foreach (Statement statement in block.Statements)
        {
            own.UnionWith(statement.Targets);
            if (statement is Store { Value: Variable value } store && own.Contains(value) && !stores.ContainsKey(value)) stores.Add(value, store);
            foreach (Block inner in statement.Blocks) Visit(inner);
        }
    }

    /// <summary>Whether a text says the same whenever it is read: it asks something of the function's parameters, or of nothing.</summary>
    public bool IsReadAgain(Opaque opaque) => opaque.Text.Pure && opaque.Arguments.All(argument =>
        argument is Constant || (argument is Variable { Type.IsStorage: false } variable && parameters.Contains(variable)));

    /// <summary>Whether what a statement asks of storage can be asked again.</summary>
    public bool Repeats(Let let) =>
        memory.IsAskedAgain(let.Value) || !isCut && let.Value is Load { Type.IsStorage: false } load && memory.IsLasting(load.Cell.Storage) && IsIntact(let);

    /// <summary>What reads a value where it was stored; nothing where it is not there any more.</summary>
    public Let? Stored(Variable value) =>
        stores.TryGetValue(value, out Store? store) && memory.IsLasting(store.Cell.Storage) && IsIntact(store) ? new Let(value, new Load(store.Cell)) : null;

    private bool IsIntact(Statement statement)
    {
        if (!known.TryGetValue(statement, out bool isIntact)) known.Add(statement, isIntact = intactness.Value.IsIntact(statement));
        return isIntact;
    }
}
