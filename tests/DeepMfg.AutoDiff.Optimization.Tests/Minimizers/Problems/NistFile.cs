using System.Globalization;

namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers.Problems;

/// <summary>A file of the NIST Statistical Reference Datasets for nonlinear regression.</summary>
internal sealed class NistFile
{
    private const int FirstParameter = 40, FirstRow = 60;

    private NistFile(string[] lines)
    {
        string[][] parameters =
        [
            .. lines.Skip(FirstParameter).TakeWhile(line => line.Contains('=', StringComparison.Ordinal)).Select(line => Words(line.Split('=')[1])),
        ];
        Starts = [[.. parameters.Select(words => Number(words[0]))], [.. parameters.Select(words => Number(words[1]))]];
        Parameters = [.. parameters.Select(words => Number(words[2]))];
        Deviations = [.. parameters.Select(words => Number(words[3]))];
        ResidualSum = Number(lines.Single(line => line.StartsWith("Residual Sum of Squares", StringComparison.Ordinal)).Split(':')[1]);
        Rows = [.. lines.Skip(FirstRow).Select(Words).Where(words => words.Length > 1).Select(words => words.Select(Number).ToArray())];
    }

    /// <summary>The two starts.</summary>
    internal double[][] Starts { get; }

    internal double[] Parameters { get; }

    internal double[] Deviations { get; }

    internal double ResidualSum { get; }

    /// <summary>The response, then the predictors.</summary>
    internal double[][] Rows { get; }

    internal static NistFile Read(string name) => new(File.ReadAllLines(Path.Combine(DataFolder.Path!, "nist", name + ".dat")));

    private static string[] Words(string line) => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
