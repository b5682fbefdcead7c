namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Where a minimiser ended, why, and what it cost.</summary>
public class Minimum
{
    private readonly double[] _point;
    private readonly double[] _gradient;

    internal Minimum(Ending ending)
    {
        Problem problem = ending.Problem;
        _point = [.. ending.At.Point];
        _gradient = [.. ending.At.Gradient];
        Value = ending.At.Value;
        Optimality = ending.Optimality;
        Status = ending.Status;
        Explanation = ending.Explanation;
        Iterations = ending.Iterations;
        Evaluations = problem.Values;
        GradientEvaluations = problem.Gradients;
        HessianProducts = problem.Products;
        Trace = ending.Trace;
        Exception = problem.Thrown;
    }

    /// <summary>The point: where it stopped if it converged, else the best one that was found.</summary>
    public ReadOnlySpan<double> Point => _point;

    /// <summary>The value there; of least squares, half the sum of the squares (of the losses, where there is one).</summary>
    public double Value { get; }

    /// <summary>The gradient of <see cref="Value"/> there.</summary>
    public ReadOnlySpan<double> Gradient => _gradient;

    /// <summary>What <see cref="SolveOptions.GradientTolerance"/> was compared with.</summary>
    public double Optimality { get; }

    /// <summary>Why it stopped.</summary>
    public SolveStatus Status { get; }

    /// <summary>The same as a sentence that says what was met, and what to do about it.</summary>
    public string Explanation { get; }

    /// <summary>The number of iterations.</summary>
    public int Iterations { get; }

    /// <summary>How often the value (the residuals) was asked for.</summary>
    public int Evaluations { get; }

    /// <summary>How often the gradient (the Jacobian) was asked for.</summary>
    public int GradientEvaluations { get; }

    /// <summary>How often a product with the Hessian was asked for.</summary>
    public int HessianProducts { get; }

    /// <summary>The start and each iteration, where <see cref="SolveOptions.KeepTrace"/> asks for them; else empty.</summary>
    public IReadOnlyList<SolveStep> Trace { get; }

    /// <summary>What the objective threw, if it did.</summary>
    public Exception? Exception { get; }

    /// <summary>The explanation.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => Explanation;
}
