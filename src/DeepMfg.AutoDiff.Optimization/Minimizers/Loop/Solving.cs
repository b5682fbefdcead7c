namespace DeepMfg.AutoDiff.Optimization;

/// <summary>What every solver does around its loop: checks what it is given, and lends the workspace.</summary>
internal readonly ref struct Solving : IDisposable
{
    private readonly ReadOnlySpan<double> _start;

    internal Solving(ReadOnlySpan<double> start, SolveOptions? options)
    {
        Options = options ?? SolveOptions.Default;
        Options.Check();
        for (int i = 0; i < start.Length; i++)
        {
            if (!double.IsFinite(start[i]))
            {
                throw new ArgumentException(Texts.Of($"start[{i}] is {start[i]}; start at a point of finite numbers."), nameof(start));
            }
        }

        _start = start;
        Memory = Options.Workspace ?? new Workspace();
        Memory.Open();
    }

    internal SolveOptions Options { get; }

    internal Workspace Memory { get; }

    internal ObjectiveProblem<TObjective> Problem<TObjective>(TObjective objective, Box box)
        where TObjective : struct, IObjective<double> => new(objective, box, _start.Length, Options, Memory);

    internal ResidualProblem Problem<TResiduals>(TResiduals residuals, Box box, LeastSquaresOptions options)
        where TResiduals : struct, IResiduals<double> =>
        new ResidualProblem<TResiduals>(residuals, residuals.Count(_start), box, (_start.Length, options, Memory));

    internal Minimum Minimize(Problem problem, IIteration iteration) => new(Run(problem, iteration));

    internal Ending Run(Problem problem, IIteration iteration) => new SolveLoop(problem, iteration).Run(_start);

    public void Dispose() => Memory.Close();
}
