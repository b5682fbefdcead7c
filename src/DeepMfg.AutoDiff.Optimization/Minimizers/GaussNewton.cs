namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Fits parameters whose residuals are small at the solution, or nearly linear; <see cref="LevenbergMarquardt"/> is safer from far away.</summary>
/// <remarks>d has the smallest ‖J d + r‖; a backtracking line search along it. Nocedal and Wright, Numerical Optimization, section 10.3.</remarks>
public static class GaussNewton
{
    /// <summary>Fits parameters.</summary>
    /// <param name="residuals">The residuals and their Jacobian.</param>
    /// <param name="start">Where to start.</param>
    /// <param name="options">When to stop, and how residuals count.</param>
    /// <typeparam name="TResiduals">The type of the residuals, called without indirection.</typeparam>
    /// <returns>The fit.</returns>
    /// <exception cref="ArgumentException">The start or an option is no number that makes sense.</exception>
    public static LeastSquares Solve<TResiduals>(TResiduals residuals, ReadOnlySpan<double> start, LeastSquaresOptions? options = null)
        where TResiduals : struct, IResiduals<double>
    {
        LeastSquaresOptions chosen = options ?? LeastSquaresOptions.Standard;
        using var solving = new Solving(start, chosen);
        ResidualProblem problem = solving.Problem(residuals, Box.None, chosen);
        var iteration = new LineSearchIteration(new GaussNewtonDescent(problem), new Backtracking(decrease: 1e-4), problem);
        return new LeastSquares(solving.Run(problem, iteration), problem, chosen.Confidence);
    }
}
