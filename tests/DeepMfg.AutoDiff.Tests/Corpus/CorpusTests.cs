using System.Globalization;
using System.Reflection;
using DeepMfg.AutoDiff.Corpus.Harness;
using DeepMfg.AutoDiff.Testing;

namespace DeepMfg.AutoDiff.Tests.Corpus;

/// <summary>Every method of the corpus, every member generated for it, at every sample.</summary>
public sealed class CorpusTests
{
    private static readonly Dictionary<string, CorpusMethod> s_methods = CorpusMethod.All.ToDictionary(Key);

    public static TheoryData<string> Methods => [.. s_methods.Keys];

    private static string Key(CorpusMethod method) =>
        $"{method.Name}: {string.Join(", ", method.Parameters.Select(p => p.ParameterType.Name))}";

    [Fact]
    public void The_corpus_has_at_least_a_hundred_methods() => Assert.True(s_methods.Count >= 100);

    [Theory]
    [MemberData(nameof(Methods))]
    public void Has_the_members_asked_for(string name)
    {
        CorpusMethod method = s_methods[name];
        bool hasGradient = method.Produce.HasFlag(Derivatives.Gradient) && Leaves.IsFloat(method.Primal.ReturnType);
        Assert.Equal(hasGradient, method.ValueAndGradient is not null);
        Assert.Equal(method.Produce.HasFlag(Derivatives.Jvp), method.Jvp is not null);
        Assert.Equal(method.Produce.HasFlag(Derivatives.Vjp), method.Vjp is not null);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Value_is_the_primals_to_the_bit(string name) => ForEachSample(name, (sample, point) =>
    {
        double[] weights = Weights(point), zeros = new double[point.Input.Count];
        if (sample.Method.ValueAndGradient is { } gradient)
        {
            AssertSameBits(point.Value, point.ValueAndGradient(sample.Call(gradient)).Value);
        }

        if (sample.Method.Jvp is { } jvp)
        {
            AssertSameBits(point.Value, point.Jvp(sample.Call(jvp), zeros).Value);
        }

        if (sample.Method.Vjp is { } vjp)
        {
            AssertSameBits(point.Value, point.Vjp(sample.Call(vjp), weights).Value);
        }
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void Is_smooth_at_its_samples(string name) => ForEachSample(name, (sample, point) =>
    {
        Difference[] differences = [.. Active(sample).Select(index => Differences(point, Weights(point), index))];
        double allowed = (sample.Method.IsSingle ? 1e-3 : 2e-8) * Math.Max(1, Norm(differences.Select(d => d.Derivative)));
        Assert.All(differences, difference => Assert.True(difference.Error <= allowed, $"{Point(point)}: {difference}"));
        Assert.Equal(0, AllocatedBytes(sample, sample.Method.Primal));
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void Gradient_is_that_of_extrapolated_differences(string name) => ForEachSample(name, (sample, point) =>
    {
        double[] weights = Weights(point);
        double[] gradient = sample.Method.Vjp is { } vjp
            ? point.Vjp(sample.Call(vjp), weights).InputBar
            : point.ValueAndGradient(sample.Call(sample.Method.ValueAndGradient!)).Gradient;
        if (sample.Method.Vjp is null)
        {
            weights = [1];
        }

        double allowed = (sample.Method.IsSingle ? 2e-3 : 1e-7) * Math.Max(1, Norm(gradient));
        foreach (int index in Active(sample))
        {
            double difference = Differences(point, weights, index).Derivative;
            Assert.True(
                Math.Abs(gradient[index] - difference) <= allowed,
                string.Create(CultureInfo.InvariantCulture, $"{Point(point)}, input {index}: {gradient[index]:R}, differences {difference:R}"));
        }
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void Value_and_gradient_is_the_pullback_of_one(string name) => ForEachSample(name, (sample, point) =>
    {
        if (sample.Method is { ValueAndGradient: { } member, Vjp: { } vjp })
        {
            double[] one = [1, .. new double[point.Value.Length - 1]];
            double[] gradient = point.ValueAndGradient(sample.Call(member)).Gradient;
            double[] pulled = point.Vjp(sample.Call(vjp), one).InputBar;
            double allowed = Precision(sample) * Math.Max(1, Norm(gradient));
            Assert.All(gradient.Zip(pulled), pair => Assert.Equal(pair.First, pair.Second, allowed));
        }
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void Forward_and_reverse_mode_are_transposes(string name) => ForEachSample(name, (sample, point) =>
    {
        if (sample.Method is { Jvp: { } jvp, Vjp: { } vjp })
        {
            double[] weights = Weights(point), direction = Direction(sample);
            double[] tangent = point.Jvp(sample.Call(jvp), direction).Tangent;
            double[] cotangent = point.Vjp(sample.Call(vjp), weights).InputBar;
            double forward = Dot(weights, tangent), reverse = Dot(direction, cotangent);
            double magnitude = Dot(weights.Select(Math.Abs), tangent.Select(Math.Abs)) + Dot(direction.Select(Math.Abs), cotangent.Select(Math.Abs));
            Assert.True(
                Math.Abs(forward - reverse) <= Precision(sample) * magnitude,
                string.Create(CultureInfo.InvariantCulture, $"{Point(point)}: forward {forward:R}, reverse {reverse:R}"));
        }
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void Pullback_adds_to_its_accumulators_and_clears_those_of_results(string name) => ForEachSample(name, (sample, point) =>
    {
        if (sample.Method.Vjp is { } vjp)
        {
            double[] weights = Weights(point);
            (_, double[] plain, double[] outBar) = point.Vjp(sample.Call(vjp), weights);
            double[] added = point.Vjp(sample.Call(vjp), weights, start: 0.25).InputBar;
            Assert.All(outBar, bar => Assert.Equal(0, bar));
            int[] accumulators = [.. sample.Method.Accumulators()];
            double allowed = Precision(sample) * Math.Max(1, Norm(plain));
            Assert.All(accumulators, index => Assert.Equal(plain[index] + 0.25, added[index], allowed));
        }
    });

    [Theory]
    [MemberData(nameof(Methods))]
    public void Steady_state_allocates_nothing(string name) => ForEachSample(name, (sample, point) =>
    {
        MethodInfo?[] members = [sample.Method.ValueAndGradient, sample.Method.Jvp, sample.Method.Vjp];
        Assert.All(members.OfType<MethodInfo>(), member => Assert.Equal((member.Name, 0), (member.Name, AllocatedBytes(sample, member))));
    });

    private static void ForEachSample(string name, Action<CorpusSample, DerivativesAtPoint> check)
    {
        Assert.NotEmpty(s_methods[name].Samples);
        foreach (CorpusSample sample in s_methods[name].Samples)
        {
            check(sample, new DerivativesAtPoint(sample));
        }
    }

    private static long AllocatedBytes(CorpusSample sample, MethodInfo member)
    {
        FlatCall call = sample.Call(member);
        double[] input = new double[64], output = new double[64];
        sample.Input.ToArray().CopyTo(input, 0);
        call(input, output);
        call(input, output);
        return Allocations.Of(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                call(input, output);
            }
        });
    }

    /// <summary>Weights of the outputs, none of them special.</summary>
    private static double[] Weights(DerivativesAtPoint point) =>
        [.. point.ActiveOutputs.Select((active, index) => active ? 0.75 + (0.5 * (index % 3)) : 0)];

    private static double[] Direction(CorpusSample sample) =>
        [.. sample.IsActive.Select((active, index) => active ? 1.25 - (0.625 * index) : 0)];

    private static IEnumerable<int> Active(CorpusSample sample) => Enumerable.Range(0, sample.IsActive.Count).Where(i => sample.IsActive[i]);

    private static Difference Differences(DerivativesAtPoint point, double[] weights, int index) => Ridders.Derivative(
        x => point.Weighted([.. point.Input.Select((value, i) => i == index ? x : value)], weights), point.Input[index]);

    private static double Precision(CorpusSample sample) => sample.Method.IsSingle ? 1e-5 : 1e-12;

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));

    private static double Dot(IEnumerable<double> a, IEnumerable<double> b) => a.Zip(b, (x, y) => x == 0 || y == 0 ? 0 : x * y).Sum();

    private static string Point(DerivativesAtPoint point) =>
        $"at ({string.Join(", ", point.Input.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))})";

    private static void AssertSameBits(double[] expected, double[] actual) =>
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
}
