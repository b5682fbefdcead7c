using System.Globalization;
using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Makes rows of features.</summary>
internal static class Assembly
{
    internal static RowsParts<T> Rows<T>(Features features, Windowed windowed, PipelineTarget? target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[][] columns = features.Finished();
        double[]? targets = target?.Numbers(features.Table[target.Name]);
        List<ArraySegment<int>> windows = windowed.Cut(features, withTargets: target is not null);
        int width = windowed.Length * columns.Length, targetWidth = target is null ? 0 : Math.Max(1, windowed.Horizon);
        var parts = new RowsParts<T>(windows.Count, width, targetWidth, Names(features, windowed.Length)) { Classes = target?.Levels ?? [] };
        for (int i = 0; i < windows.Count; i++)
        {
            ReadOnlySpan<int> rows = windows[i];
            Fill(columns, rows[..windowed.Length], parts.Values.AsSpan(i * width, width), features);
            parts.Source[i] = rows[windowed.Length - 1];
            if (targets is not null)
            {
                ReadOnlySpan<int> answers = windowed.Horizon == 0 ? rows[^1..] : rows[windowed.Length..];
                for (int j = 0; j < targetWidth; j++)
                {
                    parts.Targets[(i * targetWidth) + j] = T.CreateTruncating(targets[answers[j]]);
                }
            }
        }

        return parts;
    }

    private static string[] Names(Features features, int length) => length == 1
        ? [.. features.Columns.Select(column => column.Name)]
        : [.. Enumerable.Range(1 - length, length).SelectMany(ago => features.Columns.Select(column => ago == 0 ? column.Name : $"{column.Name}[{ago}]"))];

    private static void Fill<T>(double[][] columns, ReadOnlySpan<int> rows, Span<T> values, Features features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int at = 0;
        foreach (int row in rows)
        {
            for (int column = 0; column < columns.Length; column++)
            {
                T value = T.CreateTruncating(columns[column][row]);
                values[at++] = T.IsFinite(value)
                    ? value
                    : throw new ArgumentException(string.Create(
                        CultureInfo.InvariantCulture,
                            $"Column \"{features.Columns[column].Name}\", row {row}: {columns[column][row]} is too large for a {typeof(T).Name}."));
            }
        }
    }
}
