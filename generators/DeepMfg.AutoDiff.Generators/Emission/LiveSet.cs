using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// A set of a function's variables, a bit each: in a long method thousands live at once, and a set is copied at every branch.
/// </summary>
internal sealed class LiveSet(VariableNumbers numbers)
{
    private readonly ulong[] bits = new ulong[(numbers.Count + 63) / 64];

    public LiveSet Copy() => With([]);

    /// <summary>The set with those that have these numbers.</summary>
    public LiveSet With(int[] more)
    {
        var copy = new LiveSet(numbers);
        copy.UnionWith(this);
        copy.UnionWith(more);
        return copy;
    }

    public bool Contains(Variable variable) => Contains(numbers.Of(variable));

    public void Remove(Variable variable)
    {
        int number = numbers.Of(variable);
        bits[number / 64] &= ~(1UL << (number % 64));
    }

    public void UnionWith(int[] others)
    {
        foreach (int number in others) bits[number / 64] |= 1UL << (number % 64);
    }

    /// <summary>Adds what is in the other set; whether that was anything new.</summary>
    public bool UnionWith(LiveSet other)
    {
        ulong added = 0;
        for (int i = 0; i < bits.Length; i++)
        {
            added |= other.bits[i] & ~bits[i];
            bits[i] |= other.bits[i];
        }
        return added != 0;
    }

    public bool Overlaps(LiveSet other)
    {
        for (int i = 0; i < bits.Length; i++)
        {
            if ((bits[i] & other.bits[i]) != 0) return true;
        }
        return false;
    }

    public IEnumerable<Variable> Variables() => numbers.All.Where((_, number) => Contains(number));

    private bool Contains(int number) => (bits[number / 64] >> (number % 64) & 1) != 0;
}

/// <summary>A number for each variable that a body reads or writes.</summary>
internal sealed class VariableNumbers
{
    private readonly Dictionary<Variable, int> numbers = [];
    private readonly List<Variable> all = [];

    public VariableNumbers(IReadOnlyList<Variable> variables) => Add(variables);

    public int Count => all.Count;

    /// <summary>The variables, each where its number says.</summary>
    public IReadOnlyList<Variable> All => all;

    /// <summary>The numbers of these variables, of which those that have none yet get one.</summary>
    public int[] Add(IReadOnlyList<Variable> variables)
    {
        int[] added = new int[variables.Count];
        for (int i = 0; i < added.Length; i++)
        {
            if (!numbers.TryGetValue(variables[i], out added[i]))
            {
                numbers.Add(variables[i], added[i] = all.Count);
                all.Add(variables[i]);
            }
        }
        return added;
    }

    public bool Has(Variable variable) => numbers.ContainsKey(variable);

    public int Of(Variable variable) => numbers[variable];
}
