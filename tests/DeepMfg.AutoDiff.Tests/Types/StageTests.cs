using DeepMfg.AutoDiff.Corpus.Records;
using DeepMfg.AutoDiff.Testing;

namespace DeepMfg.AutoDiff.Tests.Types;

/// <summary>A method that is generic over parts which declare their derivatives is derived once, and calls them by its type parameters.</summary>
public sealed class StageTests
{
    private static readonly double[] s_x = [0.3, -0.8, 1.2, 0.1, -0.4], s_slopes = new double[5];
    private static readonly Turning s_turning = Turning.Of(5, 7);
    private static readonly Bend s_bend = Bend.Of(7);
    private static readonly Weigh s_weigh = Weigh.Of(7);

    [Fact]
    public void A_generic_chain_has_the_gradient_of_the_same_as_one_method()
    {
        (double value, (Turning first, Bend second, Weigh third, double[] x)) = Stages.ChainValueAndGradient(s_turning, s_bend, s_weigh, s_x, 0.4);
        (double whole, (Turning first, Bend second, Weigh third, double[] x) expected) = Stages.WholeValueAndGradient(s_turning, s_bend, s_weigh, s_x, 0.4);
        Assert.Equal(whole, value, 1e-12);
        double[] slopes = [.. first.Weights, .. first.Bias, .. second.Slopes, second.Strength, .. third.Weights, .. x];
        double[] other =
        [
            .. expected.first.Weights, .. expected.first.Bias, .. expected.second.Slopes, expected.second.Strength, .. expected.third.Weights, .. expected.x,
        ];
        Assert.Contains(slopes, static slope => Math.Abs(slope) > 0.01);
        Assert.All(slopes.Zip(other), static pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    [Fact]
    public void Each_part_runs_forward_once_and_back_once_and_nothing_is_allocated()
    {
        var counted = new Counted(s_turning.Bias);
        (Counted first, Bend second, Weigh third) = (new Counted(new double[7]), s_bend with { Slopes = new double[7] }, new Weigh(new double[7]));
        Counted.Calls = (0, 0, 0);
        double value = Stages.ChainValueAndGradient(counted, s_bend, s_weigh, s_x, 0.4, ref first, ref second, ref third, s_slopes);
        Assert.Equal((0, 1, 1), Counted.Calls);
        Assert.Equal(Stages.Chain(counted, s_bend, s_weigh, s_x, 0.4), value);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 1000; i++) Stages.ChainValueAndGradient(counted, s_bend, s_weigh, s_x, 0.4, ref first, ref second, ref third, s_slopes);
        }));
    }

    [Fact]
    public void A_gradient_of_another_shape_is_refused_and_none_is_what_it_was()
    {
        (Turning first, Bend second, Weigh third) = (Turning.Of(5, 7), Bend.Of(6), Weigh.Of(7));
        var exception = Assert.Throws<ArgumentException>(
            () => Stages.ChainValueAndGradient(s_turning, s_bend, s_weigh, s_x, 0.4, ref first, ref second, ref third, s_slopes));
        Assert.Contains("secondGradient must have the shape of second", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Turning.Of(5, 7).Weights, first.Weights);
    }
}

/// <summary>A part that counts how often its value, its forward and its reverse sweep are computed: each number moved by one of its own.</summary>
[Differentiable]
public readonly partial record struct Counted(double[] Shifts) : IStage<Counted>
{
    internal static (int Values, int Forward, int Reverse) Calls { get; set; }

    public static int OutputsOf(in Counted stage) => stage.Shifts.Length;

    public static void Apply(Counted stage, ReadOnlySpan<double> x, Span<double> y)
    {
        Calls = Calls with { Values = Calls.Values + 1 };
        for (int i = 0; i < y.Length; i++) y[i] = x[i % x.Length] + stage.Shifts[i];
    }

    public static void ApplyJvp(Counted stage, ReadOnlySpan<double> x, Span<double> y, Counted stageDot, ReadOnlySpan<double> xDot, Span<double> yDot)
    {
        Apply(stage, x, y);
        Apply(stageDot, xDot, yDot);
    }

    public static void ApplyForward(Counted stage, ReadOnlySpan<double> x, Span<double> y, Tape tape)
    {
        Apply(stage, x, y);
        Calls = Calls with { Values = Calls.Values - 1, Forward = Calls.Forward + 1 };
        tape.Push(Calls.Forward);
    }

    public static void ApplyReverse(
        Counted stage, ReadOnlySpan<double> x, Span<double> y, Tape tape, ref Counted stageBar, Span<double> xBar, Span<double> yBar)
    {
        if (tape.Pop<int>() != Calls.Forward) throw new InvalidOperationException("A sweep takes back what another has kept.");
        Calls = Calls with { Reverse = Calls.Reverse + 1 };
        for (int i = 0; i < y.Length; i++)
        {
            stageBar.Shifts[i] += yBar[i];
            xBar[i % x.Length] += yBar[i];
        }

        yBar.Clear();
    }
}
