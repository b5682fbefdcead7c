namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Names of a member's locals, made of the names of leaves.</summary>
/// <param name="taken">The names of its parameters.</param>
internal sealed class ModelNames(params string[] taken)
{
    private readonly HashSet<string> all = [.. taken];

    public string Of(string leaf)
    {
        string[] words = leaf.Split('.');
        string wanted = words[0] + string.Concat(words.Skip(1).Select(static word => char.ToUpperInvariant(word[0]) + word.Substring(1))), name = wanted;
        for (int i = 2; !all.Add(name); i++) name = wanted + i;
        return NameTable.Escaped(name);
    }
}
