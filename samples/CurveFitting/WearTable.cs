using DeepMfg.AutoDiff.Samples;

namespace CurveFitting;

/// <summary>Wear as it was measured.</summary>
/// <param name="Source">Where it is from.</param>
/// <param name="Minutes">When, in minutes in the cut, ascending.</param>
/// <param name="Microns">The flank wear in µm.</param>
/// <param name="Truth">The parameters that were simulated; empty where none were.</param>
internal sealed record WearTable(string Source, double[] Minutes, double[] Microns, params double[] Truth)
{
    /// <param name="path">The file.</param>
    /// <param name="isFitted">Whether the curve is fitted to it, rather than judged by it.</param>
    /// <exception cref="InputException">The file is no such table.</exception>
    public static WearTable Read(string path, bool isFitted = true)
    {
        InputTable input = InputTable.Read(path, ["minutes", "microns"], []);
        double[] minutes = input.Numbers("minutes"), microns = input.Numbers("microns");
        int early = Array.FindIndex(minutes, t => t < 0);
        if (early >= 0) throw input.Mistake(early, "minutes", $"{minutes[early]} is below zero. Correct it, or leave the row out.");
        if (isFitted && minutes.Distinct().Count() <= Wear.Parameters.Length)
        {
            throw new InputException($"{input.Source} has too few different times: at least {Wear.Parameters.Length + 1} tell the parameters apart.");
        }

        Array.Sort(minutes, microns);
        return new(path, minutes, microns);
    }
}
