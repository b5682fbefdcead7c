using System.Text;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A table as plain text: the first column to the left, the others to the right.</summary>
internal static class TextTable
{
    /// <summary>The lines, each as wide as its longest cells ask for.</summary>
    internal static string Of(string corner, string[] columns, string[][] rows)
    {
        string[][] lines = [[corner, .. columns], .. rows];
        int[] widths = [.. Enumerable.Range(0, columns.Length + 1).Select(column => lines.Max(line => line[column].Length))];
        var text = new StringBuilder();
        foreach (string[] line in lines)
        {
            string joined = string.Join("  ", line.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])));
            text.Append(joined.TrimEnd()).Append('\n');
        }

        return text.ToString(0, text.Length - 1);
    }
}
