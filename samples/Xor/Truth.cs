using DeepMfg.AutoDiff.Samples;

namespace Xor;

/// <summary>Pairs of inputs and what is right.</summary>
/// <param name="X">The pairs, behind each other.</param>
/// <param name="Y">0 or 1 for each.</param>
internal sealed record Truth(double[] X, double[] Y)
{
    /// <summary>The truth table.</summary>
    public static Truth Table { get; } = new([0, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 0]);

    /// <exception cref="InputException">The file is no table of such.</exception>
    public static Truth Read(string path)
    {
        InputTable input = InputTable.Read(path, ["a", "b", "xor"], []);
        double[] y = input.Numbers("xor");
        int bad = Array.FindIndex(y, value => value is not (0 or 1));
        return bad < 0 ? new(input.Numbers(["a", "b"]), y) : throw input.Mistake(bad, "xor", $"{y[bad]} is neither 0 nor 1. Correct it, or leave the row out.");
    }

    public double[] Column(int index) => [.. Enumerable.Range(0, Y.Length).Select(i => X[2 * i + index])];
}
