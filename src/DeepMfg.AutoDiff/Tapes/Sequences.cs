using System.ComponentModel;

namespace DeepMfg.AutoDiff;

/// <summary>What queries that generated code runs as loops check, as the platform's own queries do.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Sequences
{
    /// <summary>Checks that a query found something to choose from.</summary>
    /// <param name="count">How many elements there were.</param>
    /// <exception cref="InvalidOperationException">There were none.</exception>
    public static void NotEmpty(int count)
    {
        if (count == 0) throw new InvalidOperationException("Sequence contains no elements");
    }

    /// <summary>Checks that a query found something to choose from.</summary>
    /// <param name="isFound">Whether there was an element.</param>
    /// <exception cref="InvalidOperationException">There was none.</exception>
    public static void NotEmpty(bool isFound) => NotEmpty(isFound ? 1 : 0);

    /// <summary>Checks that a query found an element of the kind that it looks for.</summary>
    /// <param name="isFound">Whether it did.</param>
    /// <exception cref="InvalidOperationException">It did not.</exception>
    public static void Found(bool isFound)
    {
        if (!isFound) throw new InvalidOperationException("Sequence contains no matching element");
    }

    /// <summary>Checks how many elements a range is to have.</summary>
    /// <param name="count">The number.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static void NotNegative(int count)
    {
#pragma warning disable CA1512 // The platform's own queries say no more than this.
        if (count < 0) throw new ArgumentOutOfRangeException(nameof(count));
#pragma warning restore CA1512
    }
}
