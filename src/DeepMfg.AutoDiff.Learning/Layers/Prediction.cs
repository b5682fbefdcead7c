namespace DeepMfg.AutoDiff.Learning;

/// <summary>What networks of layers say of rows.</summary>
public static class Prediction
{
    /// <summary>The outputs for rows, without memory of its own: 0 bytes in steady state.</summary>
    /// <param name="model">The network.</param>
    /// <param name="x">The rows, one behind the other.</param>
    /// <param name="y">Overwritten with the outputs, row by row.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <typeparam name="TModel">The network's type.</typeparam>
    /// <exception cref="ArgumentException">The lengths do not fit the network.</exception>
    public static void Predict<TModel>(this TModel model, ReadOnlySpan<float> x, Span<float> y, int rows = 1)
        where TModel : struct, ILayer<TModel>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (rows == 0 ? x.Length > 0 : x.Length % rows != 0)
        {
            throw new ArgumentException($"{x.Length} numbers are no {rows} rows.", nameof(x));
        }

        int width = rows == 0 ? 0 : TModel.OutputsOf(model, x.Length / rows);
        if (y.Length != rows * width)
        {
            throw new ArgumentException($"The network gives {rows} rows of {width} numbers, and there is room for {y.Length}.", nameof(y));
        }

        Run(model, x, y, rows);
    }

    /// <summary>The outputs for rows: logits, where the loss that the network was fitted with takes such.</summary>
    /// <param name="model">The network.</param>
    /// <param name="rows">The rows.</param>
    /// <typeparam name="TModel">The network's type.</typeparam>
    /// <returns>The outputs, row by row.</returns>
    /// <exception cref="ArgumentException">The rows' width is not the network's.</exception>
    public static float[] Predict<TModel>(this TModel model, Rows<float> rows)
        where TModel : struct, ILayer<TModel>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Predict(model, rows.Values, rows.Count, rows.Width);
    }

    /// <summary>The outputs for rows: logits, where the loss that the network was fitted with takes such.</summary>
    /// <param name="model">The network.</param>
    /// <param name="rows">A row of numbers in each row.</param>
    /// <typeparam name="TModel">The network's type.</typeparam>
    /// <returns>The outputs, row by row.</returns>
    /// <exception cref="ArgumentException">The rows' width is not the network's.</exception>
    public static float[] Predict<TModel>(this TModel model, float[,] rows)
        where TModel : struct, ILayer<TModel>
    {
        ArgumentNullException.ThrowIfNull(rows);
        float[] values = [.. rows.Cast<float>()];
        return Predict(model, values, rows.GetLength(0), rows.GetLength(1));
    }

    private static float[] Predict<TModel>(TModel model, ReadOnlySpan<float> values, int rows, int width)
        where TModel : struct, ILayer<TModel>
    {
        float[] outputs = new float[rows * TModel.OutputsOf(model, width)];
        Run(model, values, outputs, rows);
        return outputs;
    }

    // A forward sweep has its scratch on the thread's tape, where the method itself would make arrays.
    private static void Run<TModel>(TModel model, ReadOnlySpan<float> x, Span<float> y, int rows)
        where TModel : struct, ILayer<TModel>
    {
        using Tape tape = Tape.Open();
        TModel.ApplyForward(model, x, y, Pass.Of(rows), tape);
    }
}
