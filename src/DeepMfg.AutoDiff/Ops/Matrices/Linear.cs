using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

public static partial class Ops
{
    /// <summary>A dense layer over a batch: <c>Y = X W + b</c>, the bias added to each row.</summary>
    /// <param name="x">X: rows × inputs.</param>
    /// <param name="weights">W: inputs × outputs.</param>
    /// <param name="bias">b: one number an output.</param>
    /// <param name="destination">Overwritten with Y: rows × outputs.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths do not fit, or the destination overlaps what is read.</exception>
    public static void Linear<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProductShape shape = LinearLayer.Shape(x, weights, bias, destination);
        Checks.Apart(destination, x, nameof(destination));
        Checks.Apart(destination, weights, nameof(destination));
        Checks.Apart(destination, bias, nameof(destination));
        LinearLayer.Repeat(bias, destination);
        MatrixProduct<T>.Add(new(x, shape.Inner, 1), new(weights, shape.Columns, 1), destination, shape);
    }
}

public static partial class Pullbacks
{
    /// <summary>X̄ += Ȳ Wᵀ</summary>
    /// <param name="weights">W: inputs × outputs.</param>
    /// <param name="yBar">Ȳ: rows × outputs.</param>
    /// <param name="xBar">X̄: rows × inputs, added to.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void LinearInput<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> yBar, Span<T> xBar, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        MatMulLeft(weights, yBar, xBar, Checks.Rows(weights, outputs, nameof(weights)), Transposed.None);

    /// <summary>W̄ += Xᵀ Ȳ</summary>
    /// <param name="x">X: rows × inputs.</param>
    /// <param name="yBar">Ȳ: rows × outputs.</param>
    /// <param name="weightsBar">W̄: inputs × outputs, added to.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void LinearWeights<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> yBar, Span<T> weightsBar, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        MatMulRight(x, yBar, weightsBar, Checks.Rows<T>(weightsBar, outputs, nameof(weightsBar)), Transposed.None);

    /// <summary>b̄ⱼ += Σᵢ Ȳᵢⱼ</summary>
    /// <param name="yBar">Ȳ: rows × outputs.</param>
    /// <param name="biasBar">b̄: one number an output, added to.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void LinearBias<T>(ReadOnlySpan<T> yBar, Span<T> biasBar)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int outputs = biasBar.Length, rows = Checks.Rows(yBar, outputs, nameof(yBar));
        Checks.Apart(biasBar, yBar, nameof(biasBar));
        for (int column = 0; column < outputs; column += Vector512<T>.Count)
        {
            Vector512<T> sum = Wide.Load<T>(biasBar, column);
            for (int row = 0; row < rows; row++)
            {
                sum += Wide.Load(yBar.Slice(row * outputs, outputs), column);
            }

            Wide.Store(sum, biasBar, column);
        }
    }
}

public static partial class Tangents
{
    /// <summary>Ẏ = Ẋ W + X Ẇ + ḃ; an empty Ẋ or Ẇ is zero.</summary>
    /// <param name="x">X: rows × inputs.</param>
    /// <param name="xDot">Ẋ.</param>
    /// <param name="weights">W: inputs × outputs.</param>
    /// <param name="weightsDot">Ẇ.</param>
    /// <param name="biasDot">ḃ.</param>
    /// <param name="yDot">Overwritten with Ẏ: rows × outputs.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Linear<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> xDot, ReadOnlySpan<T> weights, ReadOnlySpan<T> weightsDot, ReadOnlySpan<T> biasDot, Span<T> yDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProductShape shape = LinearLayer.Shape(x, weights, biasDot, yDot);
        Checks.LengthOrNone(xDot, x.Length, nameof(xDot));
        Checks.LengthOrNone(weightsDot, weights.Length, nameof(weightsDot));
        Checks.Apart(yDot, biasDot, nameof(yDot));
        LinearLayer.Repeat(biasDot, yDot);
        if (!xDot.IsEmpty)
        {
            MatMulAdd(xDot, weights, yDot, shape.Inner, Transposed.None);
        }

        if (!weightsDot.IsEmpty)
        {
            MatMulAdd(x, weightsDot, yDot, shape.Inner, Transposed.None);
        }
    }
}

/// <summary>The sizes of a dense layer.</summary>
internal static class LinearLayer
{
    internal static ProductShape Shape<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> destination)
    {
        int outputs = bias.Length, inputs = Checks.Rows(weights, outputs, nameof(weights)), rows = Checks.Rows<T>(destination, outputs, nameof(destination));
        Checks.Length(x, checked(rows * inputs), nameof(x));
        return new ProductShape(rows, inputs, outputs);
    }

    internal static void Repeat<T>(ReadOnlySpan<T> bias, Span<T> rows)
    {
        for (; !rows.IsEmpty; rows = rows[bias.Length..])
        {
            bias.CopyTo(rows);
        }
    }
}
