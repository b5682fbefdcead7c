using System.Globalization;
using System.Text;

namespace DeepMfg.AutoDiff.Samples;

/// <summary>What a sample does and which words it takes.</summary>
/// <param name="Sample">Its name.</param>
/// <param name="Purpose">What it does, in a sentence.</param>
/// <param name="Data">What <c>--data</c> names; null where there is nothing to name.</param>
/// <param name="Settings">The numbers it takes besides.</param>
public sealed record Usage(string Sample, string Purpose, string? Data, params IReadOnlyList<Setting> Settings)
{
    /// <summary>The help.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(Purpose).AppendLine().AppendLine($"dotnet run --project samples/{Sample} -- [options]");
        if (Data is not null)
        {
            Line(text, "--data PATH", $"{Data}; none: simulated");
            Line(text, "--test PATH", "the same, to judge on besides");
        }

        Line(text, "--out FOLDER", "where plots go, as PNG and SVG");
        foreach (Setting setting in Settings)
        {
            Line(text, $"--{setting.Name} N", string.Create(CultureInfo.InvariantCulture, $"{setting.Meaning}; {setting.Standard} by itself"));
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string option, string meaning) => text.AppendLine($"  {option,-16} {meaning}");
}
