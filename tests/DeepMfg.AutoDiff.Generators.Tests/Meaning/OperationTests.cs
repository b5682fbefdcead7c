using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Every operation of the table over spans: both modes against differences of the operation itself, and what its pullback cannot read again.</summary>
public class OperationTests
{
    private const string Point = "[0.4, -0.7, 1.3, -1.9, 0.2, 0.9]";

    /// <summary>A scalar of what the operation writes, in which no element is special.</summary>
    private const string Reduced = "double s = 0; for (int i = 0; i < y.Length; i++) s += y[i] * y[i] * (i + 1); return s;";

    public static TheoryData<string> Names => [.. Kernels.All.Where(kernel => kernel.Derivative is not null).Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_modes_are_the_slopes_of_the_operation(string name)
    {
        string call = Kernels.Get(name).Accesses.Count == 2
            ? $"double[] y = new double[x.Length]; Ops.{name}(x, y);"
            : $"double[] y = new double[1]; Ops.{name}(x[..2], x[2..4], x[4..5], y);";
        string members = $$"""
            [Differentiable] public static double F(ReadOnlySpan<double> x) { {{call}} {{Reduced}} }
            static double At(int k, double h) { double[] x = {{Point}}; x[k] += h; return F(x); }
            static double Slope(int k) => (4 * (At(k, 1e-4) - At(k, -1e-4)) / 2e-4 - (At(k, 2e-4) - At(k, -2e-4)) / 4e-4) / 3;
            static double Forward(int k) { double[] d = new double[6]; d[k] = 1; return FJvp({{Point}}, d).Tangent; }
            public static double Worst()
            {
                double worst = 0;
                double[] reverse = FValueAndGradient({{Point}}).Gradient;
                for (int k = 0; k < 6; k++)
                {
                    double slope = Slope(k), size = Math.Max(1, Math.Abs(slope));
                    worst = Math.Max(worst, Math.Max(Math.Abs(reverse[k] - slope), Math.Abs(Forward(k) - slope)) / size);
                }
                return worst;
            }
            """;
        Assert.InRange(Calling.Value(members, "C.Worst()"), 0, 1e-8);
    }

    [Fact]
    public void Constant_operands_have_no_companions() => Calling.Gives(
        "[Differentiable] public static double F(double[] w, [NoDerivative] double[] x, [NoDerivative] double[] b) { double[] y = new double[1]; Ops.Linear(x, w, b, y); return y[0] * y[0]; }",
        "C.FValueAndGradient([2, 3], [5, 7], [1]).Gradient[1] - C.FJvp([2, 3], [5, 7], [1], [0, 1]).Tangent", 0);

    [Theory]
    [InlineData("Ops.Tanh(x, y); y[0] = 3;")]
    [InlineData("double[] z = x.ToArray(); Ops.Tanh(z, y); z[1] = 2;")]
    [InlineData("for (int k = 0; k < 3; k++) { Ops.Tanh(x, y); x[0] += y[1]; }")]
    [InlineData("Ops.Relu(x, y); Ops.Tanh(x, y);")]
    public void What_is_overwritten_and_needed_again_is_refused(string body) =>
        Assert.Equal(["DMAD011"], Calling.Says($"[Differentiable] public static double F(double[] x) {{ double[] y = new double[x.Length]; {body} {Reduced} }}"));

    [Fact]
    public void Arms_that_exclude_one_another_do_not_overwrite() => Calling.Gives(
        $"[Differentiable] public static double F(double[] x, int n) {{ double[] y = new double[x.Length]; if (n > 0) Ops.Tanh(x, y); else Ops.Relu(x, y); {Reduced} }}",
        "C.FValueAndGradient([0.5], -1).Gradient[0]", 1);
}
