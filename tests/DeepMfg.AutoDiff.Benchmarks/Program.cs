using System.Globalization;
using DeepMfg.AutoDiff.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["corpus", .. var names] => CorpusBenchmark.Run(names),
    ["handwritten", .. var names] => HandWrittenBenchmark.Run(names),
    ["csv"] => CsvBenchmark.Run(),
    ["optimizers", .. var names] => OptimizerBenchmark.Run(names),
    ["generator"] => GeneratorBenchmark.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project tests/DeepMfg.AutoDiff.Benchmarks <verb>
          corpus [part of a name]…        value and gradient against the primal, every method of the corpus
          handwritten [part of a name]…   generated gradients against gradients written by hand
          csv                             a table of 1,000,000 rows against CsvHelper's records
          optimizers [part of a name]…    steps over ten million floats against a walk through the same memory
          generator                       what the generator costs a build of 500 methods, and an edit
        Each verb ends with status 1 where a bar does not hold.
        """);
    return 2;
}
