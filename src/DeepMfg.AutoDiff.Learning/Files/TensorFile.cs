namespace DeepMfg.AutoDiff.Learning;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Tensors">The tensors by name.</param>
/// <param name="Metadata">Texts by name; without the checksum.</param>
public sealed record TensorFile(IReadOnlyDictionary<string, StoredTensor> Tensors, IReadOnlyDictionary<string, string> Metadata);
