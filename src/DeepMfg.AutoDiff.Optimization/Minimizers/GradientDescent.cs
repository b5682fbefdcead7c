namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Minimises a smooth function along its steepest descent: slow, and the yardstick for the others.</summary>
/// <remarks>d = −g, and a line search to the strong Wolfe conditions along it. Cauchy, "Méthode générale pour la résolution des systèmes d'équations
/// simultanées" (1847).</remarks>
public static class GradientDescent
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
        return solving.Minimize(problem, new LineSearchIteration(new SteepestDescent(), new MoreThuente(decrease: 1e-4, curvature: 0.9), problem));
    }
}
