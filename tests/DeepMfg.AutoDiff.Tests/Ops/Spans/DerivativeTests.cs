using System.Numerics;
using DeepMfg.AutoDiff.Testing;

namespace DeepMfg.AutoDiff.Tests.Spans;

/// <summary>Tangents and pullbacks of the operations over spans: against differences of the primal, and against each other.</summary>
public sealed class DerivativeTests
{
    public static TheoryData<SpanOperation<double>> Doubles => [.. SpanOperations.All<double>(), .. ReductionOperations.All<double>()];

    public static TheoryData<SpanOperation<float>> Singles => [.. SpanOperations.All<float>(), .. ReductionOperations.All<float>()];

    [Theory]
    [MemberData(nameof(Doubles))]
    public void A_tangent_is_the_difference_of_the_primal(SpanOperation<double> operation)
    {
        var random = new Random(1);
        double[] x = Draw(operation, random), xDot = Draw(operation, random), y = Value(operation, x);
        double[] yDot = new double[y.Length];
        operation.Push(x, y, xDot, yDot);

        // The kinks of these functions lie further from the points than the steps reach.
        const double Step = 1e-4;
        double[][] values = [.. new[] { -2, -1, 1, 2 }.Select(k => Value(operation, [.. x.Zip(xDot, (a, b) => a + k * Step * b)]))];
        Assert.All(yDot, (tangent, i) =>
        {
            double difference = (8 * (values[2][i] - values[1][i]) - (values[3][i] - values[0][i])) / (12 * Step);
            Assert.True(Math.Abs(tangent - difference) <= 1e-9 * (1 + Math.Abs(difference)), $"element {i}: {tangent} for {difference}");
        });
    }

    [Theory]
    [MemberData(nameof(Doubles))]
    public void A_pullback_is_the_transpose_of_the_tangent(SpanOperation<double> operation) => Transposes(operation, 1e-13);

    [Theory]
    [MemberData(nameof(Singles))]
    public void A_pullback_is_the_transpose_of_the_tangent_in_single_precision(SpanOperation<float> operation) => Transposes(operation, 2e-6);

    [Theory]
    [MemberData(nameof(Singles))]
    public void Single_precision_gives_what_double_precision_gives(SpanOperation<float> operation)
    {
        SpanOperation<double> exact = SpanOperations.All<double>().Concat(ReductionOperations.All<double>()).Single(other => other.Name == operation.Name);
        var random = new Random(3);
        float[] x = Draw(operation, random), xDot = Draw(operation, random), y = Value(operation, x), yDot = new float[y.Length];
        double[] xs = [.. x.Select(v => (double)v)], xDots = [.. xDot.Select(v => (double)v)], ys = Value(exact, xs), yDots = new double[ys.Length];
        operation.Push(x, y, xDot, yDot);
        exact.Push(xs, ys, xDots, yDots);
        Assert.All(y, (value, i) => Assert.Equal(ys[i], value, 2e-5 * (1 + Math.Abs(ys[i]))));
        Assert.All(yDot, (value, i) => Assert.Equal(yDots[i], value, 2e-5 * (1 + Math.Abs(yDots[i]))));
    }

    [Theory]
    [MemberData(nameof(Doubles))]
    public void A_pullback_adds_to_what_is_there(SpanOperation<double> operation)
    {
        var random = new Random(4);
        double[] x = Draw(operation, random), y = Value(operation, x), yBar = [.. y.Select(_ => random.NextDouble())];
        double[] once = new double[x.Length], twice = new double[x.Length];
        operation.Pull(x, y, yBar, once);
        operation.Pull(x, y, yBar, twice);
        operation.Pull(x, y, yBar, twice);
        Assert.All(twice, (value, i) => Assert.Equal(2 * once[i], value, 1e-13 * (1 + Math.Abs(value))));
    }

    [Theory]
    [MemberData(nameof(Doubles))]
    public void A_cotangent_of_zero_pulls_back_to_zero_though_an_argument_is_infinite(SpanOperation<double> operation)
    {
        double[] x = Draw(operation, new Random(5));
        (x[0], x[^1]) = (double.PositiveInfinity, double.NaN);
        double[] y = Value(operation, x), xBar = new double[x.Length];
        operation.Pull(x, y, new double[y.Length], xBar);
        Assert.All(xBar, value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(Doubles))]
    public void Nothing_is_allocated(SpanOperation<double> operation)
    {
        double[] x = Draw(operation, new Random(6)), y = Value(operation, x), yBar = new double[y.Length], xBar = new double[x.Length];
        Run();
        Assert.Equal(0, Allocations.Of(Run));

        void Run()
        {
            operation.Primal(x, y);
            operation.Push(x, y, xBar, yBar);
            operation.Pull(x, y, yBar, xBar);
        }
    }

    private static void Transposes<T>(SpanOperation<T> operation, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(2);
        for (int round = 0; round < 5; round++)
        {
            T[] x = Draw(operation, random), xDot = Draw(operation, random), y = Value(operation, x);
            T[] yBar = [.. y.Select(_ => SpanOperations.Of<T>(2 * random.NextDouble() - 1))], yDot = new T[y.Length], xBar = new T[x.Length];
            operation.Push(x, y, xDot, yDot);
            operation.Pull(x, y, yBar, xBar);
            double scale = 1 + xBar.Zip(xDot, (a, b) => Math.Abs(double.CreateTruncating(a * b))).Sum();
            Assert.Equal(Dot(yBar, yDot), Dot(xBar, xDot), tolerance * scale);
        }
    }

    private static double Dot<T>(T[] a, T[] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => a.Zip(b, (x, y) => double.CreateTruncating(x) * double.CreateTruncating(y)).Sum();

    private static T[] Draw<T>(SpanOperation<T> operation, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, operation.Inputs).Select(_ => SpanOperations.Of<T>(operation.Range * (2 * random.NextDouble() - 1)))];

    private static T[] Value<T>(SpanOperation<T> operation, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var y = new T[operation.Outputs];
        operation.Primal(x, y);
        return y;
    }
}
