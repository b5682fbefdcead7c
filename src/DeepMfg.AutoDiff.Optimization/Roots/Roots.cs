namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Roots of functions of one number.</summary>
/// <remarks>What the function throws comes out.</remarks>
public static class Roots
{
    /// <summary>A root between two points at which the function has different signs: never fails on a continuous function.</summary>
    /// <remarks>Inverse quadratic interpolation, secants and bisection: Brent, Algorithms for Minimization without Derivatives (1973), chapter 4. At
    /// most about the square of the number of bisections is needed, mostly ten values.</remarks>
    /// <param name="function">The function.</param>
    /// <param name="lower">One end of the interval.</param>
    /// <param name="upper">The other.</param>
    /// <param name="tolerance">How near the root the point must be; zero is as near as numbers can be.</param>
    /// <param name="cancel">Looked at before each call of the function.</param>
    /// <returns>The root; <see cref="SolveStatus.NoSignChange"/> where there is none for sure.</returns>
    public static Root Brent(Func<double, double> function, double lower, double upper, double tolerance = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        return new BrentSearch(function, tolerance, cancel).Run(lower, upper);
    }

    /// <summary>A root near a point, from the function's derivative: doubles the digits at each step near a simple root.</summary>
    /// <remarks>x ← x − f(x) / f′(x); a step after which |f| is not smaller is halved.</remarks>
    /// <param name="function">The function and its derivative, as a generated <c>MValueAndGradient</c> gives them.</param>
    /// <param name="start">Where to start.</param>
    /// <param name="tolerance">It has converged when |f(x)| is not above this; also where no step makes it smaller in the precision of x.</param>
    /// <param name="maxIterations">The number of steps after which it stops.</param>
    /// <param name="cancel">Looked at before each call of the function.</param>
    /// <returns>The root, or the point with the smallest |f|.</returns>
    public static Root Newton(
        Func<double, (double Value, double Derivative)> function,
        double start,
        double tolerance = 0,
        int maxIterations = 100,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        ArgumentOutOfRangeException.ThrowIfNegative(maxIterations);
        return new NewtonSearch(function, tolerance, cancel).Run(start, maxIterations);
    }
}
