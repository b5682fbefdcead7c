namespace DeepMfg.AutoDiff.Learning;

/// <content>The pipeline as a part of a model file: <c>file.Add(pipeline)</c>, <c>file.Get&lt;Pipeline&gt;()</c>.</content>
public sealed partial class Pipeline : IFilePart<Pipeline>
{
    /// <inheritdoc/>
    static string IFilePart<Pipeline>.PartName => "pipeline";

    /// <inheritdoc/>
    static Pipeline IFilePart<Pipeline>.ReadFrom(Stream stream) => Load(stream);

    /// <inheritdoc/>
    void IFilePart<Pipeline>.WriteTo(Stream stream) => Save(stream);
}
