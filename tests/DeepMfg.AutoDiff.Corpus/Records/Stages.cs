using DeepMfg.AutoDiff.Corpus.Arrays;

namespace DeepMfg.AutoDiff.Corpus.Records;

/// <summary>A part of a chain, with its derivatives: what is generic over such parts calls them by a type parameter.</summary>
public interface IStage<TSelf> : IDifferentiable<TSelf, double>
    where TSelf : struct, IStage<TSelf>
{
    static abstract int OutputsOf(in TSelf stage);

    static abstract void Apply(TSelf stage, ReadOnlySpan<double> x, Span<double> y);

    static abstract void ApplyJvp(TSelf stage, ReadOnlySpan<double> x, Span<double> y, TSelf stageDot, ReadOnlySpan<double> xDot, Span<double> yDot);

    static abstract void ApplyForward(TSelf stage, ReadOnlySpan<double> x, Span<double> y, Tape tape);

    static abstract void ApplyReverse(
        TSelf stage, ReadOnlySpan<double> x, Span<double> y, Tape tape, ref TSelf stageBar, Span<double> xBar, Span<double> yBar);
}

/// <summary>Hyperbolic tangents of sums.</summary>
[Differentiable]
public readonly partial record struct Turning(double[] Weights, double[] Bias) : IStage<Turning>
{
    public static Turning Of(int inputs, int outputs) => new(ArrayCase.Numbers(inputs * outputs, 0.4), ArrayCase.Numbers(outputs, 0.2));

    public static int OutputsOf(in Turning stage) => stage.Bias.Length;

    [Differentiable(Produce = Derivatives.Split | Derivatives.Jvp)]
    public static void Apply(Turning stage, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int o = 0; o < y.Length; o++)
        {
            double sum = stage.Bias[o];
            for (int i = 0; i < x.Length; i++) sum += stage.Weights[o * x.Length + i] * x[i];
            y[o] = Math.Tanh(sum);
        }
    }
}

/// <summary>A bend of each number, as strong as one number says.</summary>
[Differentiable]
public readonly partial record struct Bend(double[] Slopes, double Strength) : IStage<Bend>
{
    public static Bend Of(int numbers) => new(ArrayCase.Numbers(numbers, 0.8), 0.7);

    public static int OutputsOf(in Bend stage) => stage.Slopes.Length;

    [Differentiable(Produce = Derivatives.Split | Derivatives.Jvp)]
    public static void Apply(Bend stage, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++) y[i] = x[i] + stage.Strength * Math.Exp(-stage.Slopes[i] * x[i]);
    }
}

/// <summary>A weighted sum.</summary>
[Differentiable]
public readonly partial record struct Weigh(double[] Weights) : IStage<Weigh>
{
    public static Weigh Of(int numbers) => new(ArrayCase.Numbers(numbers, 0.5));

    public static int OutputsOf(in Weigh stage) => 1;

    [Differentiable(Produce = Derivatives.Split | Derivatives.Jvp)]
    public static void Apply(Weigh stage, ReadOnlySpan<double> x, Span<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += stage.Weights[i] * x[i];
        y[0] = sum;
    }
}

/// <summary>Three parts of any kind, one behind the other.</summary>
[Differentiable]
public readonly partial record struct Trio<T1, T2, T3>(T1 First, T2 Second, T3 Third)
    where T1 : struct, IStage<T1>
    where T2 : struct, IStage<T2>
    where T3 : struct, IStage<T3>;

/// <summary>Chains of parts of any kind, and the same as one method.</summary>
public static partial class Stages
{
    private static readonly double[] s_x = [0.3, -0.8, 1.2];
    private static readonly double[] s_still = [0, 0, 0], s_slopes = [0, 0, 0];
    private static readonly Trio<Turning, Bend, Weigh> s_trio = new(Turning.Of(3, 4), Bend.Of(4), Weigh.Of(4));

    public static IEnumerable<ArrayCase> Cases =>
    [
        RecordCase.Of("a chain of parts of any kind", s_trio, trio => Chain(trio.First, trio.Second, trio.Third, s_x, 0.4), ChainGradient,
            (trio, dot) => ChainJvp(trio.First, trio.Second, trio.Third, s_x, 0.4, dot.First, dot.Second, dot.Third, s_still)),
        RecordCase.Of("a chain that is a record", s_trio, trio => OfRecord(trio, s_x, 0.4),
            (Trio<Turning, Bend, Weigh> trio, ref Trio<Turning, Bend, Weigh> g) => OfRecordValueAndGradient(trio, s_x, 0.4, ref g),
            (trio, dot) => OfRecordJvp(trio, s_x, 0.4, dot)),
        RecordCase.Of("a part that runs again and again", s_trio with { First = Turning.Of(3, 3) }, trio => Again(trio.First, s_x, 5), AgainGradient,
            (trio, dot) => AgainJvp(trio.First, s_x, 5, dot.First)),
        RecordCase.Of("the same chain as one method", s_trio, trio => Whole(trio.First, trio.Second, trio.Third, s_x, 0.4), WholeGradient,
            (trio, dot) => WholeJvp(trio.First, trio.Second, trio.Third, s_x, 0.4, dot.First, dot.Second, dot.Third, s_still)),
    ];

    /// <summary>How far three parts in a row miss a target.</summary>
    [Differentiable]
    public static double Chain<T1, T2, T3>(T1 first, T2 second, T3 third, double[] x, [NoDerivative] double target)
        where T1 : struct, IStage<T1>
        where T2 : struct, IStage<T2>
        where T3 : struct, IStage<T3>
    {
        double[] one = new double[T1.OutputsOf(first)], two = new double[T2.OutputsOf(second)], y = new double[T3.OutputsOf(third)];
        T1.Apply(first, x, one);
        T2.Apply(second, one, two);
        T3.Apply(third, two, y);
        double miss = y[0] - target;
        return miss * miss;
    }

    [Differentiable]
    public static double OfRecord<T1, T2, T3>(Trio<T1, T2, T3> trio, [NoDerivative] double[] x, [NoDerivative] double target)
        where T1 : struct, IStage<T1>
        where T2 : struct, IStage<T2>
        where T3 : struct, IStage<T3> => Chain(trio.First, trio.Second, trio.Third, x, target) + Length(trio.Third, x);

    /// <summary>A part whose outputs are its next inputs, which it overwrites; what is there by then counts.</summary>
    [Differentiable]
    public static double Again<T>(T part, [NoDerivative] double[] x, int times)
        where T : struct, IStage<T>
    {
        double[] state = new double[x.Length], next = new double[x.Length];
        x.CopyTo(state, 0);
        double sum = 0;
        for (int i = 0; i < times; i++)
        {
            T.Apply(part, state, next);
            for (int k = 0; k < state.Length; k++)
            {
                sum += next[k] * state[k];
                state[k] = next[k] + 0.1 * state[k] * state[k];
            }
        }

        return sum;
    }

    /// <summary>The chain with the code of its parts in one place.</summary>
    [Differentiable]
    public static double Whole(Turning first, Bend second, Weigh third, double[] x, [NoDerivative] double target)
    {
        double[] one = new double[first.Bias.Length], two = new double[second.Slopes.Length];
        for (int o = 0; o < one.Length; o++)
        {
            double sum = first.Bias[o];
            for (int i = 0; i < x.Length; i++) sum += first.Weights[o * x.Length + i] * x[i];
            one[o] = Math.Tanh(sum);
        }

        for (int i = 0; i < two.Length; i++) two[i] = one[i] + second.Strength * Math.Exp(-second.Slopes[i] * one[i]);
        double y = 0;
        for (int i = 0; i < two.Length; i++) y += third.Weights[i] * two[i];
        double miss = y - target;
        return miss * miss;
    }

    private static double Length<T>(T part, double[] x)
        where T : struct, IStage<T>
    {
        double[] four = new double[4], y = new double[T.OutputsOf(part)];
        for (int i = 0; i < four.Length; i++) four[i] = x[0] * i;
        T.Apply(part, four, y);
        double sum = 0;
        foreach (double number in y) sum += number * number;
        return Math.Sqrt(sum + 1);
    }

    private static double ChainGradient(Trio<Turning, Bend, Weigh> trio, ref Trio<Turning, Bend, Weigh> gradient)
    {
        (Turning first, Bend second, Weigh third) = gradient;
        double value = ChainValueAndGradient(trio.First, trio.Second, trio.Third, s_x, 0.4, ref first, ref second, ref third, s_slopes);
        gradient = new(first, second, third);
        return value;
    }

    private static double AgainGradient(Trio<Turning, Bend, Weigh> trio, ref Trio<Turning, Bend, Weigh> gradient)
    {
        Turning first = gradient.First;
        double value = AgainValueAndGradient(trio.First, s_x, 5, ref first);
        gradient = gradient with { First = first };
        return value;
    }

    private static double WholeGradient(Trio<Turning, Bend, Weigh> trio, ref Trio<Turning, Bend, Weigh> gradient)
    {
        (Turning first, Bend second, Weigh third) = gradient;
        double value = WholeValueAndGradient(trio.First, trio.Second, trio.Third, s_x, 0.4, ref first, ref second, ref third, s_slopes);
        gradient = new(first, second, third);
        return value;
    }
}
