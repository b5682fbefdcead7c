using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>y = (x − offset) / scale + shift.</summary>
internal readonly record struct Scaling(double Offset, double Scale, double Shift)
{
    internal bool IsFinite => double.IsFinite(Offset) && double.IsFinite(Scale) && double.IsFinite(Shift) && Scale > 0;

    internal static Scaling Standard(double[] values)
    {
        // The mean of equal numbers is that number, whatever rounding makes of their sum.
        if (values.Min() == values.Max())
        {
            return new(values[0], 1, 0);
        }

        double mean = Statistics.Mean(values), deviation = Math.Sqrt(Statistics.SquaredDeviations(values) / values.Length);

        // What rounding leaves of a constant column is no deviation.
        double noise = Math.ScaleB(Math.Abs(mean), -52) * values.Length;
        return new(mean, deviation <= noise ? 1 : deviation, 0);
    }

    internal static Scaling MinMax(double[] values, double low, double high)
    {
        double least = values.Min(), range = values.Max() - least;
        return new(least, range == 0 ? 1 / (high - low) : range / (high - low), low);
    }

    internal static Scaling Robust(double[] values)
    {
        double[] sorted = [.. values.Order()];
        double range = Statistics.Quantile(sorted, 0.75) - Statistics.Quantile(sorted, 0.25);
        return new(Statistics.Quantile(sorted, 0.5), range == 0 ? 1 : range, 0);
    }

    internal double Of(double x) => ((x - Offset) / Scale) + Shift;
}

/// <summary>Scales columns.</summary>
internal sealed record ScalingStep : PipelineStep
{
    private readonly string[] _columns;
    private readonly Func<double[], Scaling> _scaling;

    internal ScalingStep(IEnumerable<string> columns, Func<double[], Scaling> scaling) => (_columns, _scaling) = (Named(columns), scaling);

    internal override FittedStep Fit(Features features) => new Scaled(_columns, [.. _columns.Select(column => Of(column, features.Numbers(column)))]);

    private Scaling Of(string column, double[] numbers)
    {
        double[] present = Statistics.Present(numbers);
        Scaling scaling = present.Length == 0 ? throw new ArgumentException($"Column \"{column}\" has no number to scale by.") : _scaling(present);
        return scaling.IsFinite
            ? scaling
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Column \"{column}\" holds numbers too large to scale: up to {present.Max(Math.Abs)}."));
    }
}

/// <summary>Columns with what scales them.</summary>
internal sealed record Scaled(string[] Columns, Scaling[] Scalings) : FittedStep
{
    internal override void Apply(Features features)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            features.Set(Columns[i], Array.ConvertAll(features.Numbers(Columns[i]), Scalings[i].Of));
        }
    }

    internal override void Apply(RowFeatures features)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            features.Set(Columns[i], new RowScaled(features.Feature(Columns[i]), Scalings[i]));
        }
    }

    internal override string? Mistake() =>
        Columns.Length != Scalings.Length ? "there are not as many scalings as columns"
        : Array.Exists(Scalings, scaling => !scaling.IsFinite) ? "a scaling is not finite and positive"
        : null;
}
