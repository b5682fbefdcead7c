using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.Interpreter;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms;
using DeepMfg.AutoDiff.Generators.Transforms.Reverse;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

/// <summary>In which form what a transform makes is checked.</summary>
[Flags]
internal enum Forms { AsTransformed = 1, Simplified = 2, Both = 3 }

/// <summary>
/// Transforms of transforms: the derivative of ⟨c, f'(x)⟩ in a direction t, by each order of the two modes, against differences of the
/// gradient. All are the Hessian of ⟨c, f⟩ times t.
/// </summary>
internal sealed class SecondOrder
{
    private const double LargestCondition = 1e4, AgainstDifferences = 1e-7;

    private readonly Callees callees, again;
    private readonly Function vjp, jvp;
    private readonly bool[] active;
    private readonly int results, seeds;

    private SecondOrder(Program program, Activation activation, Swept swept)
    {
        callees = new Callees(program.Callees, Swept.None);
        again = new Callees(program.Callees, swept);
        Function function = Simplify.Of(program.Main);
        active = [.. activation.Parameters];
        results = activation.Results.Count;
        seeds = activation.Results.Count(static result => result);
        vjp = Simplify.Of(Vjp.Of(function, activation, Of(results, active.Length), callees));
        jvp = Simplify.Of(Jvp.Of(function, activation, again));
    }

    /// <summary>What is wrong; <see langword="null"/> if nothing is, or if nothing can be said (<paramref name="isKnown"/>).</summary>
    /// <param name="case">The program, once with its calls inlined and once with them.</param>
    /// <param name="forms">The forms of the inlined program's derivatives; those with calls have the others, unless both are asked for.</param>
    /// <param name="isKnown">Whether differences say what is right.</param>
    public static string? Mistake(Case @case, Forms forms, out bool isKnown)
    {
        Program kept = Inline.Within(@case.Program, largestCallee: -1, int.MaxValue);
        string? mistake = new SecondOrder(new Program(Inline.All(@case.Program), []), @case.Activation(), Swept.None).MistakeAt(@case, forms, out isKnown);
        if (mistake is not null || kept.Callees.IsEmpty) return mistake;
        return new SecondOrder(kept, @case.Activation(), @case.IsEven ? Swept.All : Swept.None).MistakeAt(@case, forms == Forms.Both ? forms : Forms.Both ^ forms, out _);
    }

    private string? MistakeAt(Case @case, Forms forms, out bool isKnown)
    {
        int inputs = active.Count(static input => input);
        double[] numbers = @case.Directions(inputs + seeds), tangents = [.. numbers.Take(inputs)], cotangents = [.. numbers.Skip(inputs)];
        double[]? expected = Expected(@case.Inputs(), tangents, cotangents);
        isKnown = expected is not null;
        if (expected is null) return null;
        foreach ((string name, double[] product) in Products(@case.Inputs(), tangents, cotangents, forms))
        {
            double scale = Math.Max(1, expected.Max(Math.Abs));
            bool agrees = product.Length == expected.Length && product.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= AgainstDifferences * scale);
            if (!agrees) return $"{name} is {Show(product)}, by differences of the gradient {Show(expected)}.";
        }
        return null;
    }

    private IEnumerable<(string Name, double[] Product)> Products(long[] inputs, double[] tangents, double[] cotangents, Forms forms)
    {
        double[] none = new double[tangents.Length];
        // The gradient's own parameters: x, the cotangents, the accumulators.
        var along = new Activation(
            [.. active, .. Enumerable.Repeat(false, seeds + tangents.Length)], [.. Enumerable.Repeat(false, results), .. Enumerable.Repeat(true, tangents.Length)]);
        foreach (Function forward in In(forms, Jvp.Of(vjp, along, callees)))
        {
            yield return ("Jvp(Vjp f)", Run(forward, callees, inputs, [.. cotangents, .. none, .. tangents]));
        }
        foreach (Function twice in In(forms, Vjp.Of(vjp, along, Of(results + tangents.Length, along.Parameters.Count), callees)))
        {
            yield return ("Vjp(Vjp f)", Run(twice, callees, inputs, [.. cotangents, .. none, .. tangents, .. none]));
        }
        var back = new Activation([.. active, .. Enumerable.Repeat(false, tangents.Length)], [.. Enumerable.Repeat(false, results), .. Enumerable.Repeat(true, seeds)]);
        foreach (Function reverse in In(forms, Vjp.Of(jvp, back, Of(results + seeds, back.Parameters.Count), again)))
        {
            yield return ("Vjp(Jvp f)", Run(reverse, again, inputs, [.. tangents, .. cotangents, .. none]));
        }
    }

    private static Program With(Function function, Callees callees) => new(function, callees.CalledBy([function]).ToEquatableArray());

    private static Companions Of(int results, int parameters) => new(
        Enumerable.Repeat<string?>("cotangent", results).ToEquatableArray(), Enumerable.Repeat(true, parameters).ToEquatableArray());

    private static IEnumerable<Function> In(Forms forms, Function function)
    {
        if (forms.HasFlag(Forms.AsTransformed)) yield return function;
        if (forms.HasFlag(Forms.Simplified)) yield return Simplify.Of(function);
    }

    /// <summary>The last results, one for each active input.</summary>
    private double[] Run(Function function, Callees called, long[] inputs, double[] reals)
    {
        Program program = With(function, called);
        Verifier.Check(program);
        Evaluation evaluation = Executable.Of(program).Run([.. inputs, .. reals.Select(BitConverter.DoubleToInt64Bits)]);
        if (evaluation.Status != EvaluationStatus.Finished) throw new InvalidOperationException($"{function.Name} ends with {evaluation.Status}.");
        int count = active.Count(static input => input);
        return [.. Enumerable.Range(evaluation.Results.Count - count, count).Select(evaluation.Real)];
    }

    private double[]? Expected(long[] inputs, double[] tangents, double[] cotangents)
    {
        Executable gradient = Executable.Of(With(vjp, callees));
        long[] all = [.. inputs, .. cotangents.Concat(new double[tangents.Length]).Select(BitConverter.DoubleToInt64Bits)];
        Evaluation at = gradient.Run(all);
        if (at.Status != EvaluationStatus.Finished || !(at.Largest <= 1e6)) return null;
        double[] sum = new double[tangents.Length];
        int direction = 0;
        for (int i = 0; i < active.Length; i++)
        {
            if (!active[i]) continue;
            if (Differences.Of(gradient, all, i, at.Path) is not { } column) return null;
            for (int k = 0; k < sum.Length; k++)
            {
                double slope = column[results + k];
                if (!(Math.Abs(slope) <= LargestCondition)) return null;
                sum[k] += slope * tangents[direction];
            }
            direction++;
        }
        return sum;
    }

    private static string Show(double[] values) => "[" + string.Join(", ", values.Select(static value => value.ToString("R"))) + "]";
}
