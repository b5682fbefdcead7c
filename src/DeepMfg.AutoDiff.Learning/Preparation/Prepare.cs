namespace DeepMfg.AutoDiff.Learning;

/// <summary>The steps that make numbers of a table's columns, to be put together by <see cref="Pipeline.Of"/>.</summary>
/// <remarks>
/// The features are the columns that steps name, in the order in which they are first named; a column that no step names is left out.
/// A step sees what those before it made: <c>Prepare.ImputeMedian("Torque"), Prepare.Standardize("Torque")</c>.
/// </remarks>
public static class Prepare
{
    /// <summary>Takes columns of numbers as they are.</summary>
    /// <param name="columns">Their names.</param>
    /// <returns>The step.</returns>
    public static PipelineStep Keep(params IEnumerable<string> columns) => new KeepStep(columns);

    /// <summary>(x − mean) / deviation, the deviation √(Σ (x − mean)² / n); where that is zero, x − mean.</summary>
    /// <param name="columns">The names of columns of numbers.</param>
    /// <returns>The step.</returns>
    public static PipelineStep Standardize(params IEnumerable<string> columns) => new ScalingStep(columns, Scaling.Standard);

    /// <summary>(x − least) / (greatest − least): what was trained on lies between 0 and 1.</summary>
    /// <param name="columns">The names of columns of numbers.</param>
    /// <returns>The step.</returns>
    public static PipelineStep MinMax(params IEnumerable<string> columns) => MinMax(0, 1, columns);

    /// <summary>low + (high − low) (x − least) / (greatest − least): what was trained on lies between low and high.</summary>
    /// <param name="low">What the least becomes.</param>
    /// <param name="high">What the greatest becomes.</param>
    /// <param name="columns">The names of columns of numbers.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentException">low is not below high.</exception>
    public static PipelineStep MinMax(double low, double high, params IEnumerable<string> columns) => double.IsFinite(high - low) && low < high
        ? new ScalingStep(columns, values => Scaling.MinMax(values, low, high))
        : throw new ArgumentException($"{low} to {high} is no range.", nameof(low));

    /// <summary>(x − median) / (upper quartile − lower quartile): outliers among what was trained on change little.</summary>
    /// <param name="columns">The names of columns of numbers.</param>
    /// <returns>The step.</returns>
    public static PipelineStep Robust(params IEnumerable<string> columns) => new ScalingStep(columns, Scaling.Robust);

    /// <summary>A feature for each category that was trained on: 1 where it is that one, else 0. Another category is refused.</summary>
    /// <param name="columns">The names of columns of categories or texts.</param>
    /// <returns>The step.</returns>
    public static PipelineStep OneHot(params IEnumerable<string> columns) => OneHot(UnknownCategory.Refuse, columns);

    /// <summary>A feature for each category that was trained on: 1 where it is that one, else 0.</summary>
    /// <param name="unknown">What becomes of a category that was not trained on; ignored, all features are 0.</param>
    /// <param name="columns">The names of columns of categories or texts.</param>
    /// <returns>The step.</returns>
    public static PipelineStep OneHot(UnknownCategory unknown, params IEnumerable<string> columns) => new OneHotStep(columns, unknown);

    /// <summary>The place of a category among those that were trained on, from 0, in their column's order (else in ordinal order of their texts).</summary>
    /// <param name="columns">The names of columns of categories or texts.</param>
    /// <returns>The step.</returns>
    public static PipelineStep Ordinal(params IEnumerable<string> columns) => new OrdinalStep(columns, null, UnknownCategory.Refuse);

    /// <summary>The place of a category in an order that is given, from 0.</summary>
    /// <param name="column">The name of a column of categories or texts.</param>
    /// <param name="order">The categories.</param>
    /// <param name="unknown">What becomes of another category; ignored, it is −1.</param>
    /// <returns>The step.</returns>
    public static PipelineStep Ordinal(string column, IEnumerable<string> order, UnknownCategory unknown = UnknownCategory.Refuse) =>
        new OrdinalStep([column], [.. order], unknown);

    /// <summary>Fills in missing numbers with the mean.</summary>
    /// <param name="columns">The names of columns of numbers.</param>
    /// <returns>The step.</returns>
    public static PipelineStep ImputeMean(params IEnumerable<string> columns) =>
        new ImputationStep(columns, column => Filling.OfNumber(Statistics.Mean(Statistics.Present(Features.Numbers(column)))));

    /// <summary>Fills in missing numbers with the median.</summary>
    /// <param name="columns">The names of columns of numbers.</param>
    /// <returns>The step.</returns>
    public static PipelineStep ImputeMedian(params IEnumerable<string> columns) =>
        new ImputationStep(columns, column => Filling.OfNumber(Statistics.Quantile(Statistics.SortedPresent(Features.Numbers(column)), 0.5)));

    /// <summary>Fills in missing values with the most frequent one, of equally frequent ones with the least.</summary>
    /// <param name="columns">The names of columns of numbers, categories or texts.</param>
    /// <returns>The step.</returns>
    public static PipelineStep ImputeMostFrequent(params IEnumerable<string> columns) => new ImputationStep(columns, Filling.MostFrequent);

    /// <summary>
    /// Features of earlier rows: for each column and lag, the column's value so many rows before, as "name[-lag]". Rows without such a past,
    /// at a series' start or after a gap, are left out. The column itself does not become a feature thereby.
    /// </summary>
    /// <param name="columns">The names of columns of numbers; features that earlier steps made, else the table's.</param>
    /// <param name="lags">How many rows before, each at least 1.</param>
    /// <param name="series">What tells series and gaps; by default the table is one series without gaps.</param>
    /// <returns>The step.</returns>
    public static PipelineStep Lags(IEnumerable<string> columns, IEnumerable<int> lags, SeriesColumns? series = null) =>
        new LagStep(columns, [.. lags], series ?? new SeriesColumns());

    /// <summary>
    /// Windows over a series: a row of features holds <paramref name="length"/> consecutive rows of the table, the earliest first, and its
    /// targets are those of the <paramref name="horizon"/> rows that follow. A window reaches over no gap. It is the last step.
    /// </summary>
    /// <param name="length">How many rows a window holds.</param>
    /// <param name="horizon">How many rows after the window are its targets; 0: the target is that of the window's last row.</param>
    /// <param name="stride">How many rows on the next window starts.</param>
    /// <param name="series">What tells series and gaps; by default the table is one series without gaps.</param>
    /// <returns>The step.</returns>
    public static PipelineStep Windows(int length, int horizon = 0, int stride = 1, SeriesColumns? series = null) =>
        new WindowStep(length, horizon, stride, series ?? new SeriesColumns());
}
