namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Fits parameters to data: least squares, with bounds and with losses that outliers do not bend, and how well the parameters are known.</summary>
/// <remarks>
/// <para>Each step minimises ½ ‖J s + r‖² over ‖D s‖ ≤ Δ by QR factors, never by JᵀJ; Δ grows and shrinks as the model proves right. Parameters on a
/// bound that the gradient presses against it are held, and steps are cut off at bounds: residuals are never asked for outside.</para>
/// <para>Levenberg, "A method for the solution of certain non-linear problems in least squares", Quarterly of Applied Mathematics 2 (1944);
/// Marquardt, "An algorithm for least-squares estimation of nonlinear parameters", SIAM Journal 11 (1963); Moré, "The Levenberg–Marquardt algorithm:
/// implementation and theory" (1978).</para>
/// </remarks>
public static class LevenbergMarquardt
{
    /// <summary>Fits parameters.</summary>
    /// <param name="residuals">The residuals and their Jacobian.</param>
    /// <param name="start">Where to start; moved inside the bounds.</param>
    /// <param name="lower">A lower bound for each parameter, −∞ where there is none; or empty.</param>
    /// <param name="upper">An upper bound for each parameter, +∞ where there is none; or empty.</param>
    /// <param name="options">When to stop, and how residuals count.</param>
    /// <typeparam name="TResiduals">The type of the residuals, called without indirection.</typeparam>
    /// <returns>The fit.</returns>
    /// <exception cref="ArgumentException">The start, a bound or an option is no number that makes sense.</exception>
    public static LeastSquares Solve<TResiduals>(
        TResiduals residuals,
        ReadOnlySpan<double> start,
        ReadOnlySpan<double> lower = default,
        ReadOnlySpan<double> upper = default,
        LeastSquaresOptions? options = null)
        where TResiduals : struct, IResiduals<double>
    {
        LeastSquaresOptions chosen = options ?? LeastSquaresOptions.Standard;
        var box = new Box(start.Length, lower, upper);
        using var solving = new Solving(start, chosen);
        ResidualProblem problem = solving.Problem(residuals, box, chosen);
        return new LeastSquares(solving.Run(problem, new TrustRegionIteration(new DampedModel(problem), problem)), problem, chosen.Confidence);
    }
}
