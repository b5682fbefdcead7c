namespace DeepMfg.AutoDiff.Generators.Interpreter;

/// <summary>Numbers that look drawn and are always the same for a name (Steele, Lea, Flood: SplitMix, OOPSLA 2014).</summary>
internal sealed class Draws(string name)
{
    private ulong state = name.Aggregate(17UL, static (hash, c) => unchecked(hash * 31 + c));

    /// <summary>A number between bounds.</summary>
    public double Between(double low, double high) => low + (high - low) * (Next() >> 11) / (1UL << 53);

    /// <summary>One of the integers below.</summary>
    public int Below(int count) => (int)(Next() % (ulong)count);

    private ulong Next()
    {
        unchecked
        {
            ulong z = state += 0x9E37_79B9_7F4A_7C15;
            z = (z ^ z >> 30) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ z >> 27) * 0x94D0_49BB_1331_11EB;
            return z ^ z >> 31;
        }
    }
}
