using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>Which arrays a method reads, or asks for their length, on every path: without one it throws.</summary>
internal static class AlwaysRead
{
    /// <param name="signature">The method's declaration.</param>
    /// <param name="function">The method, with a parameter for each leaf of each parameter that is read.</param>
    public static Signature Mark(Signature signature, Function function)
    {
        HashSet<Operand> read = [.. function.Body.Statements.SelectMany(Read)];
        int next = 0;
        return signature with { Parameters = signature.Parameters.Map(Marked) };

        Parameter Marked(Parameter parameter)
        {
            if (parameter.Passing == Passing.Out) return parameter;
            Variable[] leaves = [.. function.Parameters.Skip(next).Take(parameter.Shape.Leaves().Count())];
            next += leaves.Length;
            return (parameter.Shape.Whole ?? parameter.Shape.Leaf) is { Form: StorageForm.Array } && leaves.Any(read.Contains)
                ? parameter with { IsAlwaysRead = true } : parameter;
        }
    }

    private static IEnumerable<Operand> Read(Statement statement) => statement switch
    {
        Let { Value: Length length } => [length.Storage],
        Let { Value: Load load } => [load.Cell.Storage],
        Store store => [store.Cell.Storage],
        _ => [],
    };
}
