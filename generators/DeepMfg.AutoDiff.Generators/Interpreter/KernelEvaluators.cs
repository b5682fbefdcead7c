using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Interpreter;

/// <summary>Does what a primitive over storage does.</summary>
internal delegate void KernelEvaluator(Piece[] operands);

/// <summary>The evaluators of the primitives over storage.</summary>
internal static class KernelEvaluators
{
    public static KernelEvaluator Of(Perform perform)
    {
        if (perform.Kernel == Kernels.Turn) return static _ => { };
        Element element = perform.Arguments[0].Type.Item!.Element;
        return perform.Kernel switch
        {
            Kernels.Copy => static operands => operands[0].Cells.CopyTo(operands[1].Cells),
            Kernels.Clear => static operands => operands[0].Cells.Clear(),
            Kernels.AddTo or Kernels.AddCotangent => operands => Add(operands[0].Cells, operands[1].Cells, element),
            _ => throw new NotSupportedException($"{perform.Kernel} has no evaluator."),
        };
    }

    private static void Add(ReadOnlySpan<long> source, Span<long> target, Element element)
    {
        if (source.Length > target.Length) throw new ArgumentException("The target is shorter than the source.");
        for (int i = 0; i < source.Length; i++)
        {
            double sum = BitConverter.Int64BitsToDouble(target[i]) + BitConverter.Int64BitsToDouble(source[i]);
            target[i] = BitConverter.DoubleToInt64Bits(element == Element.Float32 ? (float)sum : sum);
        }
    }
}
