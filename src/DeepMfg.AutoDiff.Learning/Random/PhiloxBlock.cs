namespace DeepMfg.AutoDiff.Learning;

/// <summary>The four words that Philox4x32 counts in and encrypts.</summary>
internal readonly record struct PhiloxBlock(uint A, uint B, uint C, uint D)
{
    private const int Rounds = 10;
    private const uint MultiplierA = 0xD2511F53, MultiplierC = 0xCD9E8D57;

    // The fractions of the golden ratio and of √3, which a round adds to the key's words.
    private const uint WeylLow = 0x9E3779B9, WeylHigh = 0xBB67AE85;

    internal ulong First => A | ((ulong)B << 32);

    internal ulong Second => C | ((ulong)D << 32);

    internal static PhiloxBlock Of(ulong low, ulong high) => new((uint)low, (uint)(low >> 32), (uint)high, (uint)(high >> 32));

    internal PhiloxBlock Encrypted(ulong key)
    {
        PhiloxBlock block = this;
        uint low = (uint)key, high = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong a = (ulong)MultiplierA * block.A, c = (ulong)MultiplierC * block.C;
            block = new((uint)(c >> 32) ^ block.B ^ low, (uint)c, (uint)(a >> 32) ^ block.D ^ high, (uint)a);
            low += WeylLow;
            high += WeylHigh;
        }

        return block;
    }
}
