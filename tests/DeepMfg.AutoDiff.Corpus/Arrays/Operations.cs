using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Corpus.Arrays;

/// <summary>Operations over spans: the library's and the platform's.</summary>
public static partial class Operations
{
    private static readonly double[] s_rows = [1, 2, 3, 4, 0.5, -1, -0.2, 0.7], s_target = [0, 1, 0, 1];

    public static IEnumerable<ArrayCase> Cases =>
    [
        new("network of operations", ArrayCase.Numbers(4 * 3 + 4 + 1), x => Network(x, s_rows, s_target, 4), (x, g) => NetworkValueAndGradient(x, s_rows, s_target, 4, g),
            (x, d) => NetworkJvp(x, s_rows, s_target, 4, d)),
        new("rows of operations", ArrayCase.Numbers(12), x => Rows(x, 3), (x, g) => RowsValueAndGradient(x, 3, g), (x, d) => RowsJvp(x, 3, d)),
        new("TensorPrimitives in place", ArrayCase.Numbers(11), x => Similarity(x, 5), (x, g) => SimilarityValueAndGradient(x, 5, g), (x, d) => SimilarityJvp(x, 5, d)),
    ];

    [Differentiable]
    public static double Network(ReadOnlySpan<double> w, [NoDerivative] double[] rows, [NoDerivative] double[] target, int hidden)
    {
        int inputs = rows.Length / target.Length;
        double[] layer = new double[target.Length * hidden], logits = new double[target.Length];
        Ops.Linear(rows, w[..(inputs * hidden)], w.Slice(inputs * hidden, hidden), layer);
        Ops.Gelu(layer, layer);
        Ops.Linear(layer, w.Slice((inputs + 1) * hidden, hidden), w[^1..], logits);
        return Ops.BinaryCrossEntropy(logits, target);
    }

    [Differentiable]
    public static double Rows(ReadOnlySpan<double> x, int count)
    {
        int width = x.Length / count;
        double[] shares = new double[x.Length];
        double sum = 0;
        for (int k = 0; k < count; k++)
        {
            Ops.Softmax(x.Slice(k * width, width), width, shares.AsSpan(k * width, width));
            sum += Ops.LogSumExp(x.Slice(k * width, width)) * TensorPrimitives.Norm<double>(shares.AsSpan(k * width, width));
        }
        return sum;
    }

    [Differentiable]
    public static double Similarity(ReadOnlySpan<double> x, int half)
    {
        double[] a = new double[half], b = new double[half];
        TensorPrimitives.Multiply(x[..half], x[^1], a);
        TensorPrimitives.Exp(a, a);
        TensorPrimitives.SoftMax(x.Slice(half, half), b);
        TensorPrimitives.AddMultiply(a, b, TensorPrimitives.Norm<double>(a), b);
        TensorPrimitives.Subtract(1, b, b);
        return TensorPrimitives.CosineSimilarity<double>(a, b) + TensorPrimitives.Distance<double>(a, b) * TensorPrimitives.Max<double>(b);
    }
}
