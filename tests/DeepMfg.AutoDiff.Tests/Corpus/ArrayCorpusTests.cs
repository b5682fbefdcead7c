using DeepMfg.AutoDiff.Corpus.Arrays;
using DeepMfg.AutoDiff.Corpus.Records;
using DeepMfg.AutoDiff.Testing;

namespace DeepMfg.AutoDiff.Tests.Corpus;

/// <summary>Every method of the corpus over arrays, records and structs, every member generated for it.</summary>
public sealed class ArrayCorpusTests
{
    private static readonly Dictionary<string, ArrayCase> s_cases = ArrayCase.All.Concat(RecordCase.All).ToDictionary(method => method.Name);

    public static TheoryData<string> Names => [.. s_cases.Keys];

    /// <summary>All but those whose gradient, or whose value, is a new object each time.</summary>
    public static TheoryData<string> NamesWithoutAllocation => [.. s_cases.Values.Where(method => !method.Allocates).Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_is_the_primals_to_the_bit(string name)
    {
        ArrayCase method = s_cases[name];
        double value = method.Value([.. method.Input]);

        Assert.Equal(Bits(value), Bits(method.Gradient([.. method.Input], new double[method.Input.Length])));
        Assert.Equal(Bits(value), Bits(method.Tangent([.. method.Input], Direction(method)).Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_is_that_of_extrapolated_differences(string name)
    {
        ArrayCase method = s_cases[name];
        double[] gradient = Gradient(method);

        double allowed = 1e-7 * Math.Max(1, Math.Sqrt(gradient.Sum(slope => slope * slope)));
        for (int i = 0; i < gradient.Length; i++)
        {
            double slope = Ridders.Derivative(x => method.Value([.. method.Input.Select((value, k) => k == i ? x : value)]), method.Input[i]).Derivative;
            Assert.True(Math.Abs(gradient[i] - slope) <= allowed, $"input {i}: {gradient[i]:R}, differences {slope:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_and_reverse_mode_are_transposes(string name)
    {
        ArrayCase method = s_cases[name];
        double[] gradient = Gradient(method), direction = Direction(method);
        double tangent = method.Tangent([.. method.Input], direction).Tangent;

        double[] terms = [.. gradient.Zip(direction, (slope, along) => slope * along)];
        Assert.Equal(tangent, terms.Sum(), 1e-12 * (terms.Sum(Math.Abs) + Math.Abs(tangent)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_into_a_buffer_overwrites_it(string name)
    {
        ArrayCase method = s_cases[name];
        double[] buffer = [.. method.Input.Select(_ => 7.0)];
        method.Gradient([.. method.Input], buffer);
        Assert.Equal(Gradient(method), buffer);
    }

    [Theory]
    [MemberData(nameof(NamesWithoutAllocation))]
    public void Gradient_into_a_buffer_allocates_nothing(string name)
    {
        ArrayCase method = s_cases[name];
        double[] input = [.. method.Input], buffer = new double[input.Length];
        method.Gradient(input, buffer);
        method.Gradient(input, buffer);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 100; i++) method.Gradient(input, buffer);
        }));
    }

    private static double[] Gradient(ArrayCase method)
    {
        double[] gradient = new double[method.Input.Length];
        method.Gradient([.. method.Input], gradient);
        return gradient;
    }

    private static double[] Direction(ArrayCase method) => [.. method.Input.Select((_, i) => 1.25 - 0.625 * (i % 5))];

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
