using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>What <see cref="Rows{T}"/> are made of.</summary>
internal sealed class RowsParts<T>(T[] values, T[] targets, int[] source)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal RowsParts(int count, int width, int targetWidth, IReadOnlyList<string> names)
        : this(new T[checked(count * width)], new T[checked(count * targetWidth)], new int[count]) => (Width, TargetWidth, Names) = (width, targetWidth, names);

    internal T[] Values { get; } = values;

    internal T[] Targets { get; } = targets;

    internal int[] Source { get; } = source;

    internal T[] Weights { get; init; } = [];

    internal int Width { get; init; }

    internal int TargetWidth { get; init; }

    internal IReadOnlyList<string> Names { get; init; } = [];

    internal IReadOnlyList<string> Classes { get; init; } = [];

    internal int Count => Source.Length;

    [SuppressMessage("Performance", "CA1814:Prefer jagged arrays over multidimensional", Justification = "A table of features has rows of one width.")]
    internal static RowsParts<T> Of(T[,] x, ReadOnlySpan<T> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        var values = new T[x.Length];
        int at = 0;
        foreach (T value in x)
        {
            values[at++] = value;
        }

        return Of(values, x.GetLength(0), y);
    }

    internal static RowsParts<T> Of(ReadOnlySpan<T> x, int width, ReadOnlySpan<T> y)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        return x.Length % width == 0
            ? Of(x.ToArray(), x.Length / width, y)
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{x.Length} features are no whole number of rows of {width}."), nameof(x));
    }

    internal void ThrowIfBad()
    {
        ThrowIfNotFinite(Values, Width, "features");
        ThrowIfNotFinite(Targets, TargetWidth, "targets");
        ThrowIfNotFinite(Weights, 1, "weights");
    }

    private static RowsParts<T> Of(T[] values, int count, ReadOnlySpan<T> y)
    {
        if (y.Length % Math.Max(1, count) != 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{y.Length} targets do not fit {count} rows."), nameof(y));
        }

        return new(values, y.ToArray(), [.. Enumerable.Range(0, count)])
        {
            Width = count == 0 ? 0 : values.Length / count,
            TargetWidth = count == 0 ? 0 : y.Length / count,
        };
    }

    private static void ThrowIfNotFinite(T[] numbers, int width, string what)
    {
        int bad = Array.FindIndex(numbers, number => !T.IsFinite(number));
        if (bad >= 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The {what} of row {bad / width} hold {numbers[bad]}: they must be finite."));
        }
    }
}
