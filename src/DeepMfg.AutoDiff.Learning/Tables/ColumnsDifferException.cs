namespace DeepMfg.AutoDiff.Learning;

/// <summary>A table that lacks columns that are needed, or whose columns are of another kind. The message names each.</summary>
public sealed class ColumnsDifferException : ArgumentException
{
    /// <summary>Without a reason.</summary>
    public ColumnsDifferException()
        : this("The table's columns are not those that are needed.")
    {
    }

    /// <summary>With a reason.</summary>
    /// <param name="message">The reason.</param>
    public ColumnsDifferException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and what caused it.</summary>
    /// <param name="message">The reason.</param>
    /// <param name="innerException">The cause.</param>
    public ColumnsDifferException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static void ThrowIfDifferent(Table table, IReadOnlyCollection<ColumnNeed> needs)
    {
        string[] lacking = [.. needs.Where(need => !table.Contains(need.Name)).Select(need => $"\"{need.Name}\"")];
        string[] others =
        [
            .. needs.Where(need => table.Contains(need.Name) && !need.IsMetBy(table[need.Name]))
                .Select(need => $"\"{need.Name}\" is a {table[need.Name].Kind} and should be a {need.Kind}"),
        ];
        if (lacking.Length + others.Length == 0)
        {
            return;
        }

        string lack =
            lacking.Length == 0 ? "" : $" Missing: {string.Join(", ", lacking)}; there are {string.Join(", ", table.Names.Select(name => $"\"{name}\""))}.";
        string other = others.Length == 0 ? "" : $" {string.Join("; ", others)}.";
        throw new ColumnsDifferException($"The table's columns are not those that are needed.{lack}{other}");
    }
}
