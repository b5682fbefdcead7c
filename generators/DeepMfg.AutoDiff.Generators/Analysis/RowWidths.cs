using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>Where, in some storage, the row of a loop's trip is.</summary>
/// <param name="Widths">What the trip's number is multiplied with, outermost first.</param>
/// <param name="Offset">How many trips' rows are before that of the first trip.</param>
internal sealed record RowPlace(IReadOnlyList<Operand> Widths, long Offset);

/// <summary>
/// Indices of elements as places in rows, of which each trip of a loop has one: <c>(trip · a + k) · b + j</c> is in row <c>trip</c>, which holds
/// <c>a · b</c> elements, if <c>k</c> counts below <c>a</c> and <c>j</c> below <c>b</c>.
/// </summary>
internal sealed class RowWidths
{
    private readonly Indices indices;

    public RowWidths(Function function) => indices = Indices.Of(function);

    /// <summary>The row in which an index is; nothing where it may be one in another trip's row.</summary>
    /// <param name="index">The index.</param>
    /// <param name="counter">What counts the trips.</param>
    /// <param name="first">What it counts from, in program order.</param>
    public RowPlace? Of(Operand index, Variable counter, Operand first)
    {
        if (indices.DistanceOf(index, counter, first) is { } offset) return new([], offset);
        foreach ((Operand row, Operand width) in indices.RowsOf(index))
        {
            if (Of(row, counter, first) is { } outer) return outer with { Widths = [.. outer.Widths, width] };
        }
        return null;
    }

    /// <summary>The row that some elements are, from one on so many.</summary>
    public RowPlace? Of(Slice part, Variable counter, Operand first)
    {
        foreach ((Operand row, Operand width) in indices.MultiplesOf(part.Start))
        {
            if (indices.AreSame(width, part.Count) && Of(row, counter, first) is { } outer) return outer with { Widths = [.. outer.Widths, width] };
        }
        return null;
    }

    /// <summary>Whether rows of some widths are rows of others.</summary>
    public bool AreSame(RowPlace some, RowPlace others) => some.Offset == others.Offset
        && some.Widths.Count == others.Widths.Count && some.Widths.Zip(others.Widths, indices.AreSame).All(static same => same);
}
