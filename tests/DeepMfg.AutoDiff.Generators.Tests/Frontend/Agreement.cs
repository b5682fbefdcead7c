using System.Reflection;
using DeepMfg.AutoDiff.Generators.Interpreter;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis.Emit;

namespace DeepMfg.AutoDiff.Generators.Tests.Frontend;

/// <summary>Compares what C# computes with what the interpreter computes from the IR, to the bit.</summary>
internal static class Agreement
{
    /// <param name="members">Members of a class, the marked method <c>F</c> among them.</param>
    /// <param name="calls">The arguments of each call.</param>
    public static void Holds(string members, params object[][] calls)
    {
        DifferentiableMethod method = UserCode.Method(members);
        Executable executable = Executable.Of(method.Program);
        MethodInfo compiled = Load(members);
        foreach (object[] arguments in calls)
        {
            object[] filled = [.. arguments, .. compiled.GetParameters().Skip(arguments.Length).Select(static _ => (object)0.0)];
            Evaluation evaluation = executable.Run([.. arguments.Select(Bits)]);
            object? result = compiled.Invoke(null, filled);
            long[] expected =
            [
                .. Flatten(result).Select(Bits),
                .. compiled.GetParameters().Where(static p => p.ParameterType.IsByRef).Select(p => Bits(filled[p.Position])),
            ];
            Assert.True(evaluation.Status == EvaluationStatus.Finished, $"{evaluation.Status}: {evaluation.Reason}");
            Assert.Equal(expected, evaluation.Results);
        }
    }

    /// <summary>Each argument by itself, for methods of one.</summary>
    public static void HoldsAt(string members, params object[] arguments) => Holds(members, [.. arguments.Select(static x => new[] { x })]);

    private static MethodInfo Load(string members)
    {
        using MemoryStream stream = new();
        EmitResult result = UserCode.Compile(UserCode.Class(members)).Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return Assembly.Load(stream.ToArray()).GetType("C")!.GetMethod("F", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
    }

    private static IEnumerable<object> Flatten(object? result) => result switch
    {
        null => [],
        System.Runtime.CompilerServices.ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Flatten(tuple[i])),
        _ => [result],
    };

    private static long Bits(object value) => value switch
    {
        double or float => BitConverter.DoubleToInt64Bits(Convert.ToDouble(value)),
        bool truth => truth ? 1 : 0,
        char character => character,
        ulong large => unchecked((long)large),
        _ => Convert.ToInt64(value),
    };
}
