using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// A set of a function's variables, a bit each: in a long method thousands live at once, and a set is copied at every branch.
/// </summary>
internal sealed class LiveSet(VariableNumbers numbers)
{
    private readonly ulong[] bits = new ulong[(numbers.Count + 63) / 64];

    public LiveSet Copy() => With([]);

    public LiveSet With(IEnumerable<Variable> more)
    {
        var copy = new LiveSet(numbers);
        copy.UnionWith(this);
        copy.UnionWith(more);
        return copy;
    }

    public bool Contains(Variable variable) => (bits[numbers.Of(variable) / 64] >> (numbers.Of(variable) % 64) & 1) != 0;

    public void Add(Variable variable) => bits[numbers.Of(variable) / 64] |= 1UL << (numbers.Of(variable) % 64);

    public void Remove(Variable variable) => bits[numbers.Of(variable) / 64] &= ~(1UL << (numbers.Of(variable) % 64));

    public void UnionWith(IEnumerable<Variable> variables)
    {
        foreach (Variable variable in variables) Add(variable);
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

    public IEnumerable<Variable> Variables() => numbers.All.Where(Contains);
}

/// <summary>A number for each variable that a body reads or writes.</summary>
internal sealed class VariableNumbers
{
    private readonly Dictionary<Variable, int> numbers = [];

    public VariableNumbers(IEnumerable<Variable> variables)
    {
        foreach (Variable variable in variables)
        {
            if (!numbers.ContainsKey(variable)) numbers.Add(variable, numbers.Count);
        }
    }

    public int Count => numbers.Count;

    public IEnumerable<Variable> All => numbers.Keys;

    public bool Has(Variable variable) => numbers.ContainsKey(variable);

    public int Of(Variable variable) => numbers[variable];
}
