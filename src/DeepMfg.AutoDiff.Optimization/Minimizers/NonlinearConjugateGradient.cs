namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Minimises a smooth function by nonlinear conjugate gradients: where even the memory of <see cref="LBfgs"/> is too much.</summary>
/// <remarks>d ← −g + β d with the β of Hager and Zhang, "A new conjugate gradient method with guaranteed descent and an efficient line search", SIAM
/// Journal on Optimization 16 (2005); a line search to tight strong Wolfe conditions along d. The memory is 2 n numbers.</remarks>
public static class NonlinearConjugateGradient
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
        var descent = new HagerZhangDescent(start.Length, solving.Memory);
        return solving.Minimize(problem, new LineSearchIteration(descent, new MoreThuente(decrease: 1e-4, curvature: 0.1), problem));
    }
}
