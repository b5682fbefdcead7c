namespace DeepMfg.AutoDiff.Learning;

/// <summary>Names, sizes and .NET types of <see cref="TensorType"/>.</summary>
internal static class TensorTypes
{
    private static readonly (TensorType Type, int Size, Type Net)[] s_all =
    [
        (TensorType.Bool, 1, typeof(bool)),
        (TensorType.U8, 1, typeof(byte)),
        (TensorType.I8, 1, typeof(sbyte)),
        (TensorType.U16, 2, typeof(ushort)),
        (TensorType.I16, 2, typeof(short)),
        (TensorType.F16, 2, typeof(Half)),
        (TensorType.BF16, 2, typeof(void)), // no type of .NET
        (TensorType.U32, 4, typeof(uint)),
        (TensorType.I32, 4, typeof(int)),
        (TensorType.F32, 4, typeof(float)),
        (TensorType.U64, 8, typeof(ulong)),
        (TensorType.I64, 8, typeof(long)),
        (TensorType.F64, 8, typeof(double)),
    ];

    internal static int Size(TensorType type) => s_all[(int)type].Size;

    /// <summary>The name in a file.</summary>
    internal static string Name(TensorType type) => type == TensorType.Bool ? "BOOL" : type.ToString();

    internal static TensorType? Named(string name)
    {
        foreach ((TensorType type, _, _) in s_all)
        {
            if (Name(type) == name)
            {
                return type;
            }
        }

        return null;
    }

    internal static TensorType Of<T>()
    {
        foreach ((TensorType type, _, Type net) in s_all)
        {
            if (net == typeof(T))
            {
                return type;
            }
        }

        throw new NotSupportedException($"{typeof(T)} is no type of tensors; these are bool, Half, float, double and the integers of 8 to 64 bits.");
    }
}
