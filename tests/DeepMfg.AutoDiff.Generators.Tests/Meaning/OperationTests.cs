using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Every operation of the table over spans: both modes against differences of the operation itself and against each other.</summary>
public class OperationTests
{
    /// <summary>A scalar of what an operation writes, in which no element is special.</summary>
    private const string Reduced = "double s = 0; for (int i = 0; i < y.Length; i++) s += y[i] * y[i] * (i + 1); return s;";

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
    public void Both_modes_are_the_slopes_of_the_operation()
    {
        const string check = """
            static double Error(Func<double[], double> f, Func<double[], double[], (double Value, double Tangent)> jvp, Func<double[], double[], double> vjp)
            {
                double[] x = [0.4, -0.7, 1.3, -1.9, 0.2, 0.9, -0.3, 0.75, -1.1, 0.55], bar = new double[10], d = [1, -2, 0.5, 3, 1, -1, 2, 0.3, -0.6, 1];
                Array.Fill(bar, 0.25);
                double value = f(x), pulled = vjp(x, bar), inner = 0, worst = 0;
                (double same, double tangent) = jvp(x, d);
                if (!value.Equals(pulled) || !value.Equals(same)) return 1;
                for (int k = 0; k < 10; k++)
                {
                    double slope = (4 * (At(k, 1e-4) - At(k, -1e-4)) / 2e-4 - (At(k, 2e-4) - At(k, -2e-4)) / 4e-4) / 3, size = Math.Max(1, Math.Abs(slope));
                    worst = Math.Max(worst, Math.Abs(bar[k] - 0.25 - slope) / size);
                    inner += (bar[k] - 0.25) * d[k];
                }
                return Math.Max(worst, 1e4 * Math.Abs(inner - tangent) / Math.Max(1, Math.Abs(tangent)));

                double At(int k, double h) { double[] y = [.. x]; y[k] += h; return f(y); }
            }
            """;
        string members = check + string.Concat(s_calls.Select(static (call, i) =>
            $$"""
            [Differentiable] public static double F{{i}}(ReadOnlySpan<double> x, int n) { {{(call.Contains("return", StringComparison.Ordinal) ? call
                : $"double[] whole = new double[10]; Span<double> y = whole; {call} {Reduced}")}} }
            public static double Error{{i}}() => Error(x => F{{i}}(x, 3), (x, d) => F{{i}}Jvp(x, 3, d), (x, bar) => F{{i}}Vjp(x, 3, 1, bar));

            """));

        (double[] errors, string text) = Calling.Values(members, s_calls.Select(static (_, i) => $"C.Error{i}()"));

        Assert.True(errors.All(static error => error <= 1e-8), string.Concat(s_calls.Zip(errors).Where(static pair => !(pair.Second <= 1e-8))) + text);
    }

    [Fact]
    public void Every_operation_is_called()
    {
        string all = string.Concat(s_calls);

        Assert.All(Kernels.All.Where(static kernel => kernel.Derivative is not null), kernel =>
            Assert.Contains(kernel.Name[..kernel.Name.IndexOf('/', StringComparison.Ordinal)] + "(", all, StringComparison.Ordinal));
    }

    [Fact]
    public void Constant_operands_have_no_companions() => Calling.Gives(
        "[Differentiable] public static double F(double[] w, [NoDerivative] double[] x, [NoDerivative] double[] b) { double[] y = new double[1]; Ops.Linear(x, w, b, y); return y[0] * y[0]; }",
        "C.FValueAndGradient([2, 3], [5, 7], [1]).Gradient[1] - C.FJvp([2, 3], [5, 7], [1], [0, 1]).Tangent", 0);

    [Fact]
    public void What_a_loop_overwrites_and_the_pullback_needs_again_is_refused() =>
        Assert.Equal(["DMAD011"], Calling.Says(
            $"[Differentiable] public static double F(double[] x) {{ double[] y = new double[x.Length]; for (int k = 0; k < 3; k++) {{ Ops.Tanh(x, y); x[0] += y[1]; }} {Reduced} }}"));

    [Fact]
    public void Arms_that_exclude_one_another_do_not_overwrite() => Calling.Gives(
        $"[Differentiable] public static double F(double[] x, int n) {{ double[] y = new double[x.Length]; if (n > 0) Ops.Tanh(x, y); else Ops.Relu(x, y); {Reduced} }}",
        "C.FValueAndGradient([0.5], -1).Gradient[0]", 1);
}
