namespace DeepMfg.AutoDiff.Samples.Tests;

/// <summary>A folder of its own, gone after the test.</summary>
public abstract class Scratch : IDisposable
{
    /// <summary>The folder.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("samples-").FullName;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes a file into it.</summary>
    protected string Written(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Each plot is there as PNG and as SVG.</summary>
    protected void AssertPlots(params string[] names)
    {
        foreach (string name in names)
        {
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(Folder, name + ".png"))[..4]);
            Assert.Contains("<svg", File.ReadAllText(Path.Combine(Folder, name + ".svg")), StringComparison.Ordinal);
        }

        Assert.Equal(2 * names.Length, Directory.GetFiles(Folder).Count(file => Path.GetExtension(file) is ".png" or ".svg"));
    }
}
