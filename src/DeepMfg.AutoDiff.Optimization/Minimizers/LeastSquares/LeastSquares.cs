using System.Globalization;
using System.Text;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A fit: the parameters, how well they are known, and how the solve ended.</summary>
/// <remarks>
/// <para>With n parameters that no bound holds and m residuals: s² = Σ r² / (m − n), covariance s² (JᵀJ)⁻¹, standard errors the roots of its
/// diagonal, intervals by Student's t with m − n degrees of freedom. They hold where the residuals are independent, of equal variance, and nearly
/// linear in the parameters over the intervals. A parameter that a bound holds is taken for known: its error is zero.</para>
/// <para>With a loss, residuals and Jacobian are weighted by √ρ′ first, as in the last step of the solve: an approximation.</para>
/// </remarks>
public sealed class LeastSquares : Minimum
{
    private readonly double[] _residuals;
    private readonly double[] _errors;
    private readonly double[] _covariance;
    private readonly double _confidence;

    internal LeastSquares(Ending ending, ResidualProblem problem, double confidence)
        : base(ending)
    {
        Linearization linear = problem.Linear;
        _residuals = [.. linear.Residuals];
        _confidence = confidence;
        ResidualSum = Sum(linear.Residuals);
        DegreesOfFreedom = linear.Count - linear.FreeCount;
        double variance = DegreesOfFreedom > 0 ? Sum(linear.Weighted) / DegreesOfFreedom : double.PositiveInfinity;
        StandardDeviation = Math.Sqrt(variance);
        (CovarianceStatus, _covariance, _errors) = LeastSquaresCovariance.Of(linear, problem.Dimension, variance);
    }

    /// <summary>The residuals at the point.</summary>
    public ReadOnlySpan<double> Residuals => _residuals;

    /// <summary>The sum of their squares.</summary>
    public double ResidualSum { get; }

    /// <summary>The number of residuals less that of the parameters that no bound holds.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>s, the standard deviation of the residuals; +∞ without degrees of freedom.</summary>
    public double StandardDeviation { get; }

    /// <summary><see cref="FactorStatus.Singular"/> where the data do not determine the parameters: the errors of those that no bound holds are then +∞;
    /// <see cref="FactorStatus.NotFinite"/> where residuals and Jacobian were never finite.</summary>
    public FactorStatus CovarianceStatus { get; }

    /// <summary>The standard errors of the parameters.</summary>
    public ReadOnlySpan<double> StandardErrors => _errors;

    /// <summary>The covariance of the parameters, row-major; all +∞ where <see cref="CovarianceStatus"/> is not <see cref="FactorStatus.Done"/>.</summary>
    public ReadOnlySpan<double> Covariance => _covariance;

    /// <summary>The interval that holds a parameter with a confidence.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="confidence">The confidence, between zero and one.</param>
    /// <returns>Its ends.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such parameter, or the confidence is not between zero and one.</exception>
    public (double Lower, double Upper) Interval(int parameter, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameter);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(parameter, Point.Length);
        return Around(Point[parameter], _errors[parameter], confidence);
    }

    /// <summary>The interval that holds what is computed from the parameters, such as the fitted curve at a place, to first order.</summary>
    /// <remarks>The standard error is √(gᵀ C g) with the gradient g in the parameters and their covariance C (the delta method).</remarks>
    /// <param name="value">What is computed from <see cref="Minimum.Point"/>.</param>
    /// <param name="gradient">Its gradient in the parameters there.</param>
    /// <param name="confidence">The confidence, between zero and one.</param>
    /// <returns>Its ends; infinite where a parameter matters that the data do not determine.</returns>
    /// <exception cref="ArgumentException">The gradient has another length than the parameters, or the confidence is not between zero and one.</exception>
    public (double Lower, double Upper) IntervalOf(double value, ReadOnlySpan<double> gradient, double confidence = 0.95)
    {
        if (gradient.Length != Point.Length)
        {
            throw new ArgumentException($"The gradient has {gradient.Length} components; there are {Point.Length} parameters.", nameof(gradient));
        }

        double variance = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            for (int j = 0; j < gradient.Length; j++)
            {
                // What does not matter may be unknown; the part of what is unknown and matters is infinite, whatever the signs.
                double weight = gradient[i] * gradient[j], covariance = _covariance[(i * gradient.Length) + j];
                variance += weight == 0 || _errors[i] == 0 || _errors[j] == 0 ? 0 : double.IsFinite(covariance) ? weight * covariance : covariance;
            }
        }

        return Around(value, Math.Sqrt(Math.Max(variance, 0)), confidence);
    }

    /// <summary>The explanation, then a line for each parameter: value, standard error, interval.</summary>
    /// <returns>The lines.</returns>
    public override string ToString()
    {
        var text = new StringBuilder(Explanation);
        for (int i = 0; i < Point.Length; i++)
        {
            (double lower, double upper) = Interval(i, _confidence);
            text.AppendLine();
            text.Append(CultureInfo.InvariantCulture, $"p[{i}] {Point[i]:G6} ± {_errors[i]:G3} ({100 * _confidence:G4} %: {lower:G6} … {upper:G6})");
        }

        return text.ToString();
    }

    private (double Lower, double Upper) Around(double value, double error, double confidence)
    {
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is between zero and one, such as 0.95.");
        }

        double half = error == 0 || !double.IsFinite(error) ? error : error * StudentT.TwoSided(confidence, DegreesOfFreedom);
        return (value - half, value + half);
    }

    private static double Sum(double[] residuals)
    {
        double sum = 0;
        foreach (double residual in residuals)
        {
            sum += residual * residual;
        }

        return sum;
    }
}
