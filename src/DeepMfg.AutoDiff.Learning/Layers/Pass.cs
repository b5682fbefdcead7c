namespace DeepMfg.AutoDiff.Learning;

/// <summary>One pass of rows through a network: how many they are, and what layers that behave at random draw from.</summary>
/// <param name="Rows">How many rows go through.</param>
/// <param name="IsTraining">Whether the network learns from them; otherwise nothing is random.</param>
/// <param name="Seed">The seed of the fit.</param>
/// <param name="Number">Which pass of the fit it is; with the seed it gives all that is random in the pass.</param>
public readonly record struct Pass(int Rows, bool IsTraining, long Seed, long Number)
{
    /// <summary>A pass of rows whose outputs are wanted.</summary>
    /// <param name="rows">How many they are.</param>
    /// <returns>The pass.</returns>
    public static Pass Of(int rows) => new(rows, IsTraining: false, Seed: 0, Number: 0);

    /// <summary>What a layer draws from: a stream of its own among the layers of this pass.</summary>
    /// <param name="layer">The layer's place.</param>
    /// <param name="position">The number's place in the stream.</param>
    /// <returns>A number that is at least 0 and below 1, the same on every machine.</returns>
    public float Draw(long layer, int position) =>
        (Philox.Bits(Seed, unchecked((Number * 0x1F3) + layer), (ulong)position) >> 40) * (1f / (1 << 24));
}
