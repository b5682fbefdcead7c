using System.Runtime.InteropServices;
using System.Text;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>How a state lies in a stream: who it belongs to, then its numbers as they are in memory.</summary>
/// <param name="Type">The type of a parameter.</param>
/// <param name="Transformations">The names of the transformations, in order.</param>
/// <param name="Leaves">The parts of the parameters.</param>
/// <param name="Counters">How many counters there are.</param>
internal sealed record SavedState(string Type, string Transformations, Leaf[] Leaves, int Counters)
{
    // Read back as a number it also tells whether the bytes are in the order of this machine.
    private const ulong Mark = 0x3154_504F_4441_4D44;

    internal void Write(BinaryWriter writer)
    {
        Write<ulong>(writer, [Mark]);
        writer.Write(Type);
        writer.Write(Transformations);
        writer.Write(Counters);
        writer.Write(Leaves.Length);
        foreach (Leaf leaf in Leaves)
        {
            writer.Write(leaf.Name ?? string.Empty);
            writer.Write(leaf.Length);
        }
    }

    /// <summary>Reads what a state belongs to, and refuses one that does not belong here.</summary>
    internal void Require(BinaryReader reader)
    {
        var mark = new ulong[1];
        Read<ulong>(reader, mark);
        if (mark[0] != Mark)
        {
            throw new InvalidDataException("This is not the saved state of an optimizer, or it was saved on a machine of another byte order.");
        }

        Require(reader.ReadString(), Type, "parameters of type");
        Require(reader.ReadString(), Transformations, "the transformations");
        Require(reader.ReadInt32(), Counters, "a number of counters (settings with other schedules) of");
        Require(reader.ReadInt32(), Leaves.Length, "a number of leaves of");
        foreach (Leaf leaf in Leaves)
        {
            Require(reader.ReadString(), leaf.Name ?? string.Empty, "in this place a leaf of name");
            Require(reader.ReadInt32(), leaf.Length, $"for {leaf} a length of");
        }
    }

    internal static void Write<T>(BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged => writer.Write(MemoryMarshal.AsBytes(values));

    internal static void Read<T>(BinaryReader reader, Span<T> values)
        where T : unmanaged => reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values));

    internal static BinaryWriter Writer(Stream stream) => new(stream, Encoding.UTF8, leaveOpen: true);

    internal static BinaryReader Reader(Stream stream) => new(stream, Encoding.UTF8, leaveOpen: true);

    private static void Require<T>(T saved, T own, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(saved, own))
        {
            throw new InvalidDataException($"The saved state belongs to another optimizer: it has {what} '{saved}', this one '{own}'.");
        }
    }
}
