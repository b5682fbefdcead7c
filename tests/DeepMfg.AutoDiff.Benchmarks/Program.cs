using System.Globalization;
using DeepMfg.AutoDiff.Benchmarks;
using DeepMfg.AutoDiff.Benchmarks.Generator;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["corpus", .. var names] => CorpusBenchmark.Run(names),
    ["arrays", .. var names] => ArrayBenchmark.Run(names),
    ["handwritten", .. var names] => HandWrittenBenchmark.Run(names),
    ["handwritten-arrays", .. var names] => HandWrittenArrayBenchmark.Run(names),
    ["csv"] => CsvBenchmark.Run(),
    ["optimizers", .. var names] => OptimizerBenchmark.Run(names),
    ["networks", .. var peer] => NetworkBenchmark.Run(peer),
    ["records"] => RecordBenchmark.Run(),
    ["spans"] => SpanBenchmark.Run(),
    ["stages", .. var names] => StageBenchmark.Run(names),
    ["tape"] => TapeBenchmark.Run(),
    ["generator"] => GeneratorBenchmark.Run(),
    ["generator-hosted"] => GeneratorBenchmark.Hosted(),
    ["generator-traced"] => GeneratorBenchmark.Traced(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project tests/DeepMfg.AutoDiff.Benchmarks <verb>
          corpus [part of a name]…        value and gradient against the primal, every method of the corpus
          arrays [part of a name]…        the same over arrays, into a buffer
          handwritten [part of a name]…   generated gradients against gradients written by hand
          handwritten-arrays [part of a name]…  the same over arrays
          csv                             a table of 1,000,000 rows against CsvHelper's records
          optimizers [ms] [part of a name]…  steps over ten million floats against a walk through the same memory, and against what another library's
                                          Adam takes
          networks [step µs [epoch µs]]   steps of small networks against plain loops, and against what another library takes for a step and an epoch
          records                         gradients in a record of arrays against the same in arrays
          spans                           operations over spans against plain loops
          stages [inputs]…                a method that is generic over three parts against the same as one method
          tape                            memory that a thread keeps and gives back by itself, against arrays of the platform's pool
          generator                       what the generator costs the SDK's compiler: 500 methods cold and warm, an edit, a long method
        Each verb ends with status 1 where a bar does not hold.
        """);
    return 2;
}
