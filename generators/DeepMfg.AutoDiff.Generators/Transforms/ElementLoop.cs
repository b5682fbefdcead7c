using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// An operation that does to each element what a primitive does: what a loop over the elements would apply. Its derivatives are those of that loop,
/// while the operation itself is what the user calls.
/// </summary>
internal sealed class ElementLoop
{
    private readonly Perform perform;
    private readonly Dictionary<Variable, int> elements = [];

    public ElementLoop(Perform perform, NameSupply names)
    {
        this.perform = perform;
        Kernel kernel = Kernels.Get(perform.Kernel);
        Output = (Variable)Kernels.Written(perform).Single();
        Index = names.Fresh("i", IrType.Int32);
        List<Operand> arguments = [];
        for (int i = 0; i < perform.Arguments.Count; i++)
        {
            if (!kernel.Writes(i)) arguments.Add(ElementOf(i, names));
        }
        Value = names.Fresh("element", Output.Type.Item!);
        Apply = Primitives.Apply(Primitives.Get(kernel.Each!), arguments);
    }

    /// <summary>What counts the elements.</summary>
    public Variable Index { get; }

    /// <summary>The storage that is written.</summary>
    public Variable Output { get; }

    /// <summary>The element that is written.</summary>
    public Variable Value { get; }

    /// <summary>What is applied to the elements, and to the numbers that are the same for each.</summary>
    public Apply Apply { get; }

    /// <summary>The elements that are read.</summary>
    public IEnumerable<Variable> Elements => elements.Keys;

    /// <summary>What storage holds of the element.</summary>
    public Cell In(Operand storage) => new(storage, [Index]);

    /// <summary>The storage that an element is read from; none for a number.</summary>
    public Variable? StorageOf(Operand operand) =>
        operand is Variable variable && elements.TryGetValue(variable, out int position) ? (Variable)perform.Arguments[position] : null;

    /// <summary>Which operands the slopes mention in the arguments of interest.</summary>
    public static IEnumerable<int> Mentioned(Perform perform, Func<Operand, bool> isOfInterest)
    {
        Kernel kernel = Kernels.Get(perform.Kernel);
        Primitive primitive = Primitives.Get(kernel.Each!);
        int[] inputs = [.. Enumerable.Range(0, perform.Arguments.Count).Where(i => !kernel.Writes(i))];
        Term[] slopes = [.. Enumerable.Range(0, inputs.Length).Where(k => isOfInterest(perform.Arguments[inputs[k]])).Select(primitive.Partial).OfType<Term>()];
        return Enumerable.Range(0, perform.Arguments.Count).Where(i => slopes.Any(slope => slope.Mentions(Is(i))));

        Func<Term, bool> Is(int operand) => term => kernel.Writes(operand) ? term is Output : term is Input input && inputs[input.Index] == operand;
    }

    /// <summary>The loop over elements, with what its body mentions read in front of it.</summary>
    /// <param name="bound">How many elements there are.</param>
    /// <param name="carried">What the body adds up.</param>
    /// <param name="body">The body.</param>
    /// <param name="contents">Where the contents of an operand are.</param>
    public Loop Around(Operand bound, ElementSums carried, Block body, Func<int, Operand> contents)
    {
        HashSet<Variable> mentioned = [.. Walk.Mentioned(body)];
        List<Statement> statements = [];
        foreach (KeyValuePair<Variable, int> element in elements)
        {
            if (mentioned.Contains(element.Key)) statements.Add(new Let(element.Key, new Load(In(contents(element.Value)))));
        }
        if (mentioned.Contains(Value)) statements.Add(new Let(Value, new Load(In(contents(perform.Arguments.Count - 1)))));
        var counter = new Counter(Index, Constant.Of(0), bound, 1, Inclusive: false);
        return new Loop([.. carried.Totals], counter, [.. carried.Running], body with { Statements = [.. statements, .. body.Statements] });
    }

    private Operand ElementOf(int position, NameSupply names)
    {
        Operand operand = perform.Arguments[position];
        if (!operand.Type.IsStorage) return operand;
        foreach (KeyValuePair<Variable, int> known in elements)
        {
            if (perform.Arguments[known.Value] == operand) return known.Key;
        }
        Variable element = names.Fresh("element", operand.Type.Item!);
        elements.Add(element, position);
        return element;
    }
}

/// <summary>What a loop adds up.</summary>
/// <param name="Running">The sums so far.</param>
/// <param name="Totals">The sums.</param>
internal readonly record struct ElementSums(IReadOnlyList<Carried> Running, IReadOnlyList<Variable> Totals)
{
    public static readonly ElementSums None = new([], []);
}
