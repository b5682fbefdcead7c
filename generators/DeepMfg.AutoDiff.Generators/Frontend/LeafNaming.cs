namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The names of leaves: those of the members in camel case, no two of a type the same.</summary>
internal sealed class LeafNaming
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public string Of(string member)
    {
        string wanted = InCamelCase(member), name = wanted;
        for (int i = 2; !taken.Add(name); i++) name = wanted + i;
        return name;
    }

    /// <summary><c>Weights</c> is <c>weights</c>, <c>URLFactor</c> is <c>urlFactor</c>, <c>_bias</c> is <c>bias</c>.</summary>
    private static string InCamelCase(string member)
    {
        string bare = member.TrimStart('_');
        if (bare.Length == 0) return member;
        int upper = 0;
        while (upper < bare.Length && char.IsUpper(bare[upper])) upper++;
        // The last capital of several begins the next word.
        if (upper > 1 && upper < bare.Length && char.IsLower(bare[upper])) upper--;
        return bare.Substring(0, upper).ToLowerInvariant() + bare.Substring(upper);
    }
}
