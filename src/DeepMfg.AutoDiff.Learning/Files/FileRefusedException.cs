namespace DeepMfg.AutoDiff.Learning;

/// <summary>A file that is truncated, altered, or of another format than was asked for. The message names file and place and says what is wrong.</summary>
public sealed class FileRefusedException : IOException
{
    /// <summary>Refuses a file.</summary>
    public FileRefusedException()
        : this("The file is not what was asked for.")
    {
    }

    /// <summary>Refuses a file.</summary>
    /// <param name="message">File, place and what is wrong.</param>
    public FileRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Refuses a file.</summary>
    /// <param name="message">File, place and what is wrong.</param>
    /// <param name="innerException">What was met while reading.</param>
    public FileRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal FileRefusedException(string file, string place, string message, Exception? cause)
        : base($"{file}, {place}: {message}", cause) => (File, Place) = (file, place);

    /// <summary>The file's path, as it was given.</summary>
    public string File { get; } = "";

    /// <summary>Where in the file, such as <c>entry 'tensors.safetensors', tensor '0.Weights'</c>.</summary>
    public string Place { get; } = "";
}
