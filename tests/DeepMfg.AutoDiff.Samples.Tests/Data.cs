namespace DeepMfg.AutoDiff.Samples.Tests;

/// <summary>The real data, where they are: the environment variable DMAD_DATA names their folder.</summary>
internal static class Data
{
    internal static string? Folder { get; } = Environment.GetEnvironmentVariable("DMAD_DATA") is { Length: > 0 } folder ? folder : null;

    internal static string PathOf(params string[] parts) => Path.Combine([Folder!, .. parts]);
}

/// <summary>A test of real data; skipped where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute() => Skip = Data.Folder is null ? "DMAD_DATA names no folder with the real data." : null;
}

/// <summary>A test that trains on real data for minutes: where they are, and where <c>DMAD_FULL=1</c> asks for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongDataFactAttribute : FactAttribute
{
    public LongDataFactAttribute() => Skip =
        Data.Folder is null ? "DMAD_DATA names no folder with the real data."
        : Environment.GetEnvironmentVariable("DMAD_FULL") != "1" ? "It takes minutes; DMAD_FULL=1 runs it."
        : null;
}
