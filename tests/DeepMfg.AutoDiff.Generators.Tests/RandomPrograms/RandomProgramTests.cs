using System.Collections.Concurrent;
using System.Globalization;
using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms;
using DeepMfg.AutoDiff.Generators.Transforms.Reverse;
using Xunit.Abstractions;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

/// <summary>DMAD_FULL=1 draws ten times as many programs; DMAD_SEED repeats a run by the seed that it printed.</summary>
public class RandomProgramTests(ITestOutputHelper output)
{
    private static readonly int Count = Environment.GetEnvironmentVariable("DMAD_FULL") == "1" ? 20_000 : 2_000;

    [Fact]
    public void Forward_mode_reverse_mode_and_differences_agree() => Check(static seed => Case.Draw(seed));

    [Fact]
    public void They_agree_on_storage_that_is_written_and_read() => Check(static seed => Case.Draw(seed, hasMemory: true));

    [Fact]
    public void They_agree_on_sums_over_scratch() => Check(static seed => new Case(seed, SumGenerator.Program(new Random(seed))));

    private void Check(Func<int, Case> draw)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("DMAD_SEED"), CultureInfo.InvariantCulture, out int given)
            ? given : Random.Shared.Next();
        output.WriteLine($"DMAD_SEED={seed}");
        int passed = 0, redrawn = 0;
        ConcurrentBag<Case> failures = [];
        Parallel.For(0, int.MaxValue, (i, loop) =>
        {
            Case @case = draw(unchecked(seed * 16_777_619 + i));
            Verdict verdict = Judge.Of(@case).Verdict;
            if (verdict == Verdict.Failed) failures.Add(@case);
            int done = verdict == Verdict.Redrawn ? Volatile.Read(ref passed) : Interlocked.Increment(ref passed);
            if (verdict == Verdict.Redrawn) Interlocked.Increment(ref redrawn);
            if (done >= Count || failures.Count >= 5) loop.Stop();
        });

        output.WriteLine($"{passed} programs, {redrawn} redrawn");
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.OrderBy(Size).Take(2).Select(Report).Prepend($"DMAD_SEED={seed}")));
        Assert.True(redrawn <= 0.2 * (passed + redrawn), $"DMAD_SEED={seed}: {redrawn} of {passed + redrawn} programs had to be redrawn.");
    }

    [Fact]
    public void Second_derivatives_are_mostly_known_by_differences()
    {
        int known = Enumerable.Range(1, 100).Count(static seed =>
        {
            Case @case = Case.Draw(seed);
            if (Judge.Of(@case).Verdict != Verdict.Passed) return false;
            Assert.Null(SecondOrder.Mistake(@case, Forms.Simplified, out bool isKnown));
            return isKnown;
        });

        Assert.InRange(known, 60, 100);
    }

    [Fact]
    public void Sums_over_scratch_are_mostly_one_pass()
    {
        int loops = 0, fused = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            Function function = Simplify.Of(SumGenerator.Program(new Random(seed)).Main);
            Function vjp = Simplify.Of(Vjp.Of(function, new Activation([true, true, false], [true]), new Companions(["cotangent"], [true, true, true])));
            if (!vjp.Body.Statements.Any(static statement => statement is Loop { Counter.Step: -1 })) continue;
            loops++;
            if (OnePass.Of(vjp).Statements.Exists(static statement => statement is Loop { Origin.Text: OnePass.Heading })) fused++;
        }
        output.WriteLine($"{fused} of {loops}");
        Assert.True(fused > loops / 4 && fused < loops, $"{fused} of {loops}");
    }

    private static string Report(Case failure)
    {
        Case small = Shrinker.Shrink(failure, static candidate => Judge.Of(candidate).Verdict == Verdict.Failed);
        return $"{small}\n{Judge.Of(small).Message}";
    }

    private static int Size(Case failure) => Printer.Print(failure.Program).Length;
}
