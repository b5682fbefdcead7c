using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>What a model is fitted to: batches to train on, batches to validate on, and the loss of one with its gradient.</summary>
internal abstract class Examples<TModel, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What a checkpoint has to agree in.</summary>
    internal abstract string Description { get; }

    internal abstract int Batches { get; }

    internal abstract int ValidationBatches { get; }

    /// <summary>Puts the training examples into the order of an epoch.</summary>
    internal abstract void Begin(int epoch);

    /// <summary>The loss of a batch of the epoch, its gradient, and how many examples it has.</summary>
    internal abstract (T Loss, int Count) Train(int batch, TModel model, ref TModel gradient);

    /// <summary>The loss of a batch to validate on; the gradient is of no use.</summary>
    internal abstract (T Loss, int Count) Validate(int batch, TModel model, ref TModel gradient);

    /// <summary>The first layer whose outputs for a batch of the epoch are not finite; empty where there is none.</summary>
    internal virtual string FirstNotFinite(int batch, TModel model) => "";

    /// <summary>The same for what there is to validate on.</summary>
    internal virtual string FirstNotFiniteOfValidation(TModel model) => "";

    /// <summary>Adds to a file what is constant in a model; null where nothing is known of it.</summary>
    internal virtual Action<TModel, ModelFile>? AddConstants => null;

    /// <summary>From which output on an example is of class 1, as is best on those to validate on; null where there is no such thing.</summary>
    internal virtual double? Threshold(TModel model) => null;
}
