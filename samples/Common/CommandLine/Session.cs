using DeepMfg.AutoDiff.Learning;
using Spectre.Console;

namespace DeepMfg.AutoDiff.Samples;

/// <summary>A run of a sample: what it was asked, and where its results go.</summary>
public sealed class Session
{
    private readonly List<string> _written = [];

    internal Session(Arguments arguments)
    {
        Arguments = arguments;
        Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Out) });
    }

    /// <summary>What was asked.</summary>
    public Arguments Arguments { get; }

    /// <summary>The console, for tables and bars.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>The files written by now.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>Writes a line.</summary>
    public void Say(string text = "") => System.Console.WriteLine(text);

    /// <summary>Writes a table, the first column to the left, the others to the right.</summary>
    public void Show(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Say();
        Say(title);
        Console.WriteTable("", columns, [.. rows]);
    }

    /// <summary>Writes a figure as PNG and SVG where <c>--out</c> asks for it.</summary>
    /// <exception cref="InputException">The folder cannot be written.</exception>
    public void Save(string name, Func<Figure> figure)
    {
        if (Arguments.Out is not { } folder)
        {
            return;
        }

        string path = Path.Combine(folder, name);
        try
        {
            Directory.CreateDirectory(folder);
            Figure drawn = figure();
            drawn.SavePng(path + ".png");
            drawn.SaveSvg(path + ".svg");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Plots cannot be written to '{folder}': {refused.Message} Name another folder after --out.");
        }

        _written.AddRange([path + ".png", path + ".svg"]);
    }
}
