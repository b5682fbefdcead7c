using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Interpreter;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

internal enum Verdict
{
    Passed,

    /// <summary>Nothing can be said at this point: it is ill-conditioned, or beside a kink.</summary>
    Redrawn,

    Failed,
}

/// <summary>Compares a case's derivatives in forward mode, in reverse mode, and by differences.</summary>
internal static class Judge
{
    private const double LargestValue = 1e6, LargestCondition = 1e4;

    public static (Verdict Verdict, string Message) Of(Case @case)
    {
        try
        {
            return Compare(@case);
        }
        // Whatever a pass throws is a finding about this program.
        catch (Exception error)
        {
            string? place = error.StackTrace?.Split('\n').FirstOrDefault(static line => line.Contains("Transforms"));
            return (Verdict.Failed, $"{error.GetType().Name}: {error.Message}\n{place}");
        }
    }

    private static (Verdict Verdict, string Message) Compare(Case @case)
    {
        Verifier.Check(@case.Program);
        if (Parser.Parse(Printer.Print(@case.Program)) != @case.Program) return (Verdict.Failed, "The printed program is parsed as another.");
        long[] inputs = @case.Inputs();
        Activation activation = @case.Activation();
        Executable executable = Executable.Of(@case.Program);
        if (Run(executable, inputs) is not { } primal) return (Verdict.Redrawn, "");
        if (primal.Status != EvaluationStatus.Finished || !(primal.Largest <= LargestValue)) return (Verdict.Redrawn, "");
        if (Jacobian(executable, inputs, activation, primal) is not { } jacobian) return (Verdict.Redrawn, "");
        if (jacobian.SelectMany(static row => row).Any(static slope => !(Math.Abs(slope) <= LargestCondition))) return (Verdict.Redrawn, "");
        Derivatives derivatives = Derivatives.Of(@case.Program, activation);
        Point point = new(@case, primal, jacobian);
        string? message = point.PrimalMistake(derivatives) ?? point.DerivativeMistake(derivatives) ?? SecondOrder.Mistake(@case, @case.IsEven ? Forms.AsTransformed : Forms.Simplified, out _);
        return message is null ? (Verdict.Passed, "") : (Verdict.Failed, message);
    }

    /// <summary>What a program comes to, where it does not read beside its storage, as one that is made smaller may.</summary>
    private static Evaluation? Run(Executable executable, long[] inputs)
    {
        try
        {
            return executable.Run(inputs);
        }
        catch (Exception error) when (error is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>A row for each active result, a column for each active parameter.</summary>
    private static double[][]? Jacobian(Executable executable, long[] inputs, Activation activation, Evaluation primal)
    {
        List<double[]> columns = [];
        for (int j = 0; j < inputs.Length; j++)
        {
            if (!activation.Parameters[j]) continue;
            if (Differences.Of(executable, inputs, j, primal.Path) is not { } column) return null;
            columns.Add(column);
        }
        return [.. Enumerable.Range(0, activation.Results.Count).Where(i => activation.Results[i]).Select(i => columns.Select(column => column[i]).ToArray())];
    }
}

/// <summary>A case at its point, where the primal's value and its slopes are known.</summary>
internal sealed class Point(Case @case, Evaluation primal, double[][] jacobian)
{
    private const double AgainstDifferences = 1e-7, AgainstEachOther = 1e-12;

    private readonly long[] inputs = @case.Inputs();
    private readonly double[] numbers = @case.Directions(jacobian.Length + 2 * jacobian[0].Length);

    private double[] Tangents => [.. numbers.Take(jacobian[0].Length)];

    private double[] Accumulators => [.. numbers.Skip(jacobian[0].Length).Take(jacobian[0].Length)];

    private double[] Cotangents => [.. numbers.Skip(2 * jacobian[0].Length)];

    // Slopes are compared on the scale of the largest, and of one.
    private double Scale => Math.Max(1, jacobian.SelectMany(static row => row).Max(Math.Abs));

    public string? PrimalMistake(Derivatives derivatives)
    {
        foreach (Evaluation value in derivatives.Primal(inputs))
        {
            if (value.Status != EvaluationStatus.Finished || !value.Results.SequenceEqual(primal.Results)) return "The inlined or simplified program gives another value.";
        }
        return null;
    }

    public string? DerivativeMistake(Derivatives derivatives)
    {
        double[] tangents = Tangents, cotangents = Cotangents, accumulators = Accumulators;
        double[] expectedDots = [.. jacobian.Select(row => Dot(row, tangents))];
        double[] expectedBars = [.. tangents.Select((_, j) => jacobian.Select((row, i) => row[j] * cotangents[i]).Sum())];
        foreach ((Evaluation forward, Evaluation reverse) in derivatives.Forward(inputs, tangents).Zip(derivatives.Reverse(inputs, cotangents, accumulators)))
        {
            if (ValueMistake("JVP", forward) is { } mistake) return mistake;
            if (ValueMistake("VJP", reverse) is { } mistakeToo) return mistakeToo;
            double[] dots = Companions(forward);
            double[] bars = [.. Companions(reverse).Select((bar, j) => bar - accumulators[j])];
            if (!Agree(dots, expectedDots)) return $"The JVP is {Show(dots)}, by differences {Show(expectedDots)}.";
            if (!Agree(bars, expectedBars)) return $"The VJP is {Show(bars)}, by differences {Show(expectedBars)}.";
            double left = Dot(cotangents, dots), right = Dot(bars, tangents);
            if (!(Math.Abs(left - right) <= AgainstEachOther * Magnitude(tangents, cotangents, accumulators))) return $"<yBar, Jvp> is {left:R}, but <Vjp, xDot> is {right:R}.";
            if (GradientMistake(derivatives, dots, tangents, accumulators) is { } mistakeAsWell) return mistakeAsWell;
        }
        return null;
    }

    /// <summary>Whether the gradient of some result is not what the JVP says in one direction, or not what differences say.</summary>
    private string? GradientMistake(Derivatives derivatives, double[] dots, double[] tangents, double[] accumulators)
    {
        for (int i = 0; i < jacobian.Length; i++)
        {
            foreach (Evaluation evaluation in derivatives.Gradient(i, inputs))
            {
                if (ValueMistake("gradient", evaluation) is { } mistake) return mistake;
                double[] slopes = Companions(evaluation);
                if (!Agree(slopes, jacobian[i])) return $"The gradient is {Show(slopes)}, by differences {Show(jacobian[i])}.";
                double[] alone = [.. jacobian.Select((_, j) => j == i ? 1.0 : 0)];
                double along = Dot(slopes, tangents);
                if (!(Math.Abs(along - dots[i]) <= AgainstEachOther * Magnitude(tangents, alone, accumulators))) return $"<gradient, xDot> is {along:R}, but the JVP {dots[i]:R}.";
            }
        }
        return null;
    }

    /// <summary>The sum of the magnitudes of all terms, the accumulators that were taken off again among them.</summary>
    private double Magnitude(double[] tangents, double[] cotangents, double[] accumulators)
    {
        double magnitude = Dot([.. accumulators.Select(Math.Abs)], [.. tangents.Select(Math.Abs)]);
        for (int i = 0; i < jacobian.Length; i++)
        {
            for (int j = 0; j < tangents.Length; j++) magnitude += Math.Abs(cotangents[i] * jacobian[i][j] * tangents[j]);
        }
        return magnitude;
    }

    private string? ValueMistake(string name, Evaluation evaluation)
    {
        if (evaluation.Status != EvaluationStatus.Finished) return $"The {name} ends with {evaluation.Status}.";
        return evaluation.Results.Take(primal.Results.Count).SequenceEqual(primal.Results) ? null : $"The {name} gives another value than the program.";
    }

    private double[] Companions(Evaluation evaluation) =>
        [.. Enumerable.Range(primal.Results.Count, evaluation.Results.Count - primal.Results.Count).Select(evaluation.Real)];

    private bool Agree(double[] actual, double[] expected) =>
        actual.Length == expected.Length && actual.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= AgainstDifferences * Scale);

    private static double Dot(double[] a, double[] b) => a.Zip(b, static (x, y) => x * y).Sum();

    private static string Show(double[] values) => "[" + string.Join(", ", values.Select(static value => value.ToString("R"))) + "]";
}
