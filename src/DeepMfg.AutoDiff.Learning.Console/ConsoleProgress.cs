using Spectre.Console;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Progress bars on the console, one for each task that is reported; where output goes to a file, lines now and then.</summary>
/// <remarks>The bars stand until each one is full or <see cref="Dispose"/> is called; a report after that starts new ones. Reports may come from any thread.</remarks>
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
            ProgressContext context = _context ?? Start();
            if (!_bars.TryGetValue(value.Task, out ProgressTask? bar))
            {
                bar = context.AddTask(value.Task);
                _bars.Add(value.Task, bar);
            }

            bar.MaxValue = value.Total;
            bar.Value = value.Done;
            bar.Description = Markup.Escape(value.Note.Length == 0 ? value.Task : $"{value.Task}  {value.Note}");
            if (_bars.Values.All(each => each.IsFinished))
            {
                Stop();
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

    private ProgressContext Start()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource<ProgressContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        Progress progress = _console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
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
