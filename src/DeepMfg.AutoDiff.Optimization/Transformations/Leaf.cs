namespace DeepMfg.AutoDiff.Optimization;

/// <summary>One named part of the parameters, such as the weights of a layer: what masks, messages and saved states speak of.</summary>
/// <param name="Name">Its name; empty where the parameters have only one part.</param>
/// <param name="Length">The number of its parameters.</param>
public readonly record struct Leaf(string Name, int Length)
{
    /// <summary>A leaf without a name.</summary>
    /// <param name="length">The number of its parameters.</param>
    public static implicit operator Leaf(int length) => new(string.Empty, length);

    /// <summary>A leaf with a name.</summary>
    /// <param name="leaf">The name and the number of parameters.</param>
    public static implicit operator Leaf((string Name, int Length) leaf) => new(leaf.Name, leaf.Length);

    /// <summary>A leaf without a name.</summary>
    /// <param name="length">The number of its parameters.</param>
    /// <returns>The leaf.</returns>
    public static Leaf FromInt32(int length) => length;

    /// <summary>A leaf with a name.</summary>
    /// <param name="leaf">The name and the number of parameters.</param>
    /// <returns>The leaf.</returns>
    public static Leaf FromValueTuple((string Name, int Length) leaf) => leaf;

    /// <summary>The leaf as messages name it.</summary>
    /// <returns>The name in quotes, or what stands for one that has none.</returns>
    public override string ToString() => string.IsNullOrEmpty(Name) ? "the only leaf" : $"leaf '{Name}'";

    internal static Leaf[] Checked(ReadOnlySpan<Leaf> leaves)
    {
        if (leaves.IsEmpty)
        {
            throw new ArgumentException("There are no leaves: pass the number of parameters, or the names and lengths of their parts.", nameof(leaves));
        }

        var names = new HashSet<string>();
        foreach (Leaf leaf in leaves)
        {
            if (leaf.Length < 0)
            {
                throw new ArgumentException($"The length of {leaf} is {leaf.Length}.", nameof(leaves));
            }

            if (!names.Add(leaf.Name ?? string.Empty))
            {
                throw new ArgumentException($"Two leaves are named '{leaf.Name}': give each a name of its own.", nameof(leaves));
            }
        }

        return leaves.ToArray();
    }
}
