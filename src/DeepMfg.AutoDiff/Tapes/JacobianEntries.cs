using System.ComponentModel;

namespace DeepMfg.AutoDiff;

/// <summary>A row or a column of a Jacobian, which generated code fills from the numbers of a value in order.</summary>
/// <param name="jacobian">All of the Jacobian, row-major.</param>
/// <param name="first">Where the first number goes.</param>
/// <param name="step">How far it is from one number to the next: one along a row, a row's length down a column.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct JacobianEntries<T>(Span<T> jacobian, int first, int step)
    where T : struct
{
    private readonly Span<T> _jacobian = jacobian;
    private readonly int _step = step;
    private int _next = first;

    /// <summary>The next number.</summary>
    /// <param name="value">The number.</param>
    public void Put(T value)
    {
        _jacobian[_next] = value;
        _next += _step;
    }

    /// <summary>The next numbers.</summary>
    /// <param name="values">The numbers.</param>
    public void Put(scoped ReadOnlySpan<T> values)
    {
        foreach (T value in values) Put(value);
    }

    /// <summary>The next numbers, row after row.</summary>
    /// <param name="rows">The rows; <see langword="null"/> has none.</param>
    public void Put(T[]?[]? rows)
    {
        foreach (T[]? row in rows ?? []) Put(row.AsSpan());
    }
}
