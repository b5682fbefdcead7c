using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A variable of the user's, or a flag of ours; the ordinal says which was declared first.</summary>
internal sealed class Slot(string name, Shape shape, int ordinal)
{
    public string Name => name;

    public Shape Shape => shape;

    public int Ordinal => ordinal;

    /// <summary>Whether an expression declared it, so that it lives on behind the branch of the expression: <c>a &amp;&amp; F(out int n)</c>.</summary>
    public bool Escapes { get; init; }
}

/// <summary>What each variable holds at one place. An arm writes into a layer of its own, so that joining two arms costs what they assign.</summary>
internal sealed class Environment(Environment? outer)
{
    private readonly Dictionary<Slot, Value> values = [];

    public IEnumerable<Slot> Assigned => values.Keys;

    public Value this[Slot slot]
    {
        get => TryGet(slot) ?? throw new InvalidOperationException($"'{slot.Name}' is not declared.");
        set => values[slot] = value;
    }

    public Value? TryGet(Slot slot)
    {
        for (Environment? layer = this; layer is not null; layer = layer.Outer)
        {
            if (layer.values.TryGetValue(slot, out Value? value)) return value;
        }
        return null;
    }

    private Environment? Outer => outer;
}
