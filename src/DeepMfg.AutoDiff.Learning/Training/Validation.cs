using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Which examples are held back from training.</summary>
public abstract record Validation
{
    private protected Validation()
    {
    }

    /// <summary>A part of the examples, drawn by the fit's seed.</summary>
    /// <param name="share">The part, between 0 and 1.</param>
    /// <param name="stratified">Whether each class has its part of them; for rows with one target each.</param>
    /// <returns>What is held back.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    public static Validation Share(double share, bool stratified = false) => share is > 0 and < 1
        ? new ValidationShare(share, stratified)
        : throw new ArgumentOutOfRangeException(nameof(share), share, "The share to validate on must be between 0 and 1.");

    /// <summary>The examples that a split tests on, such as the latest by time.</summary>
    /// <param name="split">Which are trained on, and which are held back.</param>
    /// <returns>What is held back.</returns>
    public static Validation Of(Split split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return new ValidationSplit(split);
    }

    internal abstract Split Divide(int count, Func<double[]?> labels, long seed);
}

internal sealed record ValidationShare(double Part, bool IsStratified) : Validation
{
    internal override Split Divide(int count, Func<double[]?> labels, long seed)
    {
        if (!IsStratified)
        {
            return Splits.Random(count, Part, seed);
        }

        double[] classes = labels() ?? throw new ArgumentException("Only rows with one target each can be divided by their classes.");
        return Splits.Stratified<double>(classes, Part, seed);
    }
}

internal sealed record ValidationSplit(Split Split) : Validation
{
    internal override Split Divide(int count, Func<double[]?> labels, long seed)
    {
        foreach (int row in (ReadOnlySpan<int>)[.. Split.Train, .. Split.Test])
        {
            if ((uint)row >= (uint)count)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The validation's split names row {row}; there are {count}."));
            }
        }

        return Split;
    }
}
