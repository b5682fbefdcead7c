namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Minimises a twice differentiable function by Newton's method with a trust region: few, exact iterations, also where the curvature is
/// negative.</summary>
/// <remarks>
/// <para>m(s) = gᵀs + ½ sᵀH s is minimised over ‖s‖ ≤ Δ by conjugate gradients, from products of the Hessian H with vectors: those of
/// <see cref="ICurvedObjective{T}"/> where the objective is one, else (g(x + h v) − g(x)) / h, one evaluation each.</para>
/// <para>Steihaug, "The conjugate gradient method and trust regions in large scale optimization", SIAM Journal on Numerical Analysis 20 (1983).</para>
/// </remarks>
public static class NewtonTrustRegion
{
    /// <summary>Minimises a function.</summary>
    /// <param name="objective">The value and the gradient; products with the Hessian too, if it is an <see cref="ICurvedObjective{T}"/>.</param>
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
        ObjectiveProblem<TObjective> problem = solving.Problem(objective, Box.None);
        var model = new NewtonModel(problem, start.Length, solving.Memory);
        return solving.Minimize(problem, new TrustRegionIteration(model, problem));
    }
}
