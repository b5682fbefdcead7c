using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using Xunit.Abstractions;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Random C# as text, through the generator and the C# compiler, run and compared. DMAD_FULL=1 for all, DMAD_SEED to repeat.</summary>
public class RandomSourceTests(ITestOutputHelper output)
{
    private const int BatchSize = 50;

    private static bool IsFull => Environment.GetEnvironmentVariable("DMAD_FULL") == "1";

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("DMAD_SEED"), out int seed) ? seed : Random.Shared.Next(1_000_000_000);

    [Fact]
    public void Random_programs_agree_with_their_derivatives() => Agree(2000, Flavor.Numbers);

    [Fact]
    public void Random_programs_with_arrays_agree_with_their_derivatives() => Agree(500, Flavor.Arrays);

    [Fact]
    public void Random_programs_with_structs_agree_with_their_derivatives() => Agree(300, Flavor.Structs);

    [Fact]
    public void Random_programs_in_containers_agree_with_their_derivatives() => Agree(1000, Flavor.Containers);

    private void Agree(int all, Flavor flavor)
    {
        int count = IsFull ? all : all / 10, seed = Seed;
        output.WriteLine($"DMAD_SEED={seed}");
        var tally = new Tally();
        List<Failure> failures = [];
        foreach (int[] batch in Enumerable.Range(seed, count).Chunk(BatchSize))
        {
            failures.AddRange(Batch.Failures([.. batch.Select(one => RandomProgram.Of(one, 3 + (one % 17), flavor))], tally));
        }

        output.WriteLine($"{count} programs, {tally.Points} points, {tally.Redrawn} redrawn, {tally.Refused.Count} refused");
        Assert.True(failures.Count == 0, $"{failures.Count} of {count} fail; the shortest, made smaller:\n{Shortest(failures)}");
        Assert.True(tally.Redrawn <= 0.2 * tally.Points, $"{tally.Redrawn} of {tally.Points} points redrawn");
        Assert.True(tally.Refused.Count <= (flavor == Flavor.Numbers ? 0 : 0.2 * count), $"{tally.Refused.Count} of {count} programs refused");
        Assert.Empty(Batch.Unexplained(tally.Refused).Select(program => $"{program.Seed} is refused, and nothing says why:\n{program.Method.Text}\n{program.Helpers.Text}"));
    }

    [Fact]
    public void The_same_programs_give_the_same_text()
    {
        RandomProgram[] programs = [.. Enumerable.Range(Seed, 10).Select(one => RandomProgram.Of(one, 8))];
        UserFile[] files = [.. Probe.Files, .. programs.SelectMany(program => program.Files)];
        string text = UserProject.Generate(files).Text;
        Assert.Equal(text, UserProject.Generate(files).Text);
        Assert.NotEmpty(text);
    }

    /// <summary>Which programs fail, by kind, and the shortest of some kinds made smaller.</summary>
    private static string Shortest(List<Failure> failures)
    {
        IGrouping<string, Failure>[] kinds = [.. failures.GroupBy(failure => failure.Kind).OrderBy(kind => kind.Key.StartsWith("CS", StringComparison.Ordinal))];
        IEnumerable<string> list = kinds.Select(kind => $"{kind.Key}: {string.Join(", ", kind.Select(failure => failure.Program.Seed))}");
        IEnumerable<string> shortest = kinds.Take(3).Select(kind => Batch.Shrunk(kind.MinBy(failure => failure.Program.Method.Text.Length)!).ToString());
        return string.Join("\n==========\n", list.Concat(shortest));
    }
}
