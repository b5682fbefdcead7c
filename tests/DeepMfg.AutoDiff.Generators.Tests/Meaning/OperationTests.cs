using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Every operation of the table over spans: both modes against differences of the operation itself and against each other.</summary>
public class OperationTests
{
    private static readonly string[] s_activations = ["Relu", "Tanh", "Sigmoid", "Gelu", "GeluTanh", "Silu", "Softplus", "LogSigmoid"];

    private static readonly string[] s_means = ["BinaryCrossEntropy(", "MeanSquaredError(", "MeanAbsoluteError(", "Huber(0.3, ", "QuantileLoss(0.3, "];

    /// <summary>What is called, which fills y, or gives a number.</summary>
    private static readonly string[] s_calls =
    [
        .. s_activations.Select(static name => $"Ops.{name}(x, y);"),
        "Ops.LeakyRelu(x, 0.1, y);",
        "Ops.Elu(x, 0.7, y);",
        "Ops.Linear(x[..4], x[4..8], x[8..10], y[..4]);",
        "Ops.MatMul(x[..4], x[4..10], y[..6], 2);",
        "Ops.MatMul(x[..6], x[6..9], y[..2], 3, Transposed.None);",
        "Ops.MatMul(x[..6], x[6..10], y[..6], 2, Transposed.Left);",
        "Ops.MatMul(x[..6], x[6..10], y[..6], 2, n > 0 ? Transposed.Right : Transposed.None);",
        "Ops.MatMul(x[..6], x[6..10], y[..6], inner: 2, transposed: Transposed.Both);",
        "x[..4].CopyTo(y); Ops.MatMulAdd(x[..4], x[4..8], y[..4], 2);",
        "x[..6].CopyTo(y); Ops.MatMulAdd(x[..6], x[6..10], y[..6], 2, Transposed.Left);",
        "Ops.Softmax(x, 5, y);",
        "Ops.LogSoftmax(x, 2 + n, y);",
        "return Ops.LogSumExp(x);",
        "return Ops.LogSumExp(x[..3]) * Ops.LogSumExp(x[3..]);",
        "return Math.Exp(Ops.SoftmaxCrossEntropy(x[..9], [2, 0, 1]));",
        "return Ops.SoftmaxCrossEntropy(x[..9], [2, 0, 1], [0.5, 2, 1]) * x[9];",
        .. s_means.SelectMany(static name => new[]
        {
            $"return {Mean(name, "x[..5], x[5..]")};",
            $"return x[0] * {Mean(name, "x[..4], x[4..8]", ", [0.5, 2]")};",
            $"double[] t = [0.5, 0.1, 0.8]; return {Mean(name, "x[..3], t")} + {Mean(name, "t, x[3..6]")};",
        }),
        // What the pullback reads again is kept where it is overwritten.
        "x.CopyTo(y); Ops.Gelu(y, y);",
        "Ops.Tanh(x, y); y[0] = 3;",
        "double[] z = x.ToArray(); Ops.Tanh(z, y); z[1] = 2; y[2] += z[3];",
        "Ops.Relu(x, y); Ops.Tanh(x, y);",
        "x.CopyTo(y); Ops.Softmax(y, 5, y); Ops.LogSoftmax(y, 2, y);",
        "x.CopyTo(y); Ops.Linear(y[..2], y[2..4], y[4..5], y[5..6]); Ops.Gelu(y[..4], y[6..]);",
        "if (n > 0) { Ops.Tanh(x, y); Ops.Silu(y, y); } else Ops.Relu(x, y);",
    ];

    private static string Mean(string name, string operands, string weights = "") => name.Contains(',', StringComparison.Ordinal)
        ? $"Ops.{name[..name.IndexOf('(', StringComparison.Ordinal)]}({operands}, {name[(name.IndexOf('(', StringComparison.Ordinal) + 1)..^2]}{weights})"
        : $"Ops.{name}{operands}{weights})";

    [Fact]
    public void Both_modes_are_the_slopes_of_the_operation() => OperationCheck.AllAgree(s_calls);

    [Fact]
    public void Every_operation_is_called()
    {
        string all = string.Concat(s_calls);

        Assert.All(Operations.Rows, row => Assert.Contains($"Ops.{row.Operation[..(row.Operation.IndexOf('(', StringComparison.Ordinal) + 1)]}", all, StringComparison.Ordinal));
    }

    [Fact]
    public void Constant_operands_have_no_companions() => Calling.Gives(
        "[Differentiable] public static double F(double[] w, [NoDerivative] double[] x, [NoDerivative] double[] b) { double[] y = new double[1]; Ops.Linear(x, w, b, y); return y[0] * y[0]; }",
        "C.FValueAndGradient([2, 3], [5, 7], [1]).Gradient[1] - C.FJvp([2, 3], [5, 7], [1], [0, 1]).Tangent", 0);

    [Fact]
    public void What_a_loop_overwrites_and_the_pullback_needs_again_is_refused() =>
        Assert.Equal(["DMAD011"], Calling.Says(
            $"[Differentiable] public static double F(double[] x) {{ double[] y = new double[x.Length]; for (int k = 0; k < 3; k++) {{ Ops.Tanh(x, y); x[0] += y[1]; }} {OperationCheck.Reduced} }}"));

    [Fact]
    public void Arms_that_exclude_one_another_do_not_overwrite() => Calling.Gives(
        $"[Differentiable] public static double F(double[] x, int n) {{ double[] y = new double[x.Length]; if (n > 0) Ops.Tanh(x, y); else Ops.Relu(x, y); {OperationCheck.Reduced} }}",
        "C.FValueAndGradient([0.5], -1).Gradient[0]", 1);
}
