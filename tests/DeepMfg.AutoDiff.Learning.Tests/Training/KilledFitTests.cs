using System.Diagnostics;
using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Tests.Models;

namespace DeepMfg.AutoDiff.Learning.Tests.Training;

/// <summary>
/// A process is killed (SIGKILL) at random moments while it fits and writes a checkpoint after each epoch: the checkpoint loads, always, and the fit goes
/// on from it to the bits of one that was never killed. All moments with DMAD_FULL=1, else a tenth.
/// </summary>
public sealed class KilledFitTests : IDisposable
{
    private const int Epochs = 4000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What the killed process runs.</summary>
    internal static void FitUntilKilled(string path) => Fit(path, Epochs, new Told());

    [Fact]
    public void After_a_kill_the_checkpoint_loads_and_the_fit_goes_on_to_the_same_bits()
    {
        int moments = Environment.GetEnvironmentVariable("DMAD_FULL") == "1" ? 20 : 2, done = 0;
        for (int moment = 0; moment < moments; moment++)
        {
            int told = FitAndKill(System.Random.Shared.Next(200));
            var resumed = Fit(_folder["fit"], 1, null);
            Assert.InRange(resumed.History.Count, Math.Max(told, done), Epochs);
            done = resumed.History.Count;
        }

        var whole = Fit(null, done + 1, null);
        Assert.Equal(Problems.Numbers(whole.Model), Problems.Numbers(Fit(_folder["fit"], done + 1, null).Model));
    }

    private static FitResult<Network, float> Fit(string? path, int epochs, IProgress<ProgressStep>? progress) =>
        Learning.Training.Fit(Problems.Start(), Problems.Circle(64), Problems.Loss, new FitOptions
        {
            Optimizer = Optimizers.Adam(0.01),
            Epochs = epochs,
            Checkpoints = path is null ? null : Checkpoints.At(path),
            Progress = progress,
        });

    /// <summary>Kills the process so many milliseconds after the third epoch that it tells; gives the last epoch whose checkpoint was surely written.</summary>
    private int FitAndKill(int delay)
    {
        string[] arguments = [typeof(KilledFitTests).Assembly.Location, Program.FitUntilKilled, _folder["fit"]];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        int last = 0;
        for (int line = 0; line < 3; line++)
        {
            last = int.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The process ended by itself."));
        }

        Thread.Sleep(delay);
        process.Kill();
        process.WaitForExit();
        while (process.StandardOutput.ReadLine() is string line && int.TryParse(line, out int epoch))
        {
            last = epoch;
        }

        // An epoch is told before its checkpoint is written.
        return last - 1;
    }

    private sealed class Told : IProgress<ProgressStep>
    {
        public void Report(ProgressStep value) => Console.WriteLine(value.Done);
    }
}
