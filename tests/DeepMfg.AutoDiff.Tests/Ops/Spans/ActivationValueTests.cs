namespace DeepMfg.AutoDiff.Tests.Spans;

/// <summary>Activations over spans against the functions of one number, which are tested against mpmath.</summary>
public sealed class ActivationValueTests
{
    private static readonly Dictionary<string, Func<double, double>> s_scalar = new()
    {
        ["Relu"] = Ops.Relu, ["Sigmoid"] = Ops.Sigmoid, ["LogSigmoid"] = Ops.LogSigmoid, ["Softplus"] = Ops.Softplus, ["Tanh"] = Math.Tanh,
        ["Silu"] = Ops.Silu, ["Gelu"] = Ops.Gelu, ["GeluTanh"] = Ops.GeluTanh, ["LeakyRelu"] = x => Ops.LeakyRelu(x, 0.1), ["Elu"] = x => Ops.Elu(x, 1.5),
    };

    public static TheoryData<string> Names => [.. s_scalar.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_in_double_precision_is_that_of_the_scalar_function(string name)
    {
        double[] x = Points(), y = new double[x.Length];
        SpanOperations.Activations<double>().Single(operation => operation.Name == name).Primal(x, y);

        Compare(name, x, y, 4e-15);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_in_single_precision_is_that_of_the_scalar_function(string name)
    {
        float[] x = [.. Points().Select(v => (float)v)], y = new float[x.Length];
        SpanOperations.Activations<float>().Single(operation => operation.Name == name).Primal(x, y);
        Compare(name, [.. x.Select(v => (double)v)], [.. y.Select(v => (double)v)], 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Infinities_and_NaN_go_where_the_scalar_function_sends_them(string name)
    {
        double[] x = [double.PositiveInfinity, double.NegativeInfinity, double.NaN, 0, -0.0, 1e308, -1e308];
        double[] y = new double[x.Length], dot = new double[x.Length];
        SpanOperation<double> operation = SpanOperations.Activations<double>().Single(operation => operation.Name == name);
        operation.Primal(x, y);
        Assert.All(y, (value, i) => Assert.True(Same(s_scalar[name](x[i]), value), $"{name}({x[i]}) = {value}"));
        operation.Push(x, y, [1, 1, 1, 1, 1, 1, 1], dot);
        Assert.All(dot, (slope, i) => Assert.True(i == 2 || double.IsFinite(slope), $"{name}'({x[i]}) = {slope}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_activation_works_in_place_and_at_every_length(string name)
    {
        SpanOperation<float> operation = SpanOperations.Activations<float>().Single(operation => operation.Name == name);
        float[] x = [.. Points().Select(v => (float)v)];
        for (int length = 0; length < 70; length++)
        {
            float[] inPlace = x[..length], apart = new float[length];
            operation.Primal(inPlace, apart);
            operation.Primal(inPlace, inPlace);
            Assert.Equal(apart, inPlace);
            Assert.All(apart, (value, i) => Assert.Equal(value, One(operation, x[i])));
        }
    }

    private static bool Same(double a, double b) => a.Equals(b) || a == b || Math.Abs(a - b) <= 1e-15 * Math.Abs(a);

    private static float One(SpanOperation<float> operation, float x)
    {
        var y = new float[1];
        operation.Primal([x], y);
        return y[0];
    }

    private static void Compare(string name, double[] x, double[] y, double tolerance) => Assert.All(y, (value, i) =>
    {
        double expected = s_scalar[name](x[i]);

        // The approximated Gelu is e^(−2u) in its tail: the rounding of 2u is a relative error of the value.
        double allowed = name == "GeluTanh" ? tolerance * (1 + 0.1 * Math.Abs(Math.Pow(x[i], 3))) : tolerance;
        bool tiny = Math.Abs(expected) < (tolerance > 1e-10 ? 1e-37 : 1e-307);
        Assert.True(tiny || Math.Abs(value - expected) <= allowed * Math.Abs(expected), $"{name}({x[i]:R}) = {value:R}, and not {expected:R}");
    });

    private static double[] Points()
    {
        var random = new Random(7);
        return
        [
            .. Enumerable.Range(0, 2000).Select(_ => 20 * (2 * random.NextDouble() - 1)),
            .. Enumerable.Range(0, 200).Select(_ => (2 * random.NextDouble() - 1) * Math.Pow(10, -random.Next(20))),
            .. Enumerable.Range(0, 200).Select(_ => 80 * (2 * random.NextDouble() - 1)),
        ];
    }
}
