using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Fits models to examples.</summary>
public static class Training
{
    /// <summary>Fits a model without arrays to examples of any type, by the generated gradient of a loss.</summary>
    /// <remarks>Examples, and the model given, stay as they are. A step allocates nothing beyond what the loss does.</remarks>
    /// <param name="model">The model to start from.</param>
    /// <param name="items">The examples.</param>
    /// <param name="loss">The mean loss over a batch and its gradient: the generated <c>LossValueAndGradient</c>.</param>
    /// <param name="options">How; by default a hundred epochs of Adam.</param>
    /// <typeparam name="TModel">The model's type.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TItem">The type of an example.</typeparam>
    /// <returns>The fitted model, and how it went. A cancelled fit returns too.</returns>
    /// <exception cref="ArgumentException">There are no examples, or the validation leaves one side empty.</exception>
    /// <exception cref="FileRefusedException">The checkpoint is damaged, or that of another fit.</exception>
    /// <example>
    /// <code>
    /// var fit = Training.Fit(rules, readings, Machine.LossValueAndGradient, new FitOptions { Optimizer = Optimizers.Adam(0.01), Epochs = 500 });
    /// Console.WriteLine(fit.Explanation);
    /// </code>
    /// </example>
    public static FitResult<TModel, T> Fit<TModel, T, TItem>(
        TModel model, ReadOnlySpan<TItem> items, ItemsGradient<TModel, T, TItem> loss, FitOptions? options = null)
        where TModel : IDifferentiable<TModel, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(loss);
        return Fit(model, items, (TModel at, ReadOnlySpan<TItem> batch, ref TModel gradient) =>
        {
            (T value, gradient) = loss(at, batch);
            return value;
        }, options);
    }

    /// <summary>Fits a model with arrays to examples of any type, by the generated gradient of a loss.</summary>
    /// <param name="model">The model to start from.</param>
    /// <param name="items">The examples.</param>
    /// <param name="loss">The mean loss over a batch and its gradient, which overwrites the gradient's arrays.</param>
    /// <param name="options">How; by default a hundred epochs of Adam.</param>
    /// <inheritdoc cref="Fit{TModel, T, TItem}(TModel, ReadOnlySpan{TItem}, ItemsGradient{TModel, T, TItem}, FitOptions?)"/>
    public static FitResult<TModel, T> Fit<TModel, T, TItem>(
        TModel model, ReadOnlySpan<TItem> items, ItemsGradientInto<TModel, T, TItem> loss, FitOptions? options = null)
        where TModel : IDifferentiable<TModel, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        options ??= new FitOptions();
        return new Trainer<TModel, T>(model, new ItemExamples<TModel, T, TItem>(items, loss, options), options).Run();
    }

    /// <summary>Fits a model to rows of features and targets.</summary>
    /// <param name="model">The model to start from.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="loss">The mean loss over a batch and its gradient, which overwrites the gradient's arrays.</param>
    /// <param name="options">How; by default a hundred epochs of Adam.</param>
    /// <typeparam name="TModel">The model's type.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The fitted model, and how it went. A cancelled fit returns too.</returns>
    /// <exception cref="ArgumentException">There are no rows, or the validation leaves one side empty.</exception>
    /// <exception cref="FileRefusedException">The checkpoint is damaged, or that of another fit.</exception>
    public static FitResult<TModel, T> Fit<TModel, T>(TModel model, Rows<T> rows, RowsGradient<TModel, T> loss, FitOptions? options = null)
        where TModel : IDifferentiable<TModel, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        options ??= new FitOptions();
        return new Trainer<TModel, T>(model, new RowExamples<TModel, T>(rows, loss, options), options).Run();
    }

    /// <summary>Fits a network of layers to rows of features and targets.</summary>
    /// <remarks>
    /// A step allocates nothing. Layers that behave at random draw from the options' seed and the step's number, so that a fit that is resumed goes on as it
    /// would have.
    /// </remarks>
    /// <param name="model">The network to start from.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="loss">What an output costs; of those that take logits, the network's outputs are logits.</param>
    /// <param name="options">How; by default a hundred epochs of Adam.</param>
    /// <typeparam name="TModel">The network's type.</typeparam>
    /// <returns>The fitted network, and how it went. A cancelled fit returns too.</returns>
    /// <exception cref="ArgumentException">There are no rows, their width is not the network's, or the validation leaves one side empty.</exception>
    /// <exception cref="FileRefusedException">The checkpoint is damaged, or that of another fit.</exception>
    /// <example>
    /// <code>
    /// var model = Layers.Sequential(Layers.Dense(2, 8, Activation.Relu), Layers.Dense(8, 1));
    /// var fit = Training.Fit(model, rows, Losses.BinaryCrossEntropy, new FitOptions { Optimizer = Optimizers.Adam(0.05), Epochs = 100 });
    /// </code>
    /// </example>
    public static FitResult<TModel, float> Fit<TModel>(TModel model, Rows<float> rows, RowLoss loss, FitOptions? options = null)
        where TModel : struct, ILayer<TModel>
    {
        options ??= new FitOptions();
        return new Trainer<TModel, float>(model, new NetworkExamples<TModel>(model, rows, loss, options), options).Run();
    }
}
