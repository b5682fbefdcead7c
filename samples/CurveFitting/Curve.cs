using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Optimization;

namespace CurveFitting;

/// <summary>A curve's value at x, and its gradient in the parameters: what is generated of a plain method.</summary>
internal delegate double Curve(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> gradient);

/// <summary>Curve less measurement, for each row; a row's gradient is the Jacobian's row.</summary>
/// <param name="curve">The curve.</param>
/// <param name="x">For each row, where it was measured.</param>
/// <param name="y">What was measured.</param>
internal readonly struct Misfit(Curve curve, double[][] x, double[] y) : IResiduals<double>
{
    public int Count(ReadOnlySpan<double> b) => y.Length;

    public void Residuals(ReadOnlySpan<double> b, Span<double> residuals)
    {
        Span<double> gradient = stackalloc double[b.Length];
        for (int i = 0; i < y.Length; i++) residuals[i] = curve(b, x[i], gradient) - y[i];
    }

    public void Jacobian(ReadOnlySpan<double> b, Span<double> jacobian)
    {
        for (int i = 0; i < y.Length; i++) curve(b, x[i], jacobian.Slice(i * b.Length, b.Length));
    }
}
