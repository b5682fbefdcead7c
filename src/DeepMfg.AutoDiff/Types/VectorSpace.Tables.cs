using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepMfg.AutoDiff;

// Arrays of models of several dimensions, and arrays of rows of models, at any depth.
public static partial class VectorSpace
{
    /// <summary>Zeros in the shape of an array of any rank, or of rows.</summary>
    /// <param name="table">The shapes, and the constants.</param>
    /// <typeparam name="TTable">The array's type.</typeparam>
    /// <typeparam name="TModel">The type of the models.</typeparam>
    /// <typeparam name="T">The type of their numbers.</typeparam>
    /// <returns>The new array.</returns>
    [return: NotNullIfNotNull(nameof(table))]
    public static TTable? ZeroTable<TTable, TModel, T>(TTable? table)
        where TTable : class
        where TModel : IDifferentiable<TModel, T> => (TTable?)(object?)Zeros<TModel, T>(table as Array);

    /// <summary>Whether two arrays have as many models in the same places that may be combined.</summary>
    /// <param name="left">Some models.</param>
    /// <param name="right">The other models.</param>
    /// <typeparam name="TModel">The type of the models.</typeparam>
    /// <typeparam name="T">The type of their numbers.</typeparam>
    /// <returns>Whether they have the same leaves.</returns>
    public static bool HaveSameShapes<TModel, T>(Array? left, Array? right)
        where TModel : IDifferentiable<TModel, T>
    {
        if (left is null || right is null) return (left?.Length ?? 0) == (right?.Length ?? 0);
        for (int dimension = 0; dimension < left.Rank; dimension++)
        {
            if (left.GetLength(dimension) != right.GetLength(dimension)) return false;
        }

        if (IsOf<TModel>(left)) return HasSameShape<TModel, T>(ItemsOf<TModel>(left), ItemsOf<TModel>(right));
        Span<Array?> rows = ItemsOf<Array?>(left), others = ItemsOf<Array?>(right);
        for (int i = 0; i < rows.Length; i++)
        {
            if (!HaveSameShapes<TModel, T>(rows[i], others[i])) return false;
        }

        return true;
    }

    /// <summary>Whether the elements of an array are these, and not rows of them.</summary>
    internal static bool IsOf<TItem>(Array? table) => table?.GetType().GetElementType() == typeof(TItem);

    /// <summary>The elements of an array of any rank in row-major order; rows as arrays, for reading.</summary>
    internal static Span<TItem> ItemsOf<TItem>(Array? table) => table is null ? []
        : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, TItem>(ref MemoryMarshal.GetArrayDataReference(table)), table.Length);

    private static Array? Zeros<TModel, T>(Array? table)
        where TModel : IDifferentiable<TModel, T>
    {
        if (table is null) return null;
        var zeros = (Array)table.Clone();
        if (IsOf<TModel>(table))
        {
            foreach (ref TModel model in ItemsOf<TModel>(zeros)) model = ZeroLike<TModel, T>(in model);
        }
        else
        {
            foreach (ref Array? row in ItemsOf<Array?>(zeros)) row = Zeros<TModel, T>(row);
        }

        return zeros;
    }
}
