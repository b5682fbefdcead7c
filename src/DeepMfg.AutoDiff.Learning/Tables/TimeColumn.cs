using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A column of points in time.</summary>
public sealed class TimeColumn : Column
{
    internal const long MissingTicks = -1;

    private readonly long[] _ticks;

    internal TimeColumn(string name, long[] ticks)
        : base(name) => _ticks = ticks;

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Time;

    /// <inheritdoc/>
    public override int Count => _ticks.Length;

    /// <summary>The time of a row; null where it is missing.</summary>
    /// <param name="row">The row, from 0.</param>
    public DateTime? this[int row] => IsMissing(row) ? null : new DateTime(_ticks[row]);

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _ticks[row] == MissingTicks;

    /// <inheritdoc/>
    public override string Show(int row) => this[row]?.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) ?? "";

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows) => new TimeColumn(Name, Taken(_ticks, rows));

    /// <inheritdoc/>
    public override Column Rename(string name) => new TimeColumn(Named(name), _ticks);

    /// <summary>The times in ticks of 100 ns, row by row.</summary>
    internal ReadOnlySpan<long> Ticks => _ticks;

    internal override int Compare(int first, int second) =>
        IsMissing(first) || IsMissing(second) ? IsMissing(first).CompareTo(IsMissing(second)) : _ticks[first].CompareTo(_ticks[second]);
}
