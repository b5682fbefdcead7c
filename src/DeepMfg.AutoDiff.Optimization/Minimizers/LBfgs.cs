namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Minimises a smooth function by L-BFGS: the first choice where there are gradients, for few parameters and for many.</summary>
/// <remarks>
/// <para>d = −H g with the inverse Hessian H that the last <see cref="SolveOptions.Memory"/> steps suggest; a line search to the strong Wolfe
/// conditions along d. An iteration costs about 4 · memory · n operations and mostly one evaluation; the memory is 2 · memory · n numbers.</para>
/// <para>Liu and Nocedal, "On the limited memory BFGS method for large scale optimization", Mathematical Programming 45 (1989); Moré and Thuente,
/// "Line search algorithms with guaranteed sufficient decrease", ACM Transactions on Mathematical Software 20 (1994).</para>
/// </remarks>
public static class LBfgs
{
    /// <summary>Minimises a function.</summary>
    /// <param name="objective">The value and the gradient.</param>
    /// <param name="start">Where to start.</param>
    /// <param name="options">When to stop.</param>
    /// <returns>Where it ended, and why.</returns>
    /// <exception cref="ArgumentException">The start or an option is no number that makes sense.</exception>
    public static Minimum Solve(Objective objective, ReadOnlySpan<double> start, SolveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return Solve(new DelegateObjective(objective), start, options);
    }

    /// <inheritdoc cref="Solve(Objective, ReadOnlySpan{double}, SolveOptions?)"/>
    /// <typeparam name="TObjective">The type of the objective, called without indirection.</typeparam>
    public static Minimum Solve<TObjective>(TObjective objective, ReadOnlySpan<double> start, SolveOptions? options = null)
        where TObjective : struct, IObjective<double>
    {
        using var solving = new Solving(start, options);
        Problem problem = solving.Problem(objective, Box.None);
        var descent = new LBfgsDescent(solving.Options.Memory, start.Length, solving.Memory);
        return solving.Minimize(problem, new LineSearchIteration(descent, new MoreThuente(decrease: 1e-4, curvature: 0.9), problem));
    }
}
