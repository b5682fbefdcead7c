using System.Globalization;
using Spectre.Console;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Progress bars on the console, one for each task that is reported; where output goes to a file, a line for each tenth.</summary>
/// <remarks>
/// The bars stand until each one is full or <see cref="Dispose"/> is called; a report after that starts new ones. Reports may come from any thread.
/// </remarks>
/// <example>
/// <code>
/// using ConsoleProgress progress = ConsoleProgress.Bar();
/// for (int epoch = 1; epoch &lt;= 60; epoch++)
/// {
///     double loss = Train();
///     progress.Report(new ProgressStep("Training", epoch, 60, $"loss {loss:0.0000}"));
/// }
/// </code>
/// </example>
public sealed class ConsoleProgress : IProgress<ProgressStep>, IDisposable
{
    private readonly IAnsiConsole _console;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ProgressTask> _bars = [];
    private readonly Dictionary<string, double> _tenths = [];
    private ProgressContext? _context;
    private TaskCompletionSource? _end;
    private Task? _shown;

    private ConsoleProgress(IAnsiConsole console) => _console = console;

    /// <summary>Bars that show themselves with the first report.</summary>
    /// <param name="console">The console; none: the process's own.</param>
    /// <returns>What to report to.</returns>
    public static ConsoleProgress Bar(IAnsiConsole? console = null) => new(console ?? AnsiConsole.Console);

    /// <summary>Moves the bar of a task.</summary>
    /// <param name="value">The task and how far it is.</param>
    /// <exception cref="ArgumentException">The task has no name, or its total is not positive.</exception>
    public void Report(ProgressStep value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value.Task);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value.Total);
        lock (_lock)
        {
            if (_console.Profile.Capabilities is { Interactive: true, Ansi: true })
            {
                Draw(value);
            }
            else
            {
                Tell(value);
            }
        }
    }

    /// <summary>Draws the bars a last time as they are and frees the console.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            Stop();
        }
    }

    private static string Text(ProgressStep step) => step.Note.Length == 0 ? step.Task : $"{step.Task}  {step.Note}";

    private void Draw(ProgressStep step)
    {
        ProgressContext context = _context ?? Start();
        if (!_bars.TryGetValue(step.Task, out ProgressTask? bar))
        {
            bar = context.AddTask(step.Task);
            _bars.Add(step.Task, bar);
        }

        bar.MaxValue = step.Total;
        bar.Value = step.Done;
        bar.Description = Markup.Escape(Text(step));
        if (_bars.Values.All(each => each.IsFinished))
        {
            Stop();
        }
    }

    /// <summary>A line for the first report of a task and for each further tenth of it.</summary>
    private void Tell(ProgressStep step)
    {
        double tenth = Math.Floor(10.0 * step.Done / step.Total);
        if (tenth > _tenths.GetValueOrDefault(step.Task, -1))
        {
            _console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Text(step)}  {Math.Floor(100.0 * step.Done / step.Total)}%"));
            _tenths[step.Task] = step.Done < step.Total ? tenth : -1;
        }
    }

    private ProgressContext Start()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource<ProgressContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        Progress progress = _console.Progress().Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        _shown = Task.Run(() => progress.StartAsync(context =>
        {
            started.SetResult(context);
            return end.Task;
        }));

        // A console that is already in use by another live display fails before it starts.
        Task.WaitAny(started.Task, _shown);
        if (!started.Task.IsCompleted)
        {
            _shown.GetAwaiter().GetResult();
        }

        (_context, _end) = (started.Task.Result, end);
        return _context;
    }

    private void Stop()
    {
        if (_end is null)
        {
            return;
        }

        _end.SetResult();
        _shown!.GetAwaiter().GetResult();
        (_context, _end, _shown) = (null, null, null);
        _bars.Clear();
    }
}
