namespace DeepMfg.AutoDiff.Learning;

/// <summary>The type of a stored tensor's numbers, little-endian. The names, in capitals, are those of the safetensors format.</summary>
public enum TensorType
{
    /// <summary><see cref="bool"/>, a byte of 0 or 1.</summary>
    Bool,

    /// <summary><see cref="byte"/>.</summary>
    U8,

    /// <summary><see cref="sbyte"/>.</summary>
    I8,

    /// <summary><see cref="ushort"/>.</summary>
    U16,

    /// <summary><see cref="short"/>.</summary>
    I16,

    /// <summary><see cref="Half"/>.</summary>
    F16,

    /// <summary>The upper 16 bits of a <see cref="float"/>.</summary>
    BF16,

    /// <summary><see cref="uint"/>.</summary>
    U32,

    /// <summary><see cref="int"/>.</summary>
    I32,

    /// <summary><see cref="float"/>.</summary>
    F32,

    /// <summary><see cref="ulong"/>.</summary>
    U64,

    /// <summary><see cref="long"/>.</summary>
    I64,

    /// <summary><see cref="double"/>.</summary>
    F64,
}
