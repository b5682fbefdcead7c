using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary><c>C += A B</c> as the chain rule multiplies: a factor of zero gives zero, whatever the other is.</summary>
internal static class ChainProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal static void Add(Matrix<T> a, Matrix<T> b, Span<T> c, ProductShape shape)
    {
        // Where all factors are finite, a product with zero is zero anyway.
        if (AreFinite(a.Values) && AreFinite(b.Values))
        {
            MatrixProduct<T>.Add(a, b, c, shape);
        }
        else
        {
            AddGuarded(a, b, c, shape);
        }
    }

    private static void AddGuarded(Matrix<T> a, Matrix<T> b, Span<T> c, ProductShape shape)
    {
        for (int i = 0; i < shape.Rows; i++)
        {
            for (int j = 0; j < shape.Columns; j++)
            {
                T sum = c[i * shape.Columns + j];
                for (int k = 0; k < shape.Inner; k++)
                {
                    T left = a.Values[i * a.RowStride + k * a.ColumnStride], right = b.Values[k * b.RowStride + j * b.ColumnStride];
                    sum = left == T.Zero || right == T.Zero ? sum : T.FusedMultiplyAdd(left, right, sum);
                }

                c[i * shape.Columns + j] = sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreFinite(ReadOnlySpan<T> x)
    {
        Vector512<T> bad = default;
        for (int i = 0; i < x.Length; i += Vector512<T>.Count)
        {
            Vector512<T> values = Wide.Load(x, i);
            bad |= values - values;
        }

        return Vector512.EqualsAll(bad, Vector512<T>.Zero);
    }
}
