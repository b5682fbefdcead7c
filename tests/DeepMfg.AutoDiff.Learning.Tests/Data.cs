namespace DeepMfg.AutoDiff.Learning.Tests;

/// <summary>The real tables, where they are: the environment variable DMAD_DATA names their folder.</summary>
internal static class Data
{
    internal static string? Folder { get; } = Environment.GetEnvironmentVariable("DMAD_DATA");

    internal static string[] CmapssNames { get; } =
    [
        "unit", "cycle", "setting 1", "setting 2", "setting 3", "T2", "T24", "T30", "T50", "P2", "P15", "P30", "Nf", "Nc", "epr", "Ps30", "phi", "NRf",
        "NRc", "BPR", "farB", "htBleed", "Nf_dmd", "PCNfR_dmd", "W31", "W32",
    ];

    internal static Table Ai4I() => Table.ReadCsv(PathOf("ai4i2020", "ai4i2020.csv"));

    internal static Table Concrete() => Table.ReadCsv(PathOf("concrete", "Concrete_Data.csv"));

    internal static Table SteelPlates() => Table.ReadCsv(
        PathOf("steel-plates", "Faults.NNA"),
        new CsvOptions { Separator = '\t', HasHeader = false, Names = File.ReadAllLines(PathOf("steel-plates", "Faults27x7_var")) });

    internal static Table SteelEnergy() => Table.ReadCsv(
        PathOf("steel-energy", "Steel_industry_data.csv"), new CsvOptions { TimeFormats = new() { ["date"] = "dd/MM/yyyy HH:mm" } });

    internal static Table Cmapss() => Table.ReadCsv(
        PathOf("cmapss", "train_FD001.txt"), new CsvOptions { Separator = ' ', HasHeader = false, Names = CmapssNames });

    internal static string PathOf(params string[] parts) => Path.Combine([Folder!, .. parts]);
}

/// <summary>A test of the real tables; skipped where they are not.</summary>
public sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute() => Skip = Data.Folder is null ? "DMAD_DATA names no folder with the real tables." : null;
}

/// <summary>A test of the real tables with cases; skipped where they are not.</summary>
public sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute() => Skip = Data.Folder is null ? "DMAD_DATA names no folder with the real tables." : null;
}
