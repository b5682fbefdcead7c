using Spectre.Console;

namespace DeepMfg.AutoDiff.Learning.Tests;

public sealed class ConsoleTests
{
    [Fact]
    public void A_table_has_its_title_columns_and_rows()
    {
        string text = Written(console => console.WriteTable("Tools [mm]", ["tool", "wear"], [["drill", "0.12"], ["end mill", "0.3"]]));
        Assert.Equal(
            """
                Tools [mm]
            ╭──────────┬──────╮
            │ tool     │ wear │
            ├──────────┼──────┤
            │ drill    │ 0.12 │
            │ end mill │  0.3 │
            ╰──────────┴──────╯
            """,
            text.TrimEnd());
    }

    [Fact]
    public void A_confusion_matrix_has_counts_and_recall()
    {
        string text = Written(console => console.WriteConfusion(ConfusionMatrix.Of([0, 1, 1, 1], [0, 0, 1, 1]), "good", "[bad]"));
        Assert.Contains("│ actual │ predicted good │ predicted [bad] │ recall │", text, StringComparison.Ordinal);
        Assert.Contains("│ good   │              1 │               1 │    0.5 │", text, StringComparison.Ordinal);
        Assert.Contains("│ [bad]  │              0 │               2 │      1 │", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_has_its_matrix_and_its_figures()
    {
        var report = Reports.Binary([0.2, 0.4, 0.7, 0.9], [0.0, 1, 0, 1], 0.5, new BootstrapOptions { Resamples = 50 });
        string text = Written(console => console.WriteReport(report));
        Assert.Contains("Confusion matrix", text, StringComparison.Ordinal);
        Assert.Contains("4 rows, 2 of class 1, threshold 0.5", text, StringComparison.Ordinal);
        Assert.Matches(@"│ ROC-AUC +│ +0\.75 │ +\S+ … 1 │", text);
    }

    [Fact]
    public void A_report_on_numbers_has_no_matrix() =>
        Assert.DoesNotContain("Confusion", Written(console => console.WriteReport(Reports.Regression([1.0, 2], [1.0, 3]))), StringComparison.Ordinal);

    [Fact]
    public void Rows_of_another_width_and_missing_names_are_refused()
    {
        Assert.Contains("Row 0 has 1 texts for 2 columns", Refused(console => console.WriteTable("", ["a", "b"], [["1"]])), StringComparison.Ordinal);
        Assert.Contains("A table needs a column", Refused(console => console.WriteTable("", [], [])), StringComparison.Ordinal);
        var matrix = ConfusionMatrix.Of([0], [1]);
        Assert.Contains("There are 1 names for 2 classes", Refused(console => console.WriteConfusion(matrix, "good")), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_in_a_file_is_a_line_for_each_tenth()
    {
        string text = Written(console =>
        {
            using var progress = ConsoleProgress.Bar(console);
            for (int step = 1; step <= 40; step++)
            {
                progress.Report(new ProgressStep("Training", step, 40, $"loss {1.0 / step:0.00} [nats]"));
            }
        });
        string[] lines = text.TrimEnd().Split('\n');
        Assert.Equal(11, lines.Length);
        Assert.Equal("Training  loss 1.00 [nats]  2%", lines[0]);
        Assert.Equal("Training  loss 0.13 [nats]  20%", lines[2]);
        Assert.Equal("Training  loss 0.03 [nats]  100%", lines[10]);
    }

    [Fact]
    public void Progress_on_a_terminal_is_a_bar_with_task_note_and_share()
    {
        string text = Drawn(console =>
        {
            using var progress = ConsoleProgress.Bar(console);
            progress.Report(new ProgressStep("Training", 1, 4, "loss 0.5 [nats]"));
            progress.Report(new ProgressStep("Training", 4, 4, "loss 0.25 [nats]"));
        });
        Assert.Contains("Training  loss 0.25 [nats]", text, StringComparison.Ordinal);
        Assert.Contains("100%", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_that_ends_early_frees_the_terminal()
    {
        string text = Drawn(console =>
        {
            using (var first = ConsoleProgress.Bar(console))
            {
                first.Report(new ProgressStep("Training", 1, 4));
                first.Report(new ProgressStep("Validation", 1, 2));
            }

            // Spectre refuses a second live display while one is shown.
            using var second = ConsoleProgress.Bar(console);
            second.Report(new ProgressStep("Testing", 1, 1));
        });
        Assert.Contains("25%", text, StringComparison.Ordinal);
        Assert.Contains("Testing", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_comes_from_any_thread()
    {
        string text = Drawn(console =>
        {
            using var progress = ConsoleProgress.Bar(console);
            int done = 0;
            Parallel.For(0, 200, _ => progress.Report(new ProgressStep("Folds", Interlocked.Increment(ref done), 1000)));
            progress.Report(new ProgressStep("Folds", 1000, 1000));
        });
        Assert.Contains("100%", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_without_a_total_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Written(console => ConsoleProgress.Bar(console).Report(new ProgressStep("Training", 0, 0))));

    private static string Refused(Action<IAnsiConsole> write) => Assert.ThrowsAny<ArgumentException>(() => Written(write)).Message;

    private static string Written(Action<IAnsiConsole> write) => On(write, isTerminal: false);

    private static string Drawn(Action<IAnsiConsole> write) => On(write, isTerminal: true);

    private static string On(Action<IAnsiConsole> write, bool isTerminal)
    {
        using var text = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 100;
        console.Profile.Capabilities.Unicode = true;
        write(console);
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd()));
    }
}
