using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff;

/// <summary>What operations over spans ask of their arguments, before anything is written.</summary>
internal static class Checks
{
    /// <summary>So many elements, no more and no fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Length<T>(ReadOnlySpan<T> span, int length, string name)
    {
        if (span.Length != length)
        {
            ThrowLength(span.Length, length, name);
        }
    }

    /// <summary>So many elements, or none where it is left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LengthOrNone<T>(ReadOnlySpan<T> span, int length, string name)
    {
        if (!span.IsEmpty)
        {
            Length(span, length, name);
        }
    }

    /// <summary>Whole rows of a width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Rows<T>(ReadOnlySpan<T> span, int width, string name)
    {
        if (width == 0 && span.IsEmpty)
        {
            return 0;
        }

        if (width <= 0 || span.Length % width != 0)
        {
            ThrowRows(span.Length, width, name);
        }

        return span.Length / width;
    }

    /// <summary>Other memory than what is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Apart<T>(Span<T> written, ReadOnlySpan<T> read, string name)
    {
        if (written.Overlaps(read))
        {
            ThrowOverlap(name);
        }
    }

    /// <summary>Other memory than what is read, or exactly that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ApartOrSame<T>(Span<T> written, ReadOnlySpan<T> read, string name)
    {
        if (written.Overlaps(read, out int offset) && offset != 0)
        {
            ThrowOverlap(name);
        }
    }

    /// <summary>Classes that their rows have a logit for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Classes(ReadOnlySpan<int> classes, int width)
    {
        for (int row = 0; row < classes.Length; row++)
        {
            if ((uint)classes[row] >= (uint)width)
            {
                ThrowClass(row, width, classes[row], nameof(classes));
            }
        }
    }

    [DoesNotReturn]
    internal static void ThrowShape(string message, string name) => throw new ArgumentException(message, name);

    [DoesNotReturn]
    private static void ThrowLength(int actual, int expected, string name) =>
        throw new ArgumentException($"{name} has {actual} elements where {expected} belong.", name);

    [DoesNotReturn]
    private static void ThrowRows(int length, int width, string name) =>
        throw new ArgumentException($"{name} has {length} elements, which are no whole rows of {width}.", name);

    [DoesNotReturn]
    private static void ThrowOverlap(string name) =>
        throw new ArgumentException($"{name} overlaps memory that is read while it is written: give it memory of its own.", name);

    [DoesNotReturn]
    private static void ThrowClass(int row, int width, int target, string name) => throw new ArgumentException(
        $"Row {row} has class {target}; with {width} logits a row, classes are 0 to {width - 1}.", name);
}
