extern alias compiler;

using System.Diagnostics;
using Basic.Reference.Assemblies;
using compiler::DeepMfg.AutoDiff.Generators;

namespace DeepMfg.AutoDiff.Benchmarks.Generator;

/// <summary>The compiler of the newest SDK beside the runtime: precompiled, as users run it, which NuGet's is not.</summary>
internal sealed class SdkCompiler : IDisposable
{
    private readonly string dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
    private readonly DirectoryInfo work = Directory.CreateTempSubdirectory("generator-benchmark");

    private string Folder => Directory.GetDirectories(Path.Combine(dotnet, "sdk"))
        .Select(static sdk => Path.Combine(sdk, "Roslyn", "bincore"))
        .Where(Directory.Exists)
        .OrderBy(static path => path, StringComparer.Ordinal)
        .Last();

    /// <summary>Compiles in a process of its own.</summary>
    internal (double Wall, double Cpu) Build(string[] sources, bool withGenerator)
    {
        List<string> arguments = ["/noconfig", "/nologo", "/nostdlib", "/target:library", "/langversion:14", $"/out:{In("Built.dll")}"];
        foreach (var reference in Net100.ReferenceInfos.All)
        {
            File.WriteAllBytes(In(reference.FileName), reference.ImageBytes);
            arguments.Add($"/reference:{In(reference.FileName)}");
        }

        arguments.Add($"/reference:{typeof(DifferentiableAttribute).Assembly.Location}");
        if (withGenerator) arguments.Add($"/analyzer:{typeof(DifferentiableGenerator).Assembly.Location}");
        for (int i = 0; i < sources.Length; i++)
        {
            File.WriteAllText(In($"File{i}.cs"), sources[i]);
            arguments.Add(In($"File{i}.cs"));
        }

        File.WriteAllLines(In("build.rsp"), arguments);
        double before = ProcessorTime.OfChildren();
        long start = Stopwatch.GetTimestamp();
        Run([Path.Combine(Folder, "csc.dll"), $"@{In("build.rsp")}"]);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, ProcessorTime.OfChildren() - before);
    }

    /// <summary>What this program prints for a verb when it has this compiler in the place of NuGet's.</summary>
    internal string[] Host(string verb, params (string Name, string Value)[] environment)
    {
        string host = Directory.CreateDirectory(In("hosted")).FullName;
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory)) File.Copy(file, Path.Combine(host, Path.GetFileName(file)), overwrite: true);
        foreach (string name in (string[])["Microsoft.CodeAnalysis.dll", "Microsoft.CodeAnalysis.CSharp.dll"])
        {
            File.Copy(Path.Combine(Folder, name), Path.Combine(host, name), overwrite: true);
        }

        string program = Path.Combine(host, Path.GetFileName(typeof(SdkCompiler).Assembly.Location));
        return Run([program, verb], environment).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose() => work.Delete(recursive: true);

    private string In(string name) => Path.Combine(work.FullName, name);

    private string Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(Path.Combine(dotnet, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), arguments) { RedirectStandardOutput = true };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}");
    }
}
