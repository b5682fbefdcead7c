using System.Globalization;
using DeepMfg.AutoDiff.Samples;

namespace CurveFitting;

/// <summary>A file of NIST's Statistical Reference Datasets for nonlinear regression.</summary>
/// <param name="Name">The problem's name, that of the file.</param>
/// <param name="Starts">The two starts, one far and one near.</param>
/// <param name="Certified">The parameters that NIST certifies.</param>
/// <param name="ResidualSum">The residual sum of squares that it certifies.</param>
/// <param name="Y">The responses.</param>
/// <param name="X">The predictors of each.</param>
internal sealed record NistProblem(string Name, double[][] Starts, double[] Certified, double ResidualSum, double[] Y, double[][] X)
{
    // Counted from 0: lines 41 and 61 of each file.
    private const int FirstParameter = 40, FirstRow = 60;

    /// <exception cref="InputException">The file is none of these.</exception>
    public static NistProblem Read(string path)
    {
        if (!File.Exists(path)) throw new InputException($"There is no file '{path}'; name one that there is.");
        string[] lines = File.ReadAllLines(path);
        string name = Path.GetFileNameWithoutExtension(path);
        if (!NistModels.All.ContainsKey(name))
        {
            throw new InputException($"'{name}' is none of the problems that there are models of: {string.Join(", ", NistModels.All.Keys)}.");
        }

        double[][] parameters =
        [
            .. lines.Index().Skip(FirstParameter).TakeWhile(line => line.Item.Contains('=', StringComparison.Ordinal))
                .Select(line => Numbers(path, line.Index, line.Item[(line.Item.IndexOf('=', StringComparison.Ordinal) + 1)..], least: 3)),
        ];
        double[][] rows =
        [
            .. lines.Index().Skip(FirstRow).Where(line => !string.IsNullOrWhiteSpace(line.Item)).Select(line => Numbers(path, line.Index, line.Item, least: 2)),
        ];
        (int at, string? sum) = lines.Index().FirstOrDefault(line => line.Item.StartsWith("Residual Sum of Squares:", StringComparison.Ordinal));
        if (parameters.Length == 0 || rows.Length == 0 || sum is null)
        {
            throw new InputException(
                $"{Path.GetFileName(path)} is not written as NIST's files are: parameters from line 41, 'Residual Sum of Squares:', data from line 61.");
        }

        return new(
            name,
            [[.. parameters.Select(line => line[0])], [.. parameters.Select(line => line[1])]],
            [.. parameters.Select(line => line[2])],
            Numbers(path, at, sum[(sum.IndexOf(':', StringComparison.Ordinal) + 1)..], least: 1)[0],
            [.. rows.Select(row => NistModels.Response(name, row[0]))],
            [.. rows.Select(row => row[1..])]);
    }

    private static double[] Numbers(string path, int line, string text, int least)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string place = $"{Path.GetFileName(path)}, line {line + 1}";
        if (words.Length < least) throw new InputException($"{place}: {words.Length} numbers stand where {least} are needed. Take the file as NIST has it.");
        return [.. words.Select((word, column) => double.TryParse(word, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new InputException($"{place}, column {column + 1}: \"{word}\" is not a finite number. Take the file as NIST has it."))];
    }
}
