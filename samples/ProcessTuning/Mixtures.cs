using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Samples;

namespace ProcessTuning;

/// <summary>Concrete as it was mixed and tested.</summary>
/// <param name="Rows">For each test the seven ingredients (kg/m³), then the age (days).</param>
/// <param name="Strength">The compressive strengths (MPa).</param>
internal sealed record Mixtures(double[][] Rows, double[] Strength)
{
    /// <summary>The age at which mixtures are compared, in days.</summary>
    public const double Age = 28;

    public static readonly string[] Names = ["cement", "slag", "fly ash", "water", "superplasticizer", "coarse aggregate", "fine aggregate"];

    /// <summary>Prices for the sake of example, a kilogramme each; any currency.</summary>
    public static readonly double[] Prices = [0.11, 0.05, 0.03, 0.002, 1.8, 0.012, 0.012];

    /// <summary>Usual densities, kg/m³.</summary>
    public static readonly double[] Densities = [3150, 2900, 2300, 1000, 1100, 2700, 2650];

    private const string AgeColumn = "Age (day)", StrengthColumn = "Concrete compressive strength(MPa, megapascals)";

    private static readonly string[] s_columns =
    [
        .. new[] { "Cement", "Blast Furnace Slag", "Fly Ash", "Water", "Superplasticizer", "Coarse Aggregate", "Fine Aggregate" }
            .Select((name, k) => $"{name} (component {k + 1})(kg in a m^3 mixture)"),
        AgeColumn,
    ];

    public int Count => Strength.Length;

    /// <summary>The volume of a cubic metre's ingredients without the air in it.</summary>
    public static double VolumeOf(ReadOnlySpan<double> mixture) => Sum(mixture, Array.ConvertAll(Densities, density => 1 / density));

    /// <summary>What a cubic metre costs.</summary>
    public static double CostOf(ReadOnlySpan<double> mixture) => Sum(mixture, Prices);

    /// <exception cref="InputException">The file is no such table.</exception>
    public static Mixtures Read(string path)
    {
        InputTable input = InputTable.Read(path, [.. s_columns, StrengthColumn], []);
        double[] rows = input.Numbers(s_columns), strength = input.Numbers(StrengthColumn);
        int young = Array.FindIndex(input.Numbers(AgeColumn), age => age <= 0);
        if (young >= 0) throw input.Mistake(young, AgeColumn, "an age must be above zero. Correct it, or leave the row out.");
        return strength.Length >= 50
            ? new([.. rows.Chunk(s_columns.Length)], strength)
            : throw new InputException($"{input.Source} has {strength.Length} rows; to learn from, at least 50 are needed.");
    }

    /// <summary>Some of the tests.</summary>
    public Mixtures Take(ReadOnlySpan<int> rows)
    {
        int[] taken = rows.ToArray();
        return new([.. taken.Select(row => Rows[row])], [.. taken.Select(row => Strength[row])]);
    }

    /// <summary>Tests of the same mixture at the same age have the same number.</summary>
    public int[] Repeats()
    {
        Dictionary<string, int> seen = [];
        return [.. Rows.Select(row => string.Join(' ', row)).Select(key => seen.TryAdd(key, seen.Count) ? seen.Count - 1 : seen[key])];
    }

    /// <summary>The least and the largest of each ingredient.</summary>
    public (double[] Low, double[] High) Range() => (
        [.. Enumerable.Range(0, Names.Length).Select(k => Rows.Min(row => row[k]))],
        [.. Enumerable.Range(0, Names.Length).Select(k => Rows.Max(row => row[k]))]);

    /// <summary>The test at the usual age whose strength is the median of these: what the plant mixes today.</summary>
    public int Usual()
    {
        int[] usual = [.. Enumerable.Range(0, Count).Where(i => Rows[i][^1] == Age).OrderBy(i => Strength[i])];
        return usual.Length > 0 ? usual[usual.Length / 2]
            : throw new InputException($"No test is at an age of {Age} days, at which mixtures are compared; add some.");
    }

    private static double Sum(ReadOnlySpan<double> mixture, double[] factors)
    {
        double sum = 0;
        for (int k = 0; k < factors.Length; k++) sum += mixture[k] * factors[k];
        return sum;
    }
}
