using System.Runtime.InteropServices;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Numbers of one type with a shape, as a file holds them.</summary>
public sealed class StoredTensor
{
    private readonly byte[] _bytes;
    private readonly long[] _shape;

    internal StoredTensor(TensorType type, long[] shape, byte[] bytes) => (Type, _shape, _bytes) = (type, shape, bytes);

    /// <summary>The type of the numbers.</summary>
    public TensorType Type { get; }

    /// <summary>The lengths, the slowest first; empty: a single number.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The numbers' bytes, little-endian, the last index fastest.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Copies numbers.</summary>
    /// <typeparam name="T"><see cref="bool"/>, <see cref="Half"/>, <see cref="float"/>, <see cref="double"/> or an integer.</typeparam>
    /// <param name="values">The numbers, the last index fastest.</param>
    /// <param name="shape">The lengths; none: one length, that of the span.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">The shape is of another number of values.</exception>
    /// <exception cref="NotSupportedException">Files have no such type.</exception>
    public static StoredTensor Of<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        long[] lengths = shape.IsEmpty ? [values.Length] : shape.ToArray();
        if (Product(lengths) != values.Length)
        {
            throw new ArgumentException($"A shape of [{string.Join(", ", lengths)}] does not hold {values.Length} values.", nameof(shape));
        }

        return new StoredTensor(TensorTypes.Of<T>(), lengths, MemoryMarshal.AsBytes(values).ToArray());
    }

    /// <summary>Copies a single number, of shape [].</summary>
    /// <typeparam name="T"><see cref="bool"/>, <see cref="Half"/>, <see cref="float"/>, <see cref="double"/> or an integer.</typeparam>
    /// <param name="value">The number.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="NotSupportedException">Files have no such type.</exception>
    public static StoredTensor Scalar<T>(T value)
        where T : unmanaged => new(TensorTypes.Of<T>(), [], MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray());

    /// <summary>The numbers, where they are of this type.</summary>
    /// <typeparam name="T">The type that <see cref="Type"/> names.</typeparam>
    /// <returns>The numbers, the last index fastest.</returns>
    /// <exception cref="InvalidOperationException">They are of another type.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged => Type == TensorTypes.Of<T>()
            ? MemoryMarshal.Cast<byte, T>(_bytes)
            : throw new InvalidOperationException($"The tensor is of {TensorTypes.Name(Type)} and not of {typeof(T).Name}.");

    /// <summary>The numbers of F16, BF16 or F32 as <see cref="float"/>, without loss.</summary>
    /// <returns>The numbers.</returns>
    /// <exception cref="InvalidOperationException">They are of another type.</exception>
    public float[] ToSingles() => Type switch
    {
        TensorType.F32 => AsSpan<float>().ToArray(),
        TensorType.F16 => Array.ConvertAll(AsSpan<Half>().ToArray(), half => (float)half),
        TensorType.BF16 => Array.ConvertAll(MemoryMarshal.Cast<byte, ushort>(_bytes).ToArray(), upper => BitConverter.UInt32BitsToSingle((uint)upper << 16)),
        _ => throw new InvalidOperationException($"The tensor is of {TensorTypes.Name(Type)}, whose numbers float does not hold without loss."),
    };

    /// <summary>The numbers of F16, BF16, F32 or F64 as <see cref="double"/>, without loss.</summary>
    /// <returns>The numbers.</returns>
    /// <exception cref="InvalidOperationException">They are of another type.</exception>
    public double[] ToDoubles() => Type == TensorType.F64 ? AsSpan<double>().ToArray() : Array.ConvertAll(ToSingles(), single => (double)single);

    /// <summary>The number of values of a shape; −1 where a length is negative or <see cref="long"/> does not hold it.</summary>
    internal static long Product(ReadOnlySpan<long> shape)
    {
        if (shape.Contains(0))
        {
            return 0;
        }

        long product = 1;
        foreach (long length in shape)
        {
            if (length < 0 || product > long.MaxValue / length)
            {
                return -1;
            }

            product *= length;
        }

        return product;
    }
}
