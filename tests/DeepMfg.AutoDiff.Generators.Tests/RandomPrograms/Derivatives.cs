using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.Interpreter;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms;
using DeepMfg.AutoDiff.Generators.Transforms.Reverse;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

/// <summary>The derivatives of a program by every pass of the compiler, each verified, as functions of numbers.</summary>
internal sealed class Derivatives
{
    private readonly Executable[] primals, jvps, vjps;
    private readonly Executable[][] gradients;

    private Derivatives(Program[] primals, Program[] jvps, Program[] vjps, IEnumerable<Program[]> gradients)
    {
        this.primals = [.. primals.Select(Verified)];
        this.jvps = [.. jvps.Select(Verified)];
        this.vjps = [.. vjps.Select(Verified)];
        this.gradients = [.. gradients.Select(static forms => forms.Select(Verified).ToArray())];
    }

    public static Derivatives Of(Program program, Activation activation)
    {
        Function whole = Inline.All(program);
        Function simple = Simplify.Of(whole);
        Companions companions = new(
            Enumerable.Repeat<string?>("cotangent", activation.Results.Count).ToEquatableArray(),
            Enumerable.Repeat(true, activation.Parameters.Count).ToEquatableArray());
        Program kept = Inline.Within(program, largestCallee: -1, int.MaxValue);
        Callees callees = new(kept.Callees), split = new(kept.Callees, Swept.All);
        Function[] primals = [whole, simple, kept.Main];
        Function[] jvps = [.. primals.Select(function => Jvp.Of(function, activation, callees))];
        Function[] vjps = [.. primals.Select(function => Vjp.Of(function, activation, companions, callees))];
        IEnumerable<Program[]> gradients = Enumerable.Range(0, activation.Results.Count).Where(i => activation.Results[i]).Select(i =>
        {
            Activation one = activation with { Results = activation.Results.Select((_, j) => j == i).ToEquatableArray() };
            return new[] { Jvp.Gradient(whole, one), Simplify.Of(Jvp.Gradient(simple, one)), Simplify.Of(Jvp.Gradient(kept.Main, one, callees)) }.Select(With).ToArray();
        });
        return new Derivatives(
            [.. primals.Select(With)], [With(jvps[0]), With(Simplify.Of(jvps[1])), With(jvps[2]), With(jvps[2])],
            [
                With(vjps[0]), With(OnePass.Of(Simplify.Of(vjps[1]))), With(OnePass.Of(Simplify.Of(vjps[2]))),
                InSweeps(OnePass.Of(Simplify.Of(Vjp.Of(kept.Main, activation, companions, split)))),
            ], gradients);

        Program With(Function function) => new(function, callees.CalledBy([function]).ToEquatableArray());
        Program InSweeps(Function function) => new(function, split.CalledBy([function]).ToEquatableArray());
    }

    /// <summary>The program after inlining, after simplifying, and with its calls.</summary>
    public IEnumerable<Evaluation> Primal(long[] inputs) => primals.Select(primal => primal.Run(inputs));

    /// <summary>The results, then the tangents of the active ones; as transformed, from and to simplified code, and with calls.</summary>
    public IEnumerable<Evaluation> Forward(long[] inputs, double[] tangents) => Run(jvps, inputs, tangents);

    /// <summary>The results, then the active parameters' accumulators with the cotangents added; also where calls are of sweeps that share a tape.</summary>
    public IEnumerable<Evaluation> Reverse(long[] inputs, double[] cotangents, double[] accumulators) =>
        Run(vjps, inputs, [.. cotangents, .. accumulators]);

    /// <summary>The results, then the gradient of one active result in all directions at once.</summary>
    public IEnumerable<Evaluation> Gradient(int result, long[] inputs) => Run(gradients[result], inputs, []);

    private static IEnumerable<Evaluation> Run(Executable[] executables, long[] inputs, double[] reals) =>
        executables.Select(executable => executable.Run([.. inputs, .. reals.Select(BitConverter.DoubleToInt64Bits)]));

    private static Executable Verified(Program program)
    {
        Verifier.Check(program);
        return Executable.Of(program);
    }
}
