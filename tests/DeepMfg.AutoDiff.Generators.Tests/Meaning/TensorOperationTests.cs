using System.Numerics.Tensors;
using System.Reflection;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>The methods of <c>TensorPrimitives</c>: those of the table in all their forms, and all others.</summary>
public class TensorOperationTests
{
    /// <summary>Positive numbers made of x.</summary>
    private const string Positive = "double[] all = new double[10]; for (int i = 0; i < 10; i++) all[i] = x[i] * x[i] + x[0]; Span<double> p = all; ";

    /// <summary>Each method in all its forms.</summary>
    private static readonly string[] s_forms =
    [
        "TP.Negate(x[..3], y); TP.Abs(x[3..6], y[3..]); TP.Exp(x[6..], y[6..]);",
        "TP.Tanh(x[..3], y); TP.Sigmoid(x[3..6], y[3..]); TP.SoftMax(x[6..], y[6..]);",
        $"{Positive}TP.Sin(x[..3], y); TP.Cos(x[3..5], y[3..]); TP.Log(p[5..8], y[5..]); TP.Sqrt(p[8..], y[8..]);",
        .. new[] { "Add", "Multiply", "Max", "Min", "Log" }.Select(static name => $"{Positive}TP.{name}(p[..5], p[5..], y); TP.{name}(p[..5], p[7], y[5..]);"),
        .. new[] { "Subtract", "Divide", "Pow" }.Select(static name =>
            $"{Positive}TP.{name}(p[..3], p[5..8], y); TP.{name}(p[..3], p[7], y[3..]); TP.{name}(p[2], p[1..4], y[6..]);"),
        .. new[] { "MultiplyAdd", "AddMultiply" }.Select(static name =>
            $"TP.{name}(x[..3], x[3..6], x[6..9], y); TP.{name}(x[..3], x[3..6], x[6], y[3..]); TP.{name}(x[..3], x[3], x[6..9], y[6..]);"),
        "return TP.Sum(x[1..]) * TP.SumOfSquares(x[..4]);",
        "return TP.SumOfMagnitudes(x[1..]) * TP.Product(x[..4]);",
        "return TP.Max(x[1..]) * TP.Min(x[..4]) + TP.Norm(x);",
        .. new[] { "Dot", "Distance", "CosineSimilarity" }.Select(static name =>
            $"double[] t = [2, -1, 3]; return TP.{name}(x[..5], x[5..]) + x[1] * TP.{name}(x[2..5], t) + TP.{name}(t, x[4..7]);"),
    ];

    /// <summary>In place, in a part of a longer destination, in arms and loops, and overwritten afterwards.</summary>
    private static readonly string[] s_places =
    [
        "return TP.Dot(x, x);",
        "x.CopyTo(y); TP.Sin(y, y); TP.Exp(y, y);",
        "x.CopyTo(y); TP.Multiply(y, x, y); TP.Multiply(y, y, y); TP.Subtract(x[3], y, y);",
        "x.CopyTo(y); TP.Tanh(x[..3], y); TP.SoftMax(x[5..8], y[2..5]);",
        "x.CopyTo(y); TP.SoftMax(y, y); TP.Divide(y, y[0], y);",
        "double[] t = [2, -1, 3]; x.CopyTo(y); TP.Exp(t, y); TP.SoftMax(t, y[5..8]); TP.Add(t, x[2], y[2..]);",
        "if (n > 2) { TP.Multiply(x, x[2], y); TP.Cos(y, y); } else TP.Negate(x, y); y[3] = x[1];",
        "for (int k = 0; k < 2; k++) TP.Multiply(x.Slice(5 * k, 5), x[k], y.Slice(5 * k, 5));",
        "double s = 0; for (int k = 0; k < n; k++) s += TP.Norm(x.Slice(k, 4)) * TP.Sum(x.Slice(2 * k, 3)); return s;",
        "TP.Multiply(x, n, y); TP.Pow(y, 2, y);",
    ];

    /// <summary>Methods of integers, and conversions from and to other types.</summary>
    private static readonly string[] s_withoutDoubles =
    [
        "ConvertToHalf", "ConvertToInteger", "ConvertToIntegerNative", "ConvertToSingle", "DivRem", "HammingBitDistance", "LeadingZeroCount", "PopCount",
        "RotateLeft", "RotateRight", "ShiftLeft", "ShiftRightArithmetic", "ShiftRightLogical", "TrailingZeroCount",
    ];

    [Fact]
    public void Both_modes_are_the_slopes_of_the_operation() => OperationCheck.AllAgree([.. s_forms.Concat(s_places).Select(Named)]);

    [Fact]
    public void Of_single_precision_some_too() => OperationCheck.AgreeInSingle([.. s_forms.Where(static (_, i) => i % 3 == 0).Select(Named)]);

    [Fact]
    public void Every_method_of_the_table_is_called()
    {
        string[] named = [.. s_forms.SelectMany(static body => body.Split("TP.").Skip(1)).Select(static call => call[..call.IndexOf('(', StringComparison.Ordinal)]).Distinct()];

        Assert.Equal(named.Order(), TensorOperations.Rows.Select(MethodOf).Distinct().Order());
    }

    [Fact]
    public void At_ties_kinks_and_zeros_is_what_the_contract_says() => Calling.AllGive(
        Named("""
        [Differentiable] public static double Max(double[] x) => TP.Max(x);
        [Differentiable] public static double Min(double[] x) => TP.Min(x);
        [Differentiable] public static double Norm(double[] x) => TP.Norm(x);
        [Differentiable] public static double Distance(double[] x) { double[] t = [1, 2]; return TP.Distance(x, t); }
        [Differentiable] public static double Product(double[] x) => TP.Product(x);
        [Differentiable] public static double Magnitudes(double[] x) => TP.SumOfMagnitudes(x);
        [Differentiable] public static double Cosine(double[] x) { double[] t = [1, 2]; return TP.CosineSimilarity(x, t); }
        [Differentiable] public static double Sum(double[] x) => TP.Sum(x) + TP.Norm(x) + TP.Dot(x, x);
        [Differentiable] public static double Each(double[] x) { double[] y = new double[3]; TP.Max(x, 2, y); TP.Abs(y, y); return y[0] + y[1] + y[2]; }
        [Differentiable] public static double Least(double[] x) { double[] y = new double[1]; TP.Min(x.AsSpan(0, 1), x[1], y); return y[0]; }
        [Differentiable] public static double Abs(double[] x) { double[] y = new double[2]; TP.Abs(x, y); return y[0] + y[1]; }
        [Differentiable] public static double Root(double[] x) { double[] y = new double[2]; TP.Sqrt(x, y); return Math.Max(y[0], 1) + y[1]; }
        [Differentiable] public static double Scaled(double[] x, double a) { double[] y = new double[2]; TP.Log(x, y); TP.Multiply(y, a, y); return y[0] + y[1]; }
        """),
        ("C.MaxValueAndGradient([2, 1, 2, 2]).Gradient[0]", 1.0 / 3), ("C.MaxValueAndGradient([2, 1, 2, 2]).Gradient[1]", 0),
        ("C.MaxJvp([2, 1, 2, 2], [3, 5, 0, 0]).Tangent", 1), ("C.MinValueAndGradient([2, 1, 1]).Gradient[2]", 0.5),
        ("C.NormValueAndGradient([0, 0]).Gradient[1]", 0), ("C.NormJvp([0, 0], [1, 2]).Tangent", 0),
        ("C.DistanceValueAndGradient([1, 2]).Gradient[1]", 0), ("C.DistanceJvp([1, 2], [1, 2]).Tangent", 0),
        ("C.ProductValueAndGradient([0, 3, 2]).Gradient[0]", 6), ("C.ProductValueAndGradient([0, 3, 2]).Gradient[1]", 0),
        ("C.ProductValueAndGradient([0, 3, 0]).Gradient[0]", 0), ("C.ProductJvp([0, 3, 2], [1, 1, 1]).Tangent", 6),
        ("C.MagnitudesValueAndGradient([0, -3]).Gradient[0]", 0), ("C.MagnitudesValueAndGradient([0, -3]).Gradient[1]", -1),
        ("C.CosineValueAndGradient([0, 0]).Gradient[1]", double.NaN),
        ("C.SumValueAndGradient([]).Value", 0), ("C.SumValueAndGradient([]).Gradient.Length", 0), ("C.SumJvp([], []).Tangent", 0),
        ("C.EachValueAndGradient([1, 2, 3]).Gradient[0]", 0), ("C.EachValueAndGradient([1, 2, 3]).Gradient[1]", 0.5), ("C.EachJvp([1, 2, 3], [1, 1, 1]).Tangent", 1.5),
        ("C.LeastValueAndGradient([2, 2]).Gradient[0]", 0.5), ("C.LeastValueAndGradient([2, 2]).Gradient[1]", 0.5),
        ("C.AbsValueAndGradient([0, -2]).Gradient[0]", 0), ("C.AbsValueAndGradient([0, -2]).Gradient[1]", -1),
        // Zero wins over infinity.
        ("C.RootValueAndGradient([0, 4]).Gradient[0]", 0), ("C.RootJvp([0, 4], [1, 1]).Tangent", 0.25), ("C.RootJvp([0, 0], [1, 0]).Tangent", 0),
        ("C.ScaledValueAndGradient([0, 1], 0).Gradient.x[0]", 0));

    [Fact]
    public void Lengths_that_do_not_fit_throw_what_the_operation_throws() => Calling.AllGive(
        Named("""
        [Differentiable] public static double Add(double[] x, double[] y) { double[] z = new double[2]; TP.Add(x, y, z); return z[0]; }
        [Differentiable] public static double Dot(double[] x, double[] y) => TP.Dot(x, y);
        [Differentiable] public static double Loss(double[] x, double[] y) => Ops.MeanSquaredError(x, y);
        [Differentiable] public static double SoftMax(double[] x, double[] y) { TP.SoftMax(x, y); return y[0]; }
        public static double Throws(Action action, string name)
        {
            try { action(); }
            catch (ArgumentException mistake) { return name.Length == 0 || mistake.ParamName == name ? 1 : 0; }
            return 0;
        }
        """),
        ("C.Throws(() => C.AddVjp([1, 2, 3], [1, 2, 3], 1, new double[3], new double[3]), \"destination\")", 1),
        ("C.Throws(() => C.AddJvp([1, 2], [1, 2, 3], [1, 2], [1, 2, 3]), \"\")", 1),
        ("C.Throws(() => C.DotVjp([1, 2, 3], [1, 2], 1, new double[3], new double[2]), \"\")", 1),
        ("C.Throws(() => C.LossVjp([1, 2, 3], [1, 2], 1, new double[3], new double[2]), \"targets\")", 1),
        ("C.Throws(() => C.SoftMaxVjp([1, 2], [1, 2, 3], 1, new double[2], new double[3]), \"\")", 1));

    /// <summary>All other methods, as far as arguments of their types can be written without thought.</summary>
    [Fact]
    public void Of_all_others_DMAD010_says_that_they_have_no_derivative()
    {
        HashSet<string> known = [.. TensorOperations.Rows.Select(MethodOf)];
        (string Name, string? Call)[] others =
        [
            .. from method in typeof(TensorPrimitives).GetMethods(BindingFlags.Public | BindingFlags.Static)
               where !known.Contains(method.Name)
               group CallOf(method) by method.Name into overloads
               select (overloads.Key, overloads.FirstOrDefault(static call => call is not null)),
        ];
        (string Name, string Call)[] called = [.. from other in others where other.Call is not null select (other.Name, other.Call)];

        string[][] said = Calling.SaysOfEach([.. called.Select(static other => Named(
            $"[Differentiable] public static double F(ReadOnlySpan<double> x, Span<double> y) {{ {other.Call}; return x[0] + y[0]; }}"))]);

        Assert.Equal(called.Select(static other => (other.Name, "DMAD010")), called.Zip(said, static (other, ids) => (other.Name, string.Join(" ", ids))));
        Assert.Equal(s_withoutDoubles, others.Where(static other => other.Call is null).Select(static other => other.Name).Order());
    }

    private static string MethodOf(OperationRow row) => row.Operation[..row.Operation.IndexOf('(', StringComparison.Ordinal)];

    private static string? CallOf(MethodInfo method)
    {
        try
        {
            MethodInfo closed = method.IsGenericMethodDefinition ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(static _ => typeof(double))]) : method;
            string?[] arguments = [.. closed.GetParameters().Select(static parameter => ArgumentOf(parameter.ParameterType))];
            bool isActive = closed.GetParameters().Any(static parameter => parameter.ParameterType == typeof(ReadOnlySpan<double>));
            string types = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(static _ => "double"))}>" : "";
            return isActive && !arguments.Contains(null) ? $"TP.{method.Name}{types}({string.Join(", ", arguments)})" : null;
        }
        catch (ArgumentException)
        {
            // No method of doubles.
            return null;
        }
    }

    private static string? ArgumentOf(Type type) =>
        type == typeof(ReadOnlySpan<double>) ? "x" : type == typeof(Span<double>) ? "y" : type == typeof(double) ? "2"
        : type == typeof(int) ? "1" : type == typeof(Span<int>) ? "new int[3]" : type == typeof(Span<bool>) ? "new bool[3]"
        : type == typeof(MidpointRounding) ? "MidpointRounding.ToEven" : null;

    private static string Named(string text) => text.Replace("TP.", "System.Numerics.Tensors.TensorPrimitives.", StringComparison.Ordinal);
}
