namespace DeepMfg.AutoDiff;

/// <summary>A gradient disagrees with differences of its function.</summary>
public sealed class GradientMismatchException : Exception
{
    /// <summary>An exception without a report.</summary>
    public GradientMismatchException()
    {
    }

    /// <summary>An exception with the report of the check.</summary>
    /// <param name="message">The report.</param>
    public GradientMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with the report of the check, and its cause.</summary>
    /// <param name="message">The report.</param>
    /// <param name="innerException">The cause.</param>
    public GradientMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
