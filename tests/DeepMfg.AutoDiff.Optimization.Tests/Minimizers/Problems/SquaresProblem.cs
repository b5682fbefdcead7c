using System.Globalization;

namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers.Problems;

/// <summary>A sum of squares with a published minimum.</summary>
/// <param name="Name">The problem.</param>
/// <param name="Start">The standard start.</param>
/// <param name="Count">The number of residuals.</param>
/// <param name="Residuals">The residuals.</param>
/// <param name="Jacobian">Their Jacobian.</param>
public sealed record SquaresProblem(string Name, double[] Start, int Count, ResidualFunction Residuals, ResidualFunction Jacobian)
{
    /// <summary>The published minima of the sum of squares, to the digits printed; "0" is one that is zero.</summary>
    public string[] Minima { get; init; } = ["0"];

    /// <summary>Of a method that returns its residuals, and the Jacobian that is generated for it.</summary>
    public SquaresProblem(string name, double[] start, Func<ReadOnlySpan<double>, double[]> residuals, ResidualFunction jacobian)
        : this(name, start, residuals(start).Length, (x, r) => residuals(x).CopyTo(r), jacobian)
    {
    }

    /// <summary>Whether a sum of squares is a published minimum, to a unit of the sixth digit (some are printed cut off, not rounded).</summary>
    public bool IsMinimum(double value) => Minima.Any(minimum => minimum == "0"
        ? value <= 1e-10
        : Math.Abs(value - double.Parse(minimum, CultureInfo.InvariantCulture)) <= LastDigit(double.Parse(minimum, CultureInfo.InvariantCulture)));

    private static double LastDigit(double value) => Math.Pow(10, Math.Floor(Math.Log10(value)) - 5);

    public SquaresObjective AsObjective() => new(this);

    public ResidualFunctions AsResiduals() => new(Count, Residuals, Jacobian);

    public override string ToString() => Name;
}

/// <summary>Σ rᵢ² with its gradient 2 Jᵀ r.</summary>
public readonly struct SquaresObjective(SquaresProblem problem) : IObjective<double>
{
    private readonly double[] _residuals = new double[problem.Count];
    private readonly double[] _jacobian = new double[problem.Count * problem.Start.Length];

    public double ValueAndGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        problem.Residuals(x, _residuals);
        problem.Jacobian(x, _jacobian);
        gradient.Clear();
        double sum = 0;
        for (int i = 0; i < _residuals.Length; i++)
        {
            sum += _residuals[i] * _residuals[i];
            for (int j = 0; j < x.Length; j++)
            {
                gradient[j] += 2 * _jacobian[(i * x.Length) + j] * _residuals[i];
            }
        }

        return sum;
    }
}
