using DeepMfg.AutoDiff.Optimization.Transformations;

namespace DeepMfg.AutoDiff.Optimization;

/// <content>Saving a state, and going on from it.</content>
public abstract partial class Optimizer<T>
{
    /// <summary>Writes the state: what the transformations keep, and their counts of steps. Settings and parameters are not in it.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <example>
    /// <code>
    /// double[] x = [1], y = [1];
    /// var optimizer = Optimizers.Adam(0.1).For(x);
    /// optimizer.Step(x, [2]);
    /// using var file = new MemoryStream();
    /// optimizer.Save(file);
    ///
    /// file.Position = 0;
    /// var later = Optimizers.Adam(0.1).For(y);
    /// later.Load(file);
    /// x.CopyTo(y);
    /// optimizer.Step(x, [-3]);
    /// later.Step(y, [-3]);
    ///
    /// Console.WriteLine(x[0] == y[0]);   // True
    /// </code>
    /// </example>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using BinaryWriter writer = SavedState.Writer(stream);
        Shape.Write(writer);
        writer.Write(Steps);
        SavedState.Write<double>(writer, Counters);
        foreach (T[] leaf in Memory)
        {
            SavedState.Write<T>(writer, leaf);
        }
    }

    /// <summary>Reads a state that <see cref="Save"/> wrote: the next step is to the bit the one that the saved optimizer would have taken.</summary>
    /// <remarks>The settings may differ, such as a rate that is lower from here on. Where the state is refused, this one stays as it is.</remarks>
    /// <param name="stream">Where from; it stays open, behind the state.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidDataException">
    /// It is no saved state, it ends too early, or it belongs to other transformations, other leaves or another type of parameters.
    /// </exception>
    public void Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using BinaryReader reader = SavedState.Reader(stream);
            Shape.Require(reader);
            long steps = reader.ReadInt64();
            var counters = new double[Counters.Length];
            SavedState.Read<double>(reader, counters);
            T[][] memory = [.. Memory.Select(leaf => new T[leaf.Length])];
            foreach (T[] leaf in memory)
            {
                SavedState.Read<T>(reader, leaf);
            }

            (Steps, Counters, Memory) = (steps, counters, memory);
        }
        catch (EndOfStreamException end)
        {
            throw new InvalidDataException("The saved state ends too early: it was not written to its end, or not read from its start.", end);
        }
    }
}
