using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Samples;

namespace PredictiveMaintenance;

/// <summary>What the machine's sensors say, a row a use.</summary>
/// <param name="Rows">The readings.</param>
/// <param name="Failed">1 where the machine failed, else 0.</param>
/// <param name="Causes">The one <see cref="Cause"/> on record; −1 where there is none, or more than one.</param>
internal sealed record Readings(Reading[] Rows, double[] Failed, int[] Causes)
{
    public const string Failure = "Machine failure", Product = "Type";

    public static readonly string[] Sensors =
        ["Air temperature [K]", "Process temperature [K]", "Rotational speed [rpm]", "Torque [Nm]", "Tool wear [min]"];

    private static readonly string[] s_modes = ["HDF", "PWF", "OSF", "TWF"];

    public int Count => Failed.Length;

    /// <summary>Reads a table of which all is there that models need.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public static Table Read(string path)
    {
        InputTable input = InputTable.Read(path, [.. Sensors, Failure], [Product]);
        input.Numbers(Sensors);
        input.Choices(Product, "L", "M", "H");
        double[] failed = input.Numbers(Failure);
        int bad = Array.FindIndex(failed, value => value is not (0 or 1));
        if (bad >= 0) throw input.Mistake(bad, Failure, $"{failed[bad]} is neither 0 nor 1. Correct it, or leave the row out.");
        double failures = failed.Sum();
        return failures >= 10 && failed.Length - failures >= 10
            ? input.Table
            : throw new InputException($"{input.Source} has {failures} failures in {failed.Length} rows; to learn, at least 10 of either kind are needed.");
    }

    /// <summary>The readings of a table.</summary>
    public static Readings Of(Table table)
    {
        var input = new InputTable("the readings", table);
        bool[] known = [.. s_modes.Select(input.Has)];
        double[][] modes = [.. s_modes.Select((mode, k) => known[k] ? input.Numbers(mode) : new double[table.Count])];
        int[] quality = input.Choices(Product, "L", "M", "H");
        double[] failed = input.Numbers(Failure);
        return new(
            [.. input.Numbers(Sensors).Chunk(Sensors.Length).Select((x, i) => new Reading(x[0], x[1], x[2], x[3], x[4], quality[i], failed[i] > 0))],
            failed,
            [.. Enumerable.Range(0, table.Count).Select(i => modes.Sum(mode => mode[i]) == 1 ? Array.FindIndex(modes, mode => mode[i] == 1) : -1)]);
    }

    /// <summary>Parts with equal shares of failures, each to be judged by models of the others.</summary>
    public static IReadOnlyList<Split> Folds(Readings readings, int count) =>
        DeepMfg.AutoDiff.Learning.Folds.Stratified<double>(readings.Failed, count, seed: 1);

    public Readings Take(int[] rows) => new(
        [.. rows.Select(i => Rows[i])],
        [.. rows.Select(i => Failed[i])],
        [.. rows.Select(i => Causes[i])]);
}
