using DeepMfg.AutoDiff.Learning;

namespace PredictiveMaintenance;

/// <summary>What the machine's sensors say, a row a use, in the units of the table.</summary>
/// <param name="Rows">Air and process temperature (K), speed (rpm), torque (Nm), wear (min), one row behind the other.</param>
/// <param name="Quality">0, 1, 2 for low, medium and high quality of the product.</param>
/// <param name="Failed">1 where the machine failed, else 0.</param>
internal sealed record Readings(double[] Rows, int[] Quality, double[] Failed)
{
    public const int Width = 5;

    private static readonly string[] s_columns =
        ["Air temperature [K]", "Process temperature [K]", "Rotational speed [rpm]", "Torque [Nm]", "Tool wear [min]"];

    public int Count => Failed.Length;

    /// <summary>The readings of a table.</summary>
    /// <exception cref="InvalidDataException">A column is missing, a value is, or it is none of those that are known.</exception>
    public static Readings Of(Table table)
    {
        string[] missing = [.. s_columns.Append("Type").Append("Machine failure").Where(name => !table.Columns.Any(column => column.Name == name))];
        if (missing.Length > 0) throw new InvalidDataException($"The table has no column \"{string.Join("\", \"", missing)}\"; name its columns so.");
        double[] rows = new double[table.Count * Width], failed = new double[table.Count];
        int[] quality = new int[table.Count];
        for (int i = 0; i < table.Count; i++)
        {
            Row row = table.Row(i);
            for (int k = 0; k < Width; k++) rows[i * Width + k] = Number(row, s_columns[k], i);
            failed[i] = Number(row, "Machine failure", i);
            quality[i] = "LMH".IndexOf(row.Text("Type") ?? "?", StringComparison.Ordinal);
            if (quality[i] < 0) throw new InvalidDataException($"Row {i + 1}, column \"Type\": \"{row.Text("Type")}\" is none of L, M, H.");
        }
        return new(rows, quality, failed);
    }

    public Readings Take(ReadOnlySpan<int> indices)
    {
        double[] rows = new double[indices.Length * Width], failed = new double[indices.Length];
        int[] quality = new int[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            Rows.AsSpan(indices[i] * Width, Width).CopyTo(rows.AsSpan(i * Width));
            (failed[i], quality[i]) = (Failed[indices[i]], Quality[indices[i]]);
        }
        return new(rows, quality, failed);
    }

    private static double Number(Row row, string column, int index)
    {
        double value = row[column];
        return double.IsFinite(value) ? value
            : throw new InvalidDataException($"Row {index + 1}, column \"{column}\": a number is missing; fill it in or leave the row out.");
    }
}
