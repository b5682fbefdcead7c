using System.Reflection;

namespace DeepMfg.AutoDiff.Samples.Tests;

/// <summary>A sample as it is run from the command line: what it wrote, and its exit code.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    private static readonly Lock s_console = new();

    internal static Run Of(string sample, params string[] words)
    {
        // The console is one for all.
        lock (s_console)
        {
            (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
            using StringWriter written = new(), mistakes = new();
            try
            {
                Console.SetOut(written);
                Console.SetError(mistakes);
                object? code = Assembly.Load(sample).EntryPoint!.Invoke(null, [words]);
                return new(code is int number ? number : 0, written.ToString(), mistakes.ToString());
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(error);
            }
        }
    }

    /// <summary>The texts of a line of the tables, by the text it begins with.</summary>
    internal string[] Line(string name)
    {
        string line = Output.Split('\n').FirstOrDefault(line => line.StartsWith($"│ {name} ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"No table has a line \"{name}\":\n{Output}\n{Error}");
        return [.. line.Split('│', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Trim())];
    }

    /// <summary>A number in such a line.</summary>
    internal double Number(string name, int column) =>
        double.Parse(Line(name)[column].TrimEnd('%', ' '), System.Globalization.CultureInfo.InvariantCulture);
}
