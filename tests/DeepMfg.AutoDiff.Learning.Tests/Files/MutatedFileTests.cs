using System.Globalization;
using Xunit.Abstractions;

namespace DeepMfg.AutoDiff.Learning.Tests;

/// <summary>Spoilt files are refused with file and place, or hold what they held. DMAD_FULL=1 spoils ten times as many; DMAD_SEED repeats a run.</summary>
public sealed class MutatedFileTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int s_count = Environment.GetEnvironmentVariable("DMAD_FULL") == "1" ? 300 : 30;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Mutated_safetensors_files_are_refused_or_right()
    {
        Safetensors.Save(_folder["good"], SampleFiles.Tensors(), SampleFiles.Metadata());
        Spoil(path => SampleFiles.AssertEqual(SampleFiles.Tensors(), Safetensors.Load(path).Tensors.ToDictionary()));
    }

    [Fact]
    public void Mutated_model_files_are_refused_or_right()
    {
        SampleFiles.Model().Save(_folder["good"]);
        Spoil(path =>
        {
            ModelFile file = ModelFile.Load(path, "wear 1");
            SampleFiles.AssertEqual(SampleFiles.Model().Tensors, file.Tensors);
            Assert.Equal(SampleFiles.Model().Metadata, file.Metadata);
            Assert.Equal("standardise, then one-hot", file.Get<SampleFiles.Note>().Text);
        });
    }

    private void Spoil(Action<string> load)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("DMAD_SEED"), CultureInfo.InvariantCulture, out int given)
            ? given
            : System.Random.Shared.Next(1_000_000_000);
        output.WriteLine($"DMAD_SEED={seed}");
        byte[] good = File.ReadAllBytes(_folder["good"]);
        int refused = 0;
        for (int i = 0; i < s_count; i++)
        {
            var random = new Philox(seed, i);
            byte[] bad = Mutation.Of(good, ref random);
            File.WriteAllBytes(_folder["bad"], bad);
            long before = GC.GetAllocatedBytesForCurrentThread();
            FileRefusedException? refusal = Refusal(() => load(_folder["bad"]), $"DMAD_SEED={seed}, file {i}");
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 500_000 + (100 * bad.Length), $"DMAD_SEED={seed}, file {i}: {allocated} bytes were allocated for {bad.Length}.");
            if (refusal is not null)
            {
                refused++;
                Assert.StartsWith($"{_folder["bad"]}, {refusal.Place}: ", refusal.Message, StringComparison.Ordinal);
                Assert.NotEmpty(refusal.Place);
            }
        }

        output.WriteLine($"{refused} of {s_count} refused");
        Assert.True(refused > s_count / 2, $"{refused} of {s_count} refused");
    }

    private static FileRefusedException? Refusal(Action load, string which)
    {
        Exception? exception = Record.Exception(load);
        Assert.True(exception is null or FileRefusedException, $"{which}: {exception}");
        return exception as FileRefusedException;
    }
}
