namespace DeepMfg.AutoDiff.Corpus.Arrays;

/// <summary>Models written as queries over arrays and ranges.</summary>
public static partial class Queries
{
    private static readonly double[] s_target = [0.4, -0.2, 0.9, 0.1, -0.6];
    private static readonly double[][] s_rows = [[1, 2], [3, 4], [0.5, -1], [-0.2, 0.7]];

    public static IEnumerable<ArrayCase> Cases =>
    [
        new("sum of squared errors", ArrayCase.Numbers(5), x => Errors(x, s_target), (x, g) => ErrorsValueAndGradient(x, s_target, g), (x, d) => ErrorsJvp(x, s_target, d)),
        ArrayCase.Of("mean and variance", ArrayCase.Numbers(6), Variance, VarianceValueAndGradient, VarianceJvp),
        ArrayCase.Of("log-sum-exp by queries", ArrayCase.Numbers(5, 2), LogSumExp, LogSumExpValueAndGradient, LogSumExpJvp),
        ArrayCase.Of("smallest and largest", ArrayCase.Numbers(7), Width, WidthValueAndGradient, WidthJvp),
        ArrayCase.Of("dot product by Zip", ArrayCase.Numbers(6), Dot, DotValueAndGradient, DotJvp),
        ArrayCase.Of("polynomial by Aggregate", ArrayCase.Numbers(5), Horner, HornerValueAndGradient, HornerJvp),
        ArrayCase.Of("product without a seed", ArrayCase.Numbers(5), Product, ProductValueAndGradient, ProductJvp),
        ArrayCase.Of("only some", ArrayCase.Numbers(8), Some, SomeValueAndGradient, SomeJvp),
        ArrayCase.Of("found and kept", ArrayCase.Numbers(8), Kept, KeptValueAndGradient, KeptJvp),
        ArrayCase.Of("ranges", ArrayCase.Numbers(4), Ranges, RangesValueAndGradient, RangesJvp),
        ArrayCase.Of("queries in queries", ArrayCase.Numbers(6), Nested, NestedValueAndGradient, NestedJvp),
        new("logistic regression by queries", [0.1, 0.2, -0.3], x => Logistic(x, s_rows, s_target), (x, g) => LogisticValueAndGradient(x, s_rows, s_target, g),
            (x, d) => LogisticJvp(x, s_rows, s_target, d)),
        ArrayCase.Of("functions by their names", ArrayCase.Numbers(5), Named, NamedValueAndGradient, NamedJvp),
        ArrayCase.Of("two at once", ArrayCase.Numbers(5), Both, BothValueAndGradient, BothJvp),
    ];

    [Differentiable]
    public static double Errors(double[] x, [NoDerivative] double[] target) => x.Select((value, i) => (value - target[i]) * (value - target[i]) * (i + 1)).Sum();

    [Differentiable]
    public static double Variance(double[] x)
    {
        double mean = x.Average();
        return x.Sum(value => (value - mean) * (value - mean)) / (x.Length - 1) + x.Average(value => Math.Exp(value) * mean);
    }

    [Differentiable]
    public static double LogSumExp(double[] x)
    {
        double most = x.Max();
        return most + Math.Log(x.Select(value => Math.Exp(value - most)).Sum());
    }

    [Differentiable]
    public static double Width(double[] x) => (x.Max() - x.Min()) * x.Max(value => value * value) + x.Select(value => value - x[0]).Where(value => value != 0).Min();

    [Differentiable]
    public static double Dot(double[] x) => x.Zip(x[1..], (a, b) => a * b * b).Sum() + x.Zip(x[2..]).Sum(pair => pair.First * Math.Sin(pair.Second));

    [Differentiable]
    public static double Horner(double[] c) => c.Aggregate(0.0, (sum, next) => sum * 0.7 + next * sum + next);

    [Differentiable]
    public static double Product(double[] x) => x.Select(value => 2 + value).Aggregate((product, value) => product * value);

    [Differentiable]
    public static double Some(double[] x)
    {
        double even = x.Where((_, i) => i % 2 == 0).Select(value => value * value).Sum();
        return even * x.Where(value => value > -0.5).Average() + x.Count(value => value > 0) * x[1];
    }

    [Differentiable]
    public static double Kept(double[] x)
    {
        double[] positive = x.Where(value => value > 0).ToArray(), scaled = x.Select(value => value * x[0]).ToArray();
        positive[0] *= scaled[^1];
        double sum = 0;
        for (int i = 0; i < positive.Length; i++) sum += positive[i] * scaled[i] * (i + 1);
        return sum + positive.Length;
    }

    [Differentiable]
    public static double Ranges(double[] x)
    {
        int n = x.Length;
        double sum = Enumerable.Range(0, n).Sum(i => x[i] * x[(i + 1) % n]);
        double[] weights = Enumerable.Repeat(1.0 / n, n).ToArray();
        weights[1] += sum;
        return sum + Enumerable.Range(1, n - 1).Select(i => x[i] * weights[i - 1]).Sum() + weights.Sum();
    }

    [Differentiable]
    public static double Nested(double[] x) =>
        Enumerable.Range(0, 3).Sum(i => Math.Exp(Enumerable.Range(0, 2).Sum(j => x[2 * i + j] * x[j])) / x.Sum(value => Math.Cos(value) + i));

    [Differentiable]
    public static double Logistic(double[] w, [NoDerivative] double[][] rows, [NoDerivative] double[] target) => rows.Select((row, i) =>
    {
        double z = w[0] + row.Zip(w[1..], (value, weight) => value * weight).Sum();
        double e = Ops.Sigmoid(z) - target[i];
        return e * e;
    }).Average();

    private static double Bent(double x) => x > 0 ? x * x : Math.Sin(x);

    [Differentiable]
    public static double Named(double[] x)
    {
        return x.Select(Math.Exp).Select(Bent).Sum() + x.Sum(Local);

        double Local(double value) => value * x[0];
    }

    [Differentiable]
    public static double Both(double[] x)
    {
        (double Sum, double Product) both = x.Aggregate((Sum: 0.0, Product: 1.0), (all, value) => (all.Sum + value * all.Product, all.Product * (1 + value)));
        return both.Sum * both.Product;
    }
}
