using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using DeepMfg.AutoDiff.Generators.Tests.RandomSource;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace DeepMfg.AutoDiff.Generators.Tests.Mutation;

/// <summary>
/// Files with a token left out, doubled or swapped with the next: whatever they are, the generator and the analyzer get through, and
/// where the file still compiles, so does what is generated, or an error of ours says why nothing is. DMAD_FULL=1 for all, DMAD_SEED to repeat.
/// </summary>
public class MutationTests(ITestOutputHelper output)
{
    private static readonly string s_corpus = Path.Combine(Folder(), "..", "..", "DeepMfg.AutoDiff.Corpus");

    private static int Count => Environment.GetEnvironmentVariable("DMAD_FULL") == "1" ? 2000 : 200;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("DMAD_SEED"), out int seed) ? seed : Random.Shared.Next(1_000_000_000);

    [Fact]
    public void Mutated_files_are_generated_for_or_diagnosed()
    {
        int seed = Seed;
        output.WriteLine($"DMAD_SEED={seed}");
        Subject[] excerpts = [.. Excerpts.Of(Nested())];
        // Excerpts take a fifth of the time that others take.
        Subject[][] kinds = [[.. Corpus()], [.. Programs(seed)], excerpts, excerpts];
        int[] compiling = new int[kinds.Length];
        List<string> failures = [];
        for (int i = 0; i < Count && failures.Count < 20; i++)
        {
            var draw = new Draw(unchecked(seed + i));
            int kind = draw.Below(kinds.Length);
            Mutant mutant = draw.Of(kinds[kind]).Mutate(draw);
            CSharpRun run = CSharpRun.Of(mutant);
            compiling[kind] += run.Compiles ? 1 : 0;
            if (run.Failure is { } failure)
            {
                failures.Add($"DMAD_SEED={unchecked(seed + i)}, {mutant.File.Path}: {mutant.What}\n{failure}");
            }
        }

        output.WriteLine($"{Count} files, {compiling.Sum()} compile: {compiling[0]} of the corpus, {compiling[1]} programs, {compiling[2] + compiling[3]} excerpts");
        Assert.True(failures.Count == 0, $"{failures.Count}:\n{string.Join("\n==========\n", failures)}");
        Assert.InRange(compiling.Sum(), Count / 40, Count);
    }

    [Fact]
    public void Excerpts_compile_before_they_are_mutated()
    {
        Subject[] excerpts = [.. Excerpts.Of(Nested()).Where(static (_, i) => Count > 200 || i % 5 == 0)];
        // What implements the generated members of an interface needs the generator, too.
        Assert.Empty(from excerpt in excerpts
                     let files = new[] { excerpt.File }.Concat(excerpt.Around)
                     where Error(UserProject.Compile(files)) is not null
                     let error = Error(UserProject.Generate(files).Compilation)
                     where error is not null
                     select $"{excerpt.File.Path}: {error}");

        static Diagnostic? Error(Compilation compilation) =>
            compilation.GetDiagnostics().FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    private static IEnumerable<Subject> Corpus()
    {
        ImmutableArray<UserFile> around = [Read("Helpers.cs"), Read("SampleAttribute.cs")];
        return Directory.GetFiles(s_corpus, "*.cs").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)
            .Where(name => around.All(file => file.Path != name)).Select(name => new Subject(Read(name), around));
    }

    /// <summary>Methods over arrays, structs and records: files in folders, for the harness has one, too.</summary>
    private static UserFile[] Nested() => [.. new[] { "Arrays", "Records" }
        .SelectMany(static folder => Directory.GetFiles(Path.Combine(s_corpus, folder), "*.cs").Order(StringComparer.Ordinal))
        .Select(static path => Read(Path.GetRelativePath(s_corpus, path)))];

    private static IEnumerable<Subject> Programs(int seed) =>
        Enumerable.Range(seed, 80).Select(one => RandomProgram.Of(one, 6, (Flavor)Math.Abs(one % 4)))
            .Select(program => new Subject(program.Method, [.. Probe.Files, program.Helpers]));

    private static UserFile Read(string name) => new(name, File.ReadAllText(Path.Combine(s_corpus, name)));

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
