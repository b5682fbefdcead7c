using System.Text.Json.Serialization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A step with what it took from the training data: plain data, as it is written to files.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(KeptColumns), "keep")]
[JsonDerivedType(typeof(Scaled), "scale")]
[JsonDerivedType(typeof(Imputed), "impute")]
[JsonDerivedType(typeof(OneHotEncoded), "oneHot")]
[JsonDerivedType(typeof(OrdinalEncoded), "ordinal")]
[JsonDerivedType(typeof(Lagged), "lag")]
[JsonDerivedType(typeof(Windowed), "windows")]
internal abstract record FittedStep
{
    /// <summary>Changes features as the step does.</summary>
    internal abstract void Apply(Features features);

    /// <summary>Says how it changes the features of a single row.</summary>
    internal abstract void Apply(RowFeatures features);

    /// <summary>What is wrong with a step that was read from a file, if anything.</summary>
    internal abstract string? Mistake();
}
