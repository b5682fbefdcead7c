using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Samples;

namespace QualityControl;

/// <summary>Plates as Buscema, Terzi and Tastle (2010) measured them.</summary>
internal static class Plates
{
    /// <summary>What is measured of a fault: where it is, how large, how bright, and of which plate.</summary>
    public static readonly string[] Features =
    [
        "X_Minimum", "X_Maximum", "Y_Minimum", "Y_Maximum", "Pixels_Areas", "X_Perimeter", "Y_Perimeter", "Sum_of_Luminosity", "Minimum_of_Luminosity",
        "Maximum_of_Luminosity", "Length_of_Conveyer", "TypeOfSteel_A300", "TypeOfSteel_A400", "Steel_Plate_Thickness", "Edges_Index", "Empty_Index",
        "Square_Index", "Outside_X_Index", "Edges_X_Index", "Edges_Y_Index", "Outside_Global_Index", "LogOfAreas", "Log_X_Index", "Log_Y_Index",
        "Orientation_Index", "Luminosity_Index", "SigmoidOfAreas",
    ];

    /// <summary>The kinds of faults, in the order of their columns.</summary>
    public static readonly string[] Faults = ["Pastry", "Z_Scratch", "K_Scatch", "Stains", "Dirtiness", "Bumps", "Other_Faults"];

    /// <summary>What spans powers of ten, of which the logarithm says more.</summary>
    private static readonly string[] s_wide =
        ["Pixels_Areas", "X_Perimeter", "Y_Perimeter", "Sum_of_Luminosity", "Steel_Plate_Thickness", "Y_Minimum", "Y_Maximum", "Outside_X_Index"];

    /// <summary>Reads a file of which each row is one of the faults.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public static Table Read(string path)
    {
        string[] columns = [.. Features, .. Faults];
        InputTable input = InputTable.Read(path, columns, [], new CsvOptions { Separator = '\t', HasHeader = false, Names = columns });
        input.Numbers(Features);
        double[] marks = input.Numbers(Faults);
        for (int i = 0; i < input.Count; i++)
        {
            ReadOnlySpan<double> row = marks.AsSpan(i * Faults.Length, Faults.Length);
            if (row.Count(1.0) != 1 || row.Count(0.0) != Faults.Length - 1)
            {
                throw input.Mistake(i, $"{Faults[0]} … {Faults[^1]}", "one of the seven must be 1 and the others 0. Correct it, or leave the row out.");
            }
        }

        int[] faults = FaultsOf(input.Table);
        int rare = Enumerable.Range(0, Faults.Length).MinBy(fault => faults.Count(found => found == fault));
        int count = faults.Count(found => found == rare);
        return count >= 10
            ? input.Table
            : throw new InputException($"{input.Source} has {count} rows of {Faults[rare]}; to learn, at least 10 of each fault are needed.");
    }

    /// <summary>The fault of each row, by its place in <see cref="Faults"/>.</summary>
    public static int[] FaultsOf(Table table) =>
        [.. Enumerable.Range(0, table.Count).Select(i => Array.FindIndex(Faults, fault => table.Row(i)[fault] == 1))];

    /// <summary>The features as networks take them.</summary>
    public static Table Prepared(Table table) => s_wide.Aggregate(
        table.Select(Features), (prepared, column) => prepared.Derive(column, row => Math.Log(row[column] + 1e-3)));
}
