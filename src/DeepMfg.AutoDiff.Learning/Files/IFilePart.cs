namespace DeepMfg.AutoDiff.Learning;

/// <summary>Something that a model file keeps beside the tensors, such as the pipeline that prepares the model's inputs.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IFilePart<TSelf>
    where TSelf : IFilePart<TSelf>
{
    /// <summary>The part's name in the file: lower-case letters, digits and hyphens.</summary>
    static abstract string PartName { get; }

    /// <summary>Reads what <see cref="WriteTo"/> wrote, to the last byte. The file has checked that these are the bytes that were written.</summary>
    /// <param name="stream">The part alone; can seek.</param>
    /// <returns>The part.</returns>
    /// <exception cref="InvalidDataException">The part is of a form or version that is not known.</exception>
    static abstract TSelf ReadFrom(Stream stream);

    /// <summary>Writes the part.</summary>
    /// <param name="stream">Where to; cannot seek.</param>
    void WriteTo(Stream stream);
}
