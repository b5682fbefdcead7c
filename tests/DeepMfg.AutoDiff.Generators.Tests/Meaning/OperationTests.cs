using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Every operation of the table over spans: both modes against differences of the operation itself and against each other.</summary>
public class OperationTests
{
    private static readonly string[] s_activations =
        ["Relu(x, y)", "Tanh(x, y)", "Sigmoid(x, y)", "Gelu(x, y)", "GeluTanh(x, y)", "Silu(x, y)", "Softplus(x, y)", "LogSigmoid(x, y)", "LeakyRelu(x, 0.1, y)", "Elu(x, 0.7, y)"];

    private static readonly string[] s_means = ["BinaryCrossEntropy(", "MeanSquaredError(", "MeanAbsoluteError(", "Huber(0.3, ", "QuantileLoss(0.3, "];

    /// <summary>What is called, which fills y, or gives a number.</summary>
    private static readonly string[] s_calls =
    [
        .. s_activations.Chunk(5).Select(static names => string.Concat(names.Select(static (name, i) =>
            $"Ops.{name.Replace("x,", $"x.Slice({2 * i}, 2),", StringComparison.Ordinal).Replace("y)", $"y.Slice({2 * i}, 2))", StringComparison.Ordinal)}; "))),
        "Ops.Linear(x[..4], x[4..8], x[8..10], y[..4]);",
        "Ops.MatMul(x[..4], x[4..10], y[..6], 2); Ops.MatMul(x[..6], x[6..9], y[6..8], 3, Transposed.None);",
        "Ops.MatMul(x[..6], x[6..10], y[..6], 2, Transposed.Left); Ops.MatMul(x[..4], x[4..8], y[6..], 2, Transposed.Right);",
        "Ops.MatMul(x[..6], x[6..10], y[..6], inner: 2, transposed: n > 0 ? Transposed.Both : Transposed.None);",
        "x[..4].CopyTo(y); Ops.MatMulAdd(x[..4], x[4..8], y[..4], 2); Ops.MatMulAdd(x[..6], x[6..10], y[4..], 2, Transposed.Left);",
        "Ops.Softmax(x[..5], 5, y[..5]); Ops.LogSoftmax(x[4..], n, y[4..]);",
        "return Ops.LogSumExp(x[..3]) * Ops.LogSumExp(x[3..]);",
        "return Math.Exp(Ops.SoftmaxCrossEntropy(x[..9], [2, 0, 1])) + Ops.SoftmaxCrossEntropy(x[..9], [2, 0, 1], [0.5, 2, 1]) * x[9];",
        .. s_means.Select(static name =>
            $"double[] t = [0.5, 0.1, 0.8]; return {Mean(name, "x[..5], x[5..]")} + x[0] * {Mean(name, "x[..4], x[4..8]", ", [0.5, 2]")}"
            + $" + {Mean(name, "x[..3], t")} * {Mean(name, "t, x[3..6]")};"),
        // What the pullback reads again is kept where it is overwritten.
        "x.CopyTo(y); Ops.Gelu(y, y);",
        "Ops.Tanh(x, y); y[0] = 3;",
        "double[] z = x.ToArray(); Ops.Tanh(z, y); z[1] = 2; y[2] += z[3];",
        "Ops.Relu(x, y); Ops.Tanh(x, y);",
        "x.CopyTo(y); Ops.Softmax(y, 5, y); Ops.LogSoftmax(y, 2, y);",
        "x.CopyTo(y); Ops.Linear(y[..2], y[2..4], y[4..5], y[5..6]); Ops.Gelu(y[..4], y[6..]);",
        "if (n > 0) { Ops.Tanh(x, y); Ops.Silu(y, y); } else Ops.Relu(x, y);",
        // Trips that write a row each.
        "double[] h = new double[10]; for (int k = 0; k < n - 1; k++) { Ops.Tanh(x.Slice(k * 5, 5), h.AsSpan(k * 5, 5)); Ops.Softmax(h.AsSpan(k * 5, 5), 5, y.Slice(5 * k, 5)); }",
        "double[] h = new double[10], sums = new double[n]; for (int k = 0; k < n; k++) { Ops.Gelu(x.Slice(k * n, n), h.AsSpan(k * n, n)); sums[k] = Ops.LogSumExp(h.AsSpan(k * n, n)); } return sums[0] * sums[1] + sums[2];",
        // Trips that overwrite what others have written: each keeps its own.
        "double[] h = x[..3].ToArray(), z = new double[n]; for (int k = 0; k < n; k++) { Ops.Linear(h, x[1..10], x[..3], z); Ops.Tanh(z, h); } h.CopyTo(y);",
        "x.CopyTo(y); for (int k = 0; k < 3; k++) { Ops.Tanh(y, y); y[0] += y[1]; Ops.Relu(y, y); }",
        "x.CopyTo(y); for (int k = 0; k < 3; k++) { Ops.Silu(y.Slice(k * 2, 3), y.Slice(k * 2 + 3, 3)); y[k * 2] = 1; }",
        "x.CopyTo(y); for (int i = 1; i <= 2; i++) for (int k = n; k > 0; k--) { Ops.Gelu(y.Slice(k, 4), y.Slice(k, 4)); y[k * i] += Ops.LogSumExp(y) * 0.1; }",
        "x.CopyTo(y); for (int k = 0; k < 4; k++) { if (k % 2 == 0) Ops.Sigmoid(y, y); else if (y[0] > 0.6) { y[2] *= y[3]; Ops.Softmax(y, 5, y); } y[1] += x[k]; }",
        "x.CopyTo(y); for (int k = 0; k < n; k++) { double[] z = new double[10]; System.Numerics.Tensors.TensorPrimitives.Multiply(y, x, z); Ops.Softplus(z, z); System.Numerics.Tensors.TensorPrimitives.Sigmoid(z, y); y[0] += System.Numerics.Tensors.TensorPrimitives.Norm<double>(z); }",
        "x.CopyTo(y); for (int i = 0; i < 2; i++) { for (int k = 0; k < n; k++) { Ops.Tanh(y.Slice(i * k + k % 2, 4), y.Slice(i * k + k % 2, 4)); } }",
        // Trips that nobody counts, and parts of lengths that nobody knows before.
        "x.CopyTo(y); int k = 0; while (y[0] < 3 && k++ < 4) { Ops.Tanh(x, y); y[0] += y[1] + 1; }",
        "x.CopyTo(y); for (int j = 0; j < 3; j++) for (int k = 0; k < j; k++) Ops.Tanh(y, y);",
        "x.CopyTo(y); for (int k = 0; k < 3; k++) Ops.Tanh(y.Slice(k), y.Slice(k));",
        "x.CopyTo(y); for (int j = 0; j < 3; j++) Ops.Tanh(y.Slice(j, j + 1), y.Slice(j, j + 1));",
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
    public void Arms_that_exclude_one_another_do_not_overwrite() => Calling.Gives(
        $"[Differentiable] public static double F(double[] x, int n) {{ double[] y = new double[x.Length]; if (n > 0) Ops.Tanh(x, y); else Ops.Relu(x, y); {OperationCheck.Reduced} }}",
        "C.FValueAndGradient([0.5], -1).Gradient[0]", 1);
}
