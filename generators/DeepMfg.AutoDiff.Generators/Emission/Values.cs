using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Values with their structure: <c>(a, (b, c))</c> from the texts of their leaves.</summary>
internal static class Values
{
    /// <summary>The value of a shape from the texts of its leaves, which it takes from the queue.</summary>
    public static string Write(Shape shape, Queue<string> leaves) =>
        shape.Leaf is not null ? leaves.Dequeue() : Compose(shape, item => Write(item, leaves));

    /// <summary>A tangent or a gradient: only the floating leaves are in the queue, the others are zero.</summary>
    public static string WriteTangent(Shape shape, Queue<string> leaves) => shape.Leaf is { } leaf
        ? shape.IsReal ? leaves.Dequeue() : Literals.Write(Constant.Zero(leaf), isTyped: true)
        : Compose(shape, item => WriteTangent(item, leaves));

    /// <summary>The value at a place with other leaves: <c>p with { A = a }</c>; nothing where all stay as they are.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="place">The text that reads it.</param>
    /// <param name="leaf">From a leaf to its new text, or nothing where it stays; asked in order.</param>
    public static string? Changed(Shape shape, string place, Func<LeafPath, string?> leaf)
    {
        (string Name, string Path, string? Text)[] items = [.. shape.Items.Select(item =>
        {
            string path = item.Read(place, NameTable.Escaped(item.Name));
            string? text = item.Shape.Whole is not null ? leaf(new(path, item.Shape.Leaves().First(static part => part.IsReal), IsMember: true))
                : item.Shape.Leaf is null ? Changed(item.Shape, path, leaf) : leaf(new(path, item.Shape, IsMember: true));
            return (NameTable.Escaped(item.Name), path, text == path ? null : text);
        })];
        if (items.All(static item => item.Text is null)) return null;
        if (shape.Maker is { } maker) return $"{maker}({string.Join(", ", items.Select(static item => item.Text ?? item.Path))})";
        return shape.IsRecord
            ? $"{place} with {{ {string.Join(", ", items.Where(static item => item.Text is not null).Select(static item => $"{item.Name} = {item.Text}"))} }}"
            : Tuple(shape, items.Select(static item => item.Text ?? item.Path));
    }

    // A record is made without its constructor, which may refuse what is no value of the user's but a tangent.
    private static string Compose(Shape shape, Func<Shape, string> write)
    {
        if (!shape.IsRecord) return Tuple(shape, shape.Items.Select(item => write(item.Shape)));
        if (shape.Maker is { } maker) return $"{maker}({string.Join(", ", shape.Items.Select(item => write(item.Shape)))})";
        string blank = shape.IsReference
            ? $"(({shape.Type})global::System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof({shape.Type})))" : $"default({shape.Type})";
        return $"{blank} with {{ {string.Join(", ", shape.Items.Select(item => $"{NameTable.Escaped(item.Name)} = {write(item.Shape)}"))} }}";
    }

    // C# has no parentheses for a tuple of one.
    private static string Tuple(Shape shape, IEnumerable<string> items) =>
        $"{(shape.Items.Count == 1 ? $"new {shape.Type}" : "")}({string.Join(", ", items)})";
}
