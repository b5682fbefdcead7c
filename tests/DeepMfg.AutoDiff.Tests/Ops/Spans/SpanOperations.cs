using System.Numerics;

namespace DeepMfg.AutoDiff.Tests.Spans;

/// <summary>All operations over spans, in sizes that end within a vector.</summary>
internal static class SpanOperations
{
    private const int Length = 37;

    internal static IEnumerable<SpanOperation<T>> All<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. Activations<T>(), .. Products<T>(), .. Rows<T>(), .. Losses<T>()];

    internal static T Of<T>(double value)
        where T : IBinaryFloatingPointIeee754<T> => T.CreateTruncating(value);

    internal static IEnumerable<SpanOperation<T>> Activations<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        Elementwise<T>(nameof(Ops.Relu), Ops.Relu, (_, y, given, result) => Tangents.Relu(y, given, result), (_, y, given, result) => Pullbacks.Relu(y, given, result)),
        Elementwise<T>(nameof(Ops.Sigmoid), Ops.Sigmoid, (x, _, given, result) => Tangents.Sigmoid(x, given, result), (x, _, given, result) => Pullbacks.Sigmoid(x, given, result)),
        Elementwise<T>(nameof(Ops.LogSigmoid), Ops.LogSigmoid, (x, _, given, result) => Tangents.LogSigmoid(x, given, result), (x, _, given, result) => Pullbacks.LogSigmoid(x, given, result)),
        Elementwise<T>(nameof(Ops.Softplus), Ops.Softplus, (x, _, given, result) => Tangents.Softplus(x, given, result), (x, _, given, result) => Pullbacks.Softplus(x, given, result)),
        Elementwise<T>(nameof(Math.Tanh), Ops.Tanh, (x, _, given, result) => Tangents.Tanh(x, given, result), (x, _, given, result) => Pullbacks.Tanh(x, given, result)),
        Elementwise<T>(nameof(Ops.Silu), Ops.Silu, (x, _, given, result) => Tangents.Silu(x, given, result), (x, _, given, result) => Pullbacks.Silu(x, given, result)),
        Elementwise<T>(nameof(Ops.Gelu), Ops.Gelu, (x, _, given, result) => Tangents.Gelu(x, given, result), (x, _, given, result) => Pullbacks.Gelu(x, given, result)),
        Elementwise<T>(nameof(Ops.GeluTanh), Ops.GeluTanh, (x, _, given, result) => Tangents.GeluTanh(x, given, result), (x, _, given, result) => Pullbacks.GeluTanh(x, given, result)),
        Elementwise<T>(
            nameof(Ops.LeakyRelu),
            (x, y) => Ops.LeakyRelu(x, Of<T>(0.1), y),
            (x, _, given, result) => Tangents.LeakyRelu(x, Of<T>(0.1), given, result),
            (x, _, given, result) => Pullbacks.LeakyRelu(x, Of<T>(0.1), given, result)),
        Elementwise<T>(
            nameof(Ops.Elu),
            (x, y) => Ops.Elu(x, Of<T>(1.5), y),
            (x, _, given, result) => Tangents.Elu(x, Of<T>(1.5), given, result),
            (x, _, given, result) => Pullbacks.Elu(x, Of<T>(1.5), given, result)),
    ];

    private static SpanOperation<T> Elementwise<T>(
        string name, SpanOperation<T>.Function primal, SpanOperation<T>.Linear push, SpanOperation<T>.Linear pull)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(name, Length, Length) { Primal = primal, Push = push, Pull = pull };

    private static IEnumerable<SpanOperation<T>> Products<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        .. from transposed in Enum.GetValues<Transposed>()
           from shape in new[] { (5, 7, 3), (4, 9, 32), (6, 1, 70), (1, 40, 1) }
           select Product<T>(transposed, shape),
        Dense<T>(6, 5, 19),
        Dense<T>(3, 32, 1),
    ];

    private static SpanOperation<T> Product<T>(Transposed transposed, (int Rows, int Inner, int Columns) shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int left = shape.Rows * shape.Inner, inner = shape.Inner;
        return new($"MatMul {transposed} {shape}", left + inner * shape.Columns, shape.Rows * shape.Columns)
        {
            Primal = (x, y) => Ops.MatMul(x[..left], x[left..], y, inner, transposed),
            Push = (x, _, xDot, yDot) =>
            {
                yDot.Clear();
                Tangents.MatMulAdd(xDot[..left], x[left..], yDot, inner, transposed);
                Tangents.MatMulAdd(x[..left], xDot[left..], yDot, inner, transposed);
            },
            Pull = (x, _, yBar, xBar) =>
            {
                Pullbacks.MatMulLeft(x[left..], yBar, xBar[..left], inner, transposed);
                Pullbacks.MatMulRight(x[..left], yBar, xBar[left..], inner, transposed);
            },
        };
    }

    private static SpanOperation<T> Dense<T>(int rows, int inputs, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int weights = rows * inputs, bias = weights + inputs * outputs;
        return new($"Linear {rows} × {inputs} × {outputs}", bias + outputs, rows * outputs)
        {
            Primal = (x, y) => Ops.Linear(x[..weights], x[weights..bias], x[bias..], y),
            Push = (x, _, xDot, yDot) => Tangents.Linear(x[..weights], xDot[..weights], x[weights..bias], xDot[weights..bias], xDot[bias..], yDot),
            Pull = (x, _, yBar, xBar) =>
            {
                Pullbacks.LinearInput(x[weights..bias], yBar, xBar[..weights], outputs);
                Pullbacks.LinearWeights(x[..weights], yBar, xBar[weights..bias], outputs);
                Pullbacks.LinearBias(yBar, xBar[bias..]);
            },
        };
    }

    private static IEnumerable<SpanOperation<T>> Rows<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int width in new[] { 1, 7, 33 })
        {
            int count = 3 * width;
            yield return new($"Softmax of {width}", count, count)
            {
                Primal = (x, y) => Ops.Softmax(x, width, y),
                Push = (_, y, xDot, yDot) => Tangents.Softmax(y, width, xDot, yDot),
                Pull = (_, y, yBar, xBar) => Pullbacks.Softmax(y, width, yBar, xBar),
            };
            yield return new($"LogSoftmax of {width}", count, count)
            {
                Primal = (x, y) => Ops.LogSoftmax(x, width, y),
                Push = (_, y, xDot, yDot) => Tangents.LogSoftmax(y, width, xDot, yDot),
                Pull = (_, y, yBar, xBar) => Pullbacks.LogSoftmax(y, width, yBar, xBar),
            };
            yield return new($"LogSumExp of {width}", width, 1)
            {
                Primal = (x, y) => y[0] = Ops.LogSumExp(x),
                Push = (x, y, xDot, yDot) => yDot[0] = Tangents.LogSumExp(x, y[0], xDot),
                Pull = (x, y, yBar, xBar) => Pullbacks.LogSumExp(x, y[0], yBar[0], xBar),
            };
        }
    }

    private static IEnumerable<SpanOperation<T>> Losses<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] none = [], perElement = [.. Enumerable.Range(0, Length).Select(i => Of<T>(i % 5 * 0.5))], perRow = [Of<T>(0.5), T.Zero, Of<T>(2)];
        foreach ((string kind, int count, T[] weights) in new[] { ("", Length, none), (" by element", Length, perElement), (" by row", 3 * 19, perRow) })
        {
            yield return Loss<T>(
                $"BinaryCrossEntropy{kind}", count, weights, (x, t, w) => Ops.BinaryCrossEntropy(x, t, w), Tangents.BinaryCrossEntropy, Pullbacks.BinaryCrossEntropy);
            yield return Loss<T>(
                $"MeanSquaredError{kind}", count, weights, (x, t, w) => Ops.MeanSquaredError(x, t, w), Tangents.MeanSquaredError, Pullbacks.MeanSquaredError);
            yield return Loss<T>(
                $"MeanAbsoluteError{kind}", count, weights, (x, t, w) => Ops.MeanAbsoluteError(x, t, w), Tangents.MeanAbsoluteError, Pullbacks.MeanAbsoluteError);
            yield return Loss<T>(
                $"Huber{kind}", count, weights, (x, t, w) => Ops.Huber(x, t, Of<T>(1.25), w),
                (terms, xDot, tDot) => Tangents.Huber(terms, Of<T>(1.25), xDot, tDot),
                (terms, yBar, xBar, tBar) => Pullbacks.Huber(terms, Of<T>(1.25), yBar, xBar, tBar));
            yield return Loss<T>(
                $"QuantileLoss{kind}", count, weights, (x, t, w) => Ops.QuantileLoss(x, t, Of<T>(0.75), w),
                (terms, xDot, tDot) => Tangents.QuantileLoss(terms, Of<T>(0.75), xDot, tDot),
                (terms, yBar, xBar, tBar) => Pullbacks.QuantileLoss(terms, Of<T>(0.75), yBar, xBar, tBar));
        }

        foreach (T[] weights in new[] { none, perRow })
        {
            yield return Classes(weights);
        }
    }

    private delegate T Mean<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights);

    private delegate T MeanTangent<T>(MeanLossTerms<T> terms, ReadOnlySpan<T> xDot, ReadOnlySpan<T> targetsDot);

    private delegate void MeanPullback<T>(MeanLossTerms<T> terms, T yBar, Span<T> xBar, Span<T> targetsBar);

    private static SpanOperation<T> Loss<T>(string name, int count, T[] weights, Mean<T> primal, MeanTangent<T> push, MeanPullback<T> pull)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(name, 2 * count, 1)
        {
            Primal = (x, y) => y[0] = primal(x[..count], x[count..], weights),
            Push = (x, _, xDot, yDot) => yDot[0] = push(new(x[..count], x[count..], weights), xDot[..count], xDot[count..]),
            Pull = (x, _, yBar, xBar) => pull(new(x[..count], x[count..], weights), yBar[0], xBar[..count], xBar[count..]),
        };

    private static SpanOperation<T> Classes<T>(T[] weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] classes = [2, 0, 17];
        return new($"SoftmaxCrossEntropy{(weights.Length > 0 ? " weighted" : "")}", 3 * 18, 1)
        {
            Primal = (x, y) => y[0] = Ops.SoftmaxCrossEntropy(x, classes, weights),
            Push = (x, _, xDot, yDot) => yDot[0] = Tangents.SoftmaxCrossEntropy(x, xDot, classes, weights),
            Pull = (x, _, yBar, xBar) => Pullbacks.SoftmaxCrossEntropy(x, classes, weights, yBar[0], xBar),
        };
    }
}
