using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A column of numbers. A missing one is NaN; none is infinite.</summary>
public sealed class NumberColumn : Column
{
    private readonly double[] _values;

    internal NumberColumn(string name, double[] values)
        : base(name)
    {
        for (int row = 0; row < values.Length; row++)
        {
            if (double.IsInfinity(values[row]))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                            $"Column \"{name}\", row {row}: {values[row]} is no finite number. Leave it out, or NaN for a missing one."),
                    nameof(values));
            }
        }

        _values = values;
    }

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Number;

    /// <inheritdoc/>
    public override int Count => _values.Length;

    /// <summary>The numbers, row by row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(_values[row]);

    /// <inheritdoc/>
    public override string Show(int row) => IsMissing(row) ? "" : _values[row].ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows) => new NumberColumn(Name, Taken(_values, rows));

    /// <inheritdoc/>
    public override Column Rename(string name) => new NumberColumn(Named(name), _values);

    internal override int Compare(int first, int second) =>
        IsMissing(first) || IsMissing(second) ? IsMissing(first).CompareTo(IsMissing(second)) : _values[first].CompareTo(_values[second]);
}
