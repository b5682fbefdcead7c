namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Minimises a smooth function of parameters with bounds by L-BFGS-B; the function is never asked for outside them.</summary>
/// <remarks>
/// <para>The quadratic model of the last <see cref="SolveOptions.Memory"/> steps is followed along the steepest descent as bounds bend it, then
/// minimised over the parameters that are still free; a line search to the strong Wolfe conditions goes towards that point. An iteration costs about
/// memory² · n operations.</para>
/// <para>Byrd, Lu, Nocedal and Zhu, "A limited memory algorithm for bound constrained optimization", SIAM Journal on Scientific Computing 16 (1995).</para>
/// </remarks>
public static class LBfgsB
{
    /// <summary>Minimises a function.</summary>
    /// <param name="objective">The value and the gradient.</param>
    /// <param name="start">Where to start; moved inside the bounds.</param>
    /// <param name="lower">A lower bound for each parameter, −∞ where there is none; or empty.</param>
    /// <param name="upper">An upper bound for each parameter, +∞ where there is none; or empty.</param>
    /// <param name="options">When to stop.</param>
    /// <returns>Where it ended, and why.</returns>
    /// <exception cref="ArgumentException">The start, a bound or an option is no number that makes sense.</exception>
    public static Minimum Solve(
        Objective objective,
        ReadOnlySpan<double> start,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> upper,
        SolveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return Solve(new DelegateObjective(objective), start, lower, upper, options);
    }

    /// <inheritdoc cref="Solve(Objective, ReadOnlySpan{double}, ReadOnlySpan{double}, ReadOnlySpan{double}, SolveOptions?)"/>
    /// <typeparam name="TObjective">The type of the objective, called without indirection.</typeparam>
    public static Minimum Solve<TObjective>(
        TObjective objective,
        ReadOnlySpan<double> start,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> upper,
        SolveOptions? options = null)
        where TObjective : struct, IObjective<double>
    {
        var box = new Box(start.Length, lower, upper);
        using var solving = new Solving(start, options);
        Problem problem = solving.Problem(objective, box);
        var descent = new BoundedDescent(box, (start.Length, solving.Options.Memory), solving.Memory);
        return solving.Minimize(problem, new LineSearchIteration(descent, new MoreThuente(decrease: 1e-3, curvature: 0.9), problem));
    }
}
