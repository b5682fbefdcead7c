using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Interpreter;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.Interpreter;

/// <summary>Runs printed IR in one line.</summary>
internal static class Running
{
    public static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    public static Evaluation Run(string text, params long[] inputs)
    {
        Program program = Parser.Parse(text);
        Verifier.Check(program);
        return Executable.Of(program).Run(inputs);
    }

    /// <summary>Applies one primitive to inputs of the given types.</summary>
    public static long Apply(string primitive, string from, string to, params long[] inputs)
    {
        string[] names = [.. inputs.Select((_, i) => $"x{i}")];
        string parameters = string.Join(", ", names.Select(name => $"{name}: {from}"));
        return Run($"function f({parameters}) {{ let y: {to} = {primitive}({string.Join(", ", names)}) yield y }}", inputs).Results[0];
    }
}
