using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Values with their structure: <c>(a, (b, c))</c> from the texts of their leaves.</summary>
internal static class Values
{
    /// <summary>The value of a shape from the texts of its leaves, which it takes from the queue.</summary>
    public static string Write(Shape shape, Queue<string> leaves) =>
        shape.Leaf is not null ? leaves.Dequeue() : $"({string.Join(", ", shape.Items.Select(item => Write(item.Shape, leaves)))})";

    /// <summary>A tangent or a gradient: only the floating leaves are in the queue, the others are zero.</summary>
    public static string WriteTangent(Shape shape, Queue<string> leaves) => shape.Leaf is { } leaf
        ? leaf.IsReal ? leaves.Dequeue() : Literals.Write(Constant.Zero(leaf), isTyped: true)
        : $"({string.Join(", ", shape.Items.Select(item => WriteTangent(item.Shape, leaves)))})";

    /// <summary>The name of a tuple's element: C# forbids some, which get an underscore.</summary>
    public static string ElementName(string name, int position)
    {
        if (name == "this") return "This";
        bool isForbidden = name is "CompareTo" or "Deconstruct" or "Equals" or "GetHashCode" or "Rest" or "ToString"
            || IsItem(name) && name != "Item" + (position + 1);
        return NameTable.Escaped(isForbidden ? name + "_" : name);
    }

    private static bool IsItem(string name) =>
        name.StartsWith("Item", StringComparison.Ordinal) && name.Length > 4 && name.Skip(4).All(char.IsDigit) && name[4] != '0';
}
