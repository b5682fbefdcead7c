using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>The mean loss over a batch and its gradient: the generated <c>LossValueAndGradient</c> of a model without arrays.</summary>
/// <param name="model">The model.</param>
/// <param name="batch">The examples.</param>
/// <typeparam name="TModel">The model's type.</typeparam>
/// <typeparam name="T">The type of its numbers.</typeparam>
/// <typeparam name="TItem">The type of an example.</typeparam>
/// <returns>The loss, and the gradient in the model.</returns>
[SuppressMessage("Design", "CA1005:Avoid excessive parameters on generic types", Justification = "Model, number and example vary independently.")]
public delegate (T Value, TModel Gradient) ItemsGradient<TModel, T, TItem>(TModel model, ReadOnlySpan<TItem> batch);

/// <summary>The mean loss over a batch and its gradient: the generated <c>LossValueAndGradient</c> of a model with arrays, which are overwritten.</summary>
/// <param name="model">The model.</param>
/// <param name="batch">The examples.</param>
/// <param name="gradient">Overwritten with the gradient in the model, whose shape it has.</param>
/// <typeparam name="TModel">The model's type.</typeparam>
/// <typeparam name="T">The type of its numbers.</typeparam>
/// <typeparam name="TItem">The type of an example.</typeparam>
/// <returns>The loss.</returns>
[SuppressMessage("Design", "CA1005:Avoid excessive parameters on generic types", Justification = "Model, number and example vary independently.")]
[SuppressMessage("Design", "CA1045:Do not pass types by reference", Justification = "It is the signature of what the compiler generates.")]
public delegate T ItemsGradientInto<TModel, T, TItem>(TModel model, ReadOnlySpan<TItem> batch, ref TModel gradient);

/// <summary>The mean loss over a batch of rows and its gradient.</summary>
/// <param name="model">The model.</param>
/// <param name="batch">Features, targets and weights of the rows.</param>
/// <param name="gradient">Overwritten with the gradient in the model, whose shape it has.</param>
/// <typeparam name="TModel">The model's type.</typeparam>
/// <typeparam name="T">The type of its numbers.</typeparam>
/// <returns>The loss.</returns>
[SuppressMessage("Design", "CA1045:Do not pass types by reference", Justification = "It is the signature of what the compiler generates.")]
public delegate T RowsGradient<TModel, T>(TModel model, Batch<T> batch, ref TModel gradient)
    where T : unmanaged, IFloatingPointIeee754<T>;
