using System.Security.Cryptography;
using System.Text;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>The checksum of tensors and metadata: of what they say, not of how a file lays it out.</summary>
internal static class Fingerprint
{
    /// <summary>SHA-256 over each tensor's name, type, shape and bytes and each text's name and value, by name, as lower-case hexadecimal digits.</summary>
    internal static string Of(IReadOnlyDictionary<string, StoredTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, StoredTensor tensor) in tensors.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, $"{TensorTypes.Name(tensor.Type)}[{string.Join(',', tensor.Shape)}]");
            hash.AppendData(tensor.Bytes);
        }

        foreach ((string key, string value) in metadata.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            Append(hash, key);
            Append(hash, value);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A text with its length before it, so that no two lists of texts give the same bytes.</summary>
    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
