using System.Diagnostics;
using Xunit.Abstractions;

namespace DeepMfg.AutoDiff.Learning.Tests;

/// <summary>
/// A process is killed (SIGKILL) at random moments while it saves over and over: the old or the new file loads, always. All moments with DMAD_FULL=1,
/// else a tenth.
/// </summary>
public sealed class KilledSaveTests(ITestOutputHelper output) : IDisposable
{
    private const int Size = 1_000_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What the killed process runs: saves models of 4 MB, the number in each one higher than in the last.</summary>
    internal static void SaveUntilKilled(string path)
    {
        var weights = new float[Size];
        for (int number = 0; ; number++)
        {
            Array.Fill(weights, number);
            var file = new ModelFile("killed");
            file.Tensors["weights"] = StoredTensor.Of<float>(weights);
            file.Save(path);
            Console.WriteLine(number);
        }
    }

    [Fact]
    public void After_a_kill_the_old_or_the_new_file_loads()
    {
        int moments = Environment.GetEnvironmentVariable("DMAD_FULL") == "1" ? 20 : 2;
        int abandoned = 0;
        for (int moment = 0; moment < moments; moment++)
        {
            int last = SaveAndKill(System.Random.Shared.Next(120));
            ReadOnlySpan<float> weights = ModelFile.Load(_folder["m"], "killed").Tensors["weights"].AsSpan<float>();
            Assert.Equal(Size, weights.Length);
            Assert.InRange(weights[0], last, last + 1);
            Assert.Equal(-1, weights.IndexOfAnyExcept(weights[0]));
            abandoned = _folder.Names.Length - 1;
        }

        output.WriteLine($"{moments} kills, {abandoned} of them within the writing");
    }

    /// <summary>Kills the process so many milliseconds after its third save, and tells the last number that it told.</summary>
    private int SaveAndKill(int delay)
    {
        string[] arguments = [typeof(KilledSaveTests).Assembly.Location, Program.SaveUntilKilled, _folder["m"]];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        int last = -1;
        while (last < 2)
        {
            last = int.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The process ended by itself."));
        }

        Thread.Sleep(delay);
        process.Kill();
        process.WaitForExit();
        while (process.StandardOutput.ReadLine() is string line && int.TryParse(line, out int number))
        {
            last = number;
        }

        return last;
    }
}
