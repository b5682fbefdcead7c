using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepMfg.AutoDiff;

/// <summary><c>c += A b</c> where b has one column and fills no vector: four rows at a time, each the chain of <see cref="MatrixProduct{T}"/>.</summary>
internal static class ColumnProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsAtOnce = 4;

    internal static void Add(Matrix<T> a, Matrix<T> b, Span<T> c, int inner)
    {
        int row = 0;
        for (; row <= c.Length - RowsAtOnce; row += RowsAtOnce)
        {
            Four(a, b, c.Slice(row, RowsAtOnce), row, inner);
        }

        for (; row < c.Length; row++)
        {
            T sum = c[row];
            for (int k = 0; k < inner; k++)
            {
                sum = T.FusedMultiplyAdd(a.Values[row * a.RowStride + k * a.ColumnStride], b.Values[k * b.RowStride], sum);
            }

            c[row] = sum;
        }
    }

    private static void Four(Matrix<T> a, Matrix<T> b, Span<T> c, int row, int inner)
    {
        ref T first = ref Unsafe.Add(ref MemoryMarshal.GetReference(a.Values), row * a.RowStride);
        ref T second = ref Unsafe.Add(ref first, a.RowStride);
        ref T third = ref Unsafe.Add(ref second, a.RowStride);
        ref T fourth = ref Unsafe.Add(ref third, a.RowStride);
        (T s0, T s1, T s2, T s3) = (c[0], c[1], c[2], c[3]);
        for (int k = 0, step = 0; k < inner; k++, step += a.ColumnStride)
        {
            T factor = b.Values[k * b.RowStride];
            s0 = T.FusedMultiplyAdd(Unsafe.Add(ref first, step), factor, s0);
            s1 = T.FusedMultiplyAdd(Unsafe.Add(ref second, step), factor, s1);
            s2 = T.FusedMultiplyAdd(Unsafe.Add(ref third, step), factor, s2);
            s3 = T.FusedMultiplyAdd(Unsafe.Add(ref fourth, step), factor, s3);
        }

        (c[0], c[1], c[2], c[3]) = (s0, s1, s2, s3);
    }
}
