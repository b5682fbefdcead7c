using System.Globalization;
using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff.Package.Tests;

/// <summary>The package, packed once into a feed of its own under a version that no cache knows, and folders that use it.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("deepmfg-package-");

    public PackedPackage()
    {
        Version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}");
        string project = Path.Combine(Repository(), "src", "DeepMfg.AutoDiff");

        // Apart from the repository's own obj and bin, which other tests' builds use at the same time.
        string artifacts = Path.Combine(_root.FullName, "artifacts");
        DotNet.Run(project, "pack", "--artifacts-path", artifacts, "--output", Feed, $"-p:Version={Version}", "-nologo");
        File.WriteAllText(Path.Combine(_root.FullName, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="packed" value="{Feed}" /></packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(_root.FullName, "Directory.Build.props"), """
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
            </Project>
            """);
    }

    public string Version { get; }

    /// <summary>The package's file.</summary>
    public string PackageFile => Path.Combine(Feed, $"DeepMfg.AutoDiff.{Version}.nupkg");

    /// <summary>The symbols' file.</summary>
    public string Symbols => Path.ChangeExtension(PackageFile, ".snupkg");

    private string Feed => Path.Combine(_root.FullName, "feed");

    /// <summary>An empty folder that sees the feed, with these files.</summary>
    public string Folder(string name, params (string Path, string Text)[] files)
    {
        string folder = Path.Combine(_root.FullName, name);
        foreach ((string path, string text) in files)
        {
            string file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        return folder;
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static string Repository([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(path, "..", "..", ".."));
}
