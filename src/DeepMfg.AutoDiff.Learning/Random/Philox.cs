namespace DeepMfg.AutoDiff.Learning;

/// <summary>
/// Random numbers by counting: seed, stream and position give the number, the same bits on every machine, whatever was drawn before.
/// </summary>
/// <remarks>
/// Philox4x32-10 of Salmon, Moraes, Dror and Shaw, <i>Parallel random numbers: as easy as 1, 2, 3</i>, SC 2011. The seed is the key, stream
/// and position are the counter. Every drawing method moves the position on by one, so that a place in the sequence can be told and gone
/// back to. It is a structure that changes when drawn from: pass it by <c>ref</c>, and keep it in no <c>readonly</c> field.
/// </remarks>
/// <example>
/// <code>
/// var random = new Philox(seed: 1);
/// double u = random.NextDouble();          // 0 ≤ u &lt; 1
/// int[] order = random.Permutation(1000);
/// var other = new Philox(seed: 1, stream: 7);   // independent of the first
/// </code>
/// </example>
public record struct Philox
{
    private const double DoubleUnit = 1.0 / (1L << 53);
    private const float SingleUnit = 1f / (1 << 24);

    /// <summary>At the start of a sequence.</summary>
    /// <param name="seed">The key.</param>
    /// <param name="stream">Which of the seed's 2⁶⁴ independent sequences.</param>
    public Philox(long seed, long stream = 0) => (Seed, Stream) = (seed, stream);

    /// <summary>The key.</summary>
    public long Seed { get; }

    /// <summary>Which of the seed's sequences.</summary>
    public long Stream { get; }

    /// <summary>How many numbers came before the next one. Setting it goes there.</summary>
    public ulong Position { get; set; }

    /// <summary>The 64 random bits at a position, without any state.</summary>
    /// <param name="seed">The key.</param>
    /// <param name="stream">Which of the seed's sequences.</param>
    /// <param name="position">The place in it, from 0.</param>
    /// <returns>The bits.</returns>
    public static ulong Bits(long seed, long stream, ulong position)
    {
        // A block of the cipher is two numbers.
        PhiloxBlock block = PhiloxBlock.Of(position >> 1, (ulong)stream).Encrypted((ulong)seed);
        return (position & 1) == 0 ? block.First : block.Second;
    }

    /// <summary>The next 64 random bits.</summary>
    /// <returns>The bits.</returns>
    public ulong NextBits() => Bits(Seed, Stream, Position++);

    /// <summary>A number that is uniform on the multiples of 2⁻⁵³ in [0, 1).</summary>
    /// <returns>The number.</returns>
    public double NextDouble() => (NextBits() >> 11) * DoubleUnit;

    /// <summary>A number that is uniform on the multiples of 2⁻²⁴ in [0, 1).</summary>
    /// <returns>The number.</returns>
    public float NextSingle() => (NextBits() >> 40) * SingleUnit;

    /// <summary>A whole number that is uniform in [0, bound). Its bias is below bound / 2⁶⁴.</summary>
    /// <param name="bound">One more than the largest; positive.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(NextBits(), (ulong)bound, out _);
    }

    /// <summary>A number of the standard normal distribution, by inverting its distribution function.</summary>
    /// <returns>The number; its magnitude is at most 8.3.</returns>
    public double NextNormal() => NormalQuantile.Of(((NextBits() >> 11) + 0.5) * DoubleUnit);

    /// <summary>Puts values into a random order, all orders being as likely (Fisher and Yates).</summary>
    /// <typeparam name="T">Any type.</typeparam>
    /// <param name="values">The values; their order is changed.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = NextBelow(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>The numbers 0 to count − 1 in random order.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        Shuffle(order.AsSpan());
        return order;
    }
}
