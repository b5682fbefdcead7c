using System.Text.RegularExpressions;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Programs compiled together, since most of a compilation's time is not the programs'.</summary>
internal static class Batch
{
    private const string Hanging = "hangs";

    /// <summary>A project's own types under names that generated code uses.</summary>
    private static readonly UserFile s_own = new("Own.cs", """
        public sealed class Tape { }
        public sealed class Derivatives { }
        public readonly ref struct Span<T> { }
        public static class MemoryMarshal { }
        public static class Unsafe { }
        """);

    /// <summary>What is wrong with the programs: where the compilation fails, each is compiled alone to find the one.</summary>
    public static List<Failure> Failures(IReadOnlyList<RandomProgram> programs, Tally tally)
    {
        Generated generated = UserProject.Generate([.. Probe.Files, .. Own(programs[0]), .. programs.SelectMany(program => program.Files)]);
        Diagnostic[] faults = [.. generated.Faults()];
        if (faults.Length > 0 && programs.Count > 1)
        {
            return [.. programs.Chunk((programs.Count + 1) / 2).SelectMany(half => Failures(half, tally))];
        }

        if (faults.Length > 0)
        {
            return [new Failure(programs[0], Kind(faults), Explain(generated, faults))];
        }

        using Loaded loaded = generated.Load();
        return
        [
            .. from found in Bindings.Strange(generated)
               group found.Said by programs.First(program => Regex.IsMatch(found.File, $@"{program.Name}(?!\d)")) into strange
               select new Failure(strange.Key, "binding", $"{string.Join("\n", strange)}\n{generated.TextOf(strange.Key.Name)}"),
            .. from program in programs
               where !IsRefused(program, generated, tally)
               let message = InTime(() => new ProgramCheck(program, loaded).Failure(tally))
               where message is not null
               select new Failure(program, Word(message), $"{message}\n{generated.TextOf(program.Name)}"),
        ];
    }

    private static UserFile[] Own(RandomProgram program) => program.Flavor == Flavor.Containers ? [s_own] : [];

    private static bool IsRefused(RandomProgram program, Generated generated, Tally tally)
    {
        bool isRefused = generated.Sources.Any(source =>
            source.HintName.EndsWith(",refused.g.cs", StringComparison.Ordinal) && Regex.IsMatch(source.SourceText.ToString(), $@"{program.Name}(?!\d)"));
        if (isRefused) tally.Refused.Add(program);
        return isRefused;
    }

    /// <summary>Programs that are refused without an error of ours in their files that says why.</summary>
    public static IEnumerable<RandomProgram> Unexplained(IReadOnlyList<RandomProgram> refused)
    {
        if (refused.Count == 0) return [];
        Compilation compilation = UserProject.Compile([.. Probe.Files, .. Own(refused[0]), .. refused.SelectMany(program => program.Files.Where(file => file != program.Driver))]);
        ILookup<string, Diagnostic> errors = UserProject.Analyze(compilation)
            .Where(d => d.Severity == DiagnosticSeverity.Error && d.Id.StartsWith("DMAD", StringComparison.Ordinal) && d.Id != "DMAD033")
            .ToLookup(d => Path.GetFileName(d.Location.SourceTree?.FilePath ?? ""));
        return refused.Where(program => !program.Files.Any(file => errors.Contains(file.Path)));
    }

    /// <summary>The shortest program found that fails in the same way; for it, what <see cref="Failures"/> says.</summary>
    public static Failure Shrunk(Failure failure)
    {
        // Each smaller program that does not end either would leave one more thread behind.
        if (failure.Kind == Hanging) return failure;
        Failure smallest = failure;
        foreach (string text in Shrinker.Smaller(failure.Program.Method.Text, StillFails))
        {
            RandomProgram smaller = smallest.Program with { Method = smallest.Program.Method with { Text = text } };
            smallest = smallest with { Program = smaller };
        }

        return Failures([smallest.Program], new Tally()).FirstOrDefault() ?? failure;

        bool StillFails(string text)
        {
            RandomProgram smaller = failure.Program with { Method = failure.Program.Method with { Text = text }, Twin = [] };
            return Compiles(failure.Program with { Method = smaller.Method })
                && Failures([failure.Program with { Method = smaller.Method }], new Tally()).Any(found => found.Kind == failure.Kind);
        }
    }

    /// <summary>A wrong loop may never end; nothing can stop its thread, which the process's end does.</summary>
    private static string? InTime(Func<string?> check)
    {
        string? message = null;
        var thread = new Thread(() => message = Caught(check)) { IsBackground = true };
        thread.Start();
        return thread.Join(TimeSpan.FromMinutes(2)) ? message : $"{Hanging}: a member does not end";
    }

    /// <summary>An exception that nobody catches would end the process, and with it all tests.</summary>
    private static string? Caught(Func<string?> check)
    {
        try
        {
            return check();
        }
        catch (Exception exception)
        {
            return $"throws: {exception}";
        }
    }

    private static bool Compiles(RandomProgram program) =>
        !UserProject.Compile([.. Probe.Files, .. Own(program), program.Method, program.Helpers]).GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error);

    private static string Kind(Diagnostic[] faults) => faults.FirstOrDefault(fault => fault.Id.StartsWith("CS", StringComparison.Ordinal)) is { } own ? own.Id : faults[0].Id;

    private static string Word(string message) => message[..message.IndexOf(':', StringComparison.Ordinal)];

    private static string Explain(Generated generated, Diagnostic[] faults)
    {
        IEnumerable<string> analysis = UserProject.Analyze(generated.Compilation).Where(d => d.Severity > DiagnosticSeverity.Info).Select(d => d.ToString());
        return string.Join("\n", faults.Select(fault => fault.ToString()).Concat(analysis)) + "\n" + generated.Text;
    }
}

/// <summary>A program that is not as it should be.</summary>
/// <param name="Program">The program.</param>
/// <param name="Kind">In a word, the same for a smaller program that fails likewise.</param>
/// <param name="Message">What was found, with the generated text.</param>
internal sealed record Failure(RandomProgram Program, string Kind, string Message)
{
    public override string ToString() =>
        $"DMAD_SEED={Program.Seed}, size {Program.Size}\n{Program.Method.Text}\n{Program.Helpers.Text}\n{Message}";
}

/// <summary>How many points were tried, and how many of them were no use.</summary>
internal sealed class Tally
{
    public int Points { get; set; }

    public int Redrawn { get; set; }

    /// <summary>Programs that the compiler refuses, and says why.</summary>
    public List<RandomProgram> Refused { get; } = [];
}
