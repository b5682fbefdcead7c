using System.Reflection;
using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Emission;
using DeepMfg.AutoDiff.Generators.Interpreter;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms;

namespace DeepMfg.AutoDiff.Generators.Tests.Emission;

/// <summary>Random functions, emitted and compiled, compute what the interpreter computes, to the bit.</summary>
public sealed class RandomFunctionTests
{
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("DMAD_FUZZ"), out int count) ? count : 150;

    private static readonly double[][] Points =
        [[0.7, -1.3, 1, 0.25, -2], [-0.0, 2, 0.5, 1e-3, 4], [double.NaN, 1, 1, 0, 0], [3, 3, -1, 3, double.PositiveInfinity]];

    [Fact]
    public void Results_and_accumulators_are_the_interpreters() =>
        Check(seed => new RandomFunctions(seed).Make(["x", "y", "cotangent", "xBar", "yBar"], results: 3));

    [Fact]
    public void Reverse_sweeps_read_back_what_was_recorded() => Check(Reverse);

    private static Function? Reverse(int seed)
    {
        Function primal = new RandomFunctions(seed).Make(["x", "y"], results: 1);
        return Derive.Of(new DifferentiableMethod(Signature(seed), new Program(primal, []), Produce.Vjp)).Vjp;
    }

    private static void Check(Func<int, Function?> make)
    {
        Function[] functions = [.. Enumerable.Range(0, Count).Select(seed => make(seed)!)];
        string[] texts = [.. functions.Select((function, seed) => Emitter.Write(new Derived(Signature(seed), Produce.Vjp, null, function, null)))];
        Type made = Compiled.Assembly(texts).GetType("Made.Wear")!;
        for (int seed = 0; seed < Count; seed++)
        {
            MethodInfo method = made.GetMethod($"Random{seed}Vjp")!;
            foreach (double[] point in Points) AssertSame(functions[seed], method, point, texts[seed]);
        }
    }

    private static void AssertSame(Function function, MethodInfo method, double[] point, string text)
    {
        Evaluation expected = Executable.Of(function).Run([.. point.Select(BitConverter.DoubleToInt64Bits)]);
        object[] arguments = [.. point.Select(value => (object)value)];
        double value = (double)method.Invoke(null, arguments)!;
        double[] actual = [value, (double)arguments[3], (double)arguments[4]];
        for (int i = 0; i < actual.Length; i++)
        {
            bool same = actual[i].Equals(expected.Real(i)) && (double.IsNaN(actual[i]) || double.IsNegative(actual[i]) == double.IsNegative(expected.Real(i)));
            Assert.True(same, $"Result {i} at ({string.Join(", ", point)}) is {actual[i]}, not {expected.Real(i)}.\n{Printer.Print(function)}\n{text}");
        }
    }

    private static Signature Signature(int seed)
    {
        Parameter[] parameters = [.. new[] { "x", "y" }.Select(name => new Parameter(name, "double", Shape.Of(IrType.Float64, "double")) { Differentiable = true })];
        return new Signature($"Random{seed}", new Container("Made", ["public static partial class Wear"]), [.. parameters], Shape.Of(IrType.Float64, "double"));
    }
}
