extern alias compiler;

using System.Diagnostics;

namespace DeepMfg.AutoDiff.Benchmarks.Generator;

/// <summary>
/// What the generator costs in the SDK's own compiler. Each figure comes from a process of its own: a build by the compiler itself, cold; the
/// generator alone, cold and warm, with the processor time of its thread; edits and a long method; and what one method runs through.
/// </summary>
internal static class GeneratorBenchmark
{
    private const int Methods = 500;
    private const double ColdWallBar = 4, ColdCpuBar = 2.5, WarmBar = 1.2, EditBar = 0.3, ArrayBar = 1.5;

    internal static int Run()
    {
        using SdkCompiler compiler = new();
        string[] sources = [.. Sources.Of(Methods)];
        (double wallWithout, double cpuWithout) = compiler.Build(sources, withGenerator: false);
        (double wallWith, double cpuWith) = compiler.Build(sources, withGenerator: true);
        Console.WriteLine(
            $"Cold build of {Methods} methods: {wallWithout:F2} s, {cpuWithout:F2} s CPU without the generator; {wallWith:F2} s, {cpuWith:F2} s CPU with it");
        string[] figures = compiler.Host("generator-hosted");
        double[] numbers = [.. figures[0].Split(' ').Select(double.Parse)];
        (double wall, double cpu, double warm, double elsewhere, double overArrays) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        Console.WriteLine(
            $"Generator on {Methods} methods, cold: {wall:F2} s (bar {ColdWallBar}), {cpu:F2} s CPU on its thread (bar {ColdCpuBar}); "
            + $"warm: {warm:F2} s (bar {WarmBar})");
        Console.WriteLine($"{Methods} methods over arrays, warm: {overArrays:F2} s, {overArrays / warm:F2} times as long (bar {ArrayBar})");
        foreach (string line in figures.Skip(1)) Console.WriteLine(line);
        foreach (string line in compiler.Host("generator-traced", ("DOTNET_TieredCompilation", "0"))) Console.WriteLine(line);
        return wall <= ColdWallBar && cpu <= ColdCpuBar && warm <= WarmBar && elsewhere <= EditBar && overArrays <= ArrayBar * warm ? 0 : 1;
    }

    /// <summary>In a process that has the SDK's compiler: the figures that <see cref="Run"/> judges, then lines to print.</summary>
    internal static int Hosted()
    {
        (double wall, double cpu) = Cost(() => Compiling.Driver().RunGenerators(Compiling.Of(Sources.Of(Methods))));
        double warm = Enumerable.Range(0, 14).Min(_ => Cost(() => Compiling.Driver().RunGenerators(Compiling.Of(Sources.Of(Methods)))).Wall);
        (double elsewhere, double inside) = Compiling.Edits(Methods);
        double overArrays = Enumerable.Range(0, 6).Min(_ => Cost(() => Compiling.Driver().RunGenerators(Compiling.Of(Sources.OverArrays(Methods)))).Wall);
        Console.WriteLine($"{wall} {cpu} {warm} {elsewhere} {overArrays}");
        Console.WriteLine($"Generator after an edit in another file {elsewhere:F3} s (bar {EditBar}), after one inside a method {inside:F3} s");
        double thousand = Long(1000), fiveThousand = Long(5000);
        Console.WriteLine($"Generator on a method of 1,000 lines {thousand:F2} s CPU, of 5,000 lines {fiveThousand:F2} s CPU");
        double[] overLines = [.. new[] { 500, 1000, 2000 }.Select(LongOverArrays)];
        Console.WriteLine($"Generator on a method over arrays of 500 lines {overLines[0]:F2} s CPU, of 1,000 {overLines[1]:F2} s, of 2,000 {overLines[2]:F2} s");
        return 0;

        static double LongOverArrays(int lines) => Cost(() => Compiling.Driver().RunGenerators(Compiling.Of([Sources.OfArrayLines(lines)]))).Cpu;
        static double Long(int lines) => Cost(() => Compiling.Driver().RunGenerators(Compiling.Of([Sources.OfLines(lines)]))).Cpu;
    }

    /// <summary>In a process without tiers: which of the generator's methods and files one method of the user's runs through.</summary>
    internal static int Traced()
    {
        using JitTrace trace = new("DeepMfg.AutoDiff.Generators");
        Compiling.Driver().RunGenerators(Compiling.Of([Sources.Root]));
        (int methods, int files, int allFiles) = trace.Count(typeof(compiler::DeepMfg.AutoDiff.Generators.DifferentiableGenerator).Assembly);
        Console.WriteLine($"A method with one while loop runs through {methods} methods in {files} of {allFiles} files of the generator");
        return 0;
    }

    private static (double Wall, double Cpu) Cost(Action action)
    {
        double before = ProcessorTime.OfThread();
        long start = Stopwatch.GetTimestamp();
        action();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, ProcessorTime.OfThread() - before);
    }
}
