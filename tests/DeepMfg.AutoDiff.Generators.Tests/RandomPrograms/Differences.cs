using DeepMfg.AutoDiff.Generators.Interpreter;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

/// <summary>Central differences, extrapolated by Richardson, that know whether they may be believed.</summary>
internal static class Differences
{
    private const int Levels = 4;

    // The wide step for accuracy, the narrow one for points near a kink.
    private static readonly double[] Steps = [4e-3, 1e-4];

    /// <summary>
    /// The derivatives of all results with respect to the real input <paramref name="index"/>; <see langword="null"/> where the program goes
    /// another way nearby, or the extrapolation does not settle.
    /// </summary>
    public static double[]? Of(Executable executable, long[] inputs, int index, ulong path)
    {
        foreach (double step in Steps)
        {
            if (Of(executable, inputs, index, path, step) is { } derivatives) return derivatives;
        }
        return null;
    }

    private static double[]? Of(Executable executable, long[] inputs, int index, ulong path, double step)
    {
        double[][] previous = [];
        for (int level = 0; level < Levels; level++, step /= 2)
        {
            if (Central(executable, inputs, index, path, step) is not { } central) return null;
            // Neville's scheme: each column takes away the next even power of the step.
            List<double[]> row = [central];
            double power = 4;
            foreach (double[] coarser in previous)
            {
                double[] finer = row[^1];
                row.Add([.. finer.Select((value, i) => value + (value - coarser[i]) / (power - 1))]);
                power *= 4;
            }
            if (level == Levels - 1 && !Settles(row[^1], previous[^1])) return null;
            previous = [.. row];
        }
        return previous[^1];
    }

    private static bool Settles(double[] finest, double[] before) =>
        finest.Zip(before).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-8 * Math.Max(1, Math.Abs(pair.First)));

    private static double[]? Central(Executable executable, long[] inputs, int index, ulong path, double step)
    {
        double x = BitConverter.Int64BitsToDouble(inputs[index]), above = x + step, below = x - step;
        Evaluation up = At(above), down = At(below);
        if (up.Path != path || down.Path != path || up.Status != EvaluationStatus.Finished || down.Status != EvaluationStatus.Finished) return null;
        return [.. up.Results.Select((_, i) => (up.Real(i) - down.Real(i)) / (above - below))];

        Evaluation At(double value)
        {
            long[] moved = [.. inputs];
            moved[index] = BitConverter.DoubleToInt64Bits(value);
            return executable.Run(moved);
        }
    }
}
