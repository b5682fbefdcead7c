namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>A set of a function's variables by number, a bit each: a long method has thousands that live at once, and many such sets.</summary>
internal sealed class VariableSet
{
    private ulong[] words = [];

    public int Count { get; private set; }

    public bool Contains(int number) => number / 64 < words.Length && (words[number / 64] >> (number % 64) & 1) != 0;

    public void Add(int number)
    {
        if (Contains(number)) return;
        if (number / 64 >= words.Length) Array.Resize(ref words, Math.Max(2 * words.Length, number / 64 + 1));
        words[number / 64] |= 1UL << (number % 64);
        Count++;
    }

    public void Remove(int number)
    {
        if (!Contains(number)) return;
        words[number / 64] &= ~(1UL << (number % 64));
        Count--;
    }

    public void UnionWith(VariableSet other)
    {
        if (other.words.Length > words.Length) Array.Resize(ref words, other.words.Length);
        for (int i = 0; i < other.words.Length; i++)
        {
            for (ulong added = other.words[i] & ~words[i]; added != 0; added &= added - 1) Count++;
            words[i] |= other.words[i];
        }
    }

    public bool Overlaps(VariableSet other)
    {
        for (int i = 0; i < Math.Min(words.Length, other.words.Length); i++)
        {
            if ((words[i] & other.words[i]) != 0) return true;
        }
        return false;
    }

    public VariableSet Copy() => new() { words = [.. words], Count = Count };

    public IEnumerable<int> Numbers() => Enumerable.Range(0, 64 * words.Length).Where(Contains);
}
