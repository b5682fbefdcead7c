namespace DeepMfg.AutoDiff.Learning;

/// <summary>Intervals by drawing the rows again with replacement (Efron, <i>Annals of Statistics</i> 7, 1979): percentiles of the figures so found.</summary>
public static class Bootstrap
{
    /// <summary>Several figures of the same rows.</summary>
    internal delegate double[] Figures<TPrediction, TTarget>(ReadOnlySpan<TPrediction> predictions, ReadOnlySpan<TTarget> targets);

    /// <summary>The interval of any figure.</summary>
    /// <typeparam name="TPrediction">The type of a prediction.</typeparam>
    /// <typeparam name="TTarget">The type of a target.</typeparam>
    /// <param name="predictions">A prediction for each row.</param>
    /// <param name="targets">A target for each row.</param>
    /// <param name="metric">The figure, such as <c>(p, y) => Metrics.F1(p, y, 0.3)</c>.</param>
    /// <param name="options">How often and how wide; none: 1,000 draws, 95 percent, seed 1.</param>
    /// <returns>The interval.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or an option is out of its range.</exception>
    public static Interval Of<TPrediction, TTarget>(
        ReadOnlySpan<TPrediction> predictions, ReadOnlySpan<TTarget> targets, Metric<TPrediction, TTarget> metric, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return Of(predictions, targets, (p, y) => [metric(p, y)], options ?? new BootstrapOptions())[0];
    }

    /// <summary>The intervals of several figures on the same draws.</summary>
    internal static Interval[] Of<TPrediction, TTarget>(
        ReadOnlySpan<TPrediction> predictions, ReadOnlySpan<TTarget> targets, Figures<TPrediction, TTarget> figures, BootstrapOptions options)
    {
        Inputs.CheckLengths(predictions.Length, targets.Length);
        options.Check();
        var drawnPredictions = new TPrediction[predictions.Length];
        var drawnTargets = new TTarget[targets.Length];
        var found = new double[options.Resamples][];
        for (int draw = 0; draw < found.Length; draw++)
        {
            var random = new Philox(options.Seed, draw);
            for (int i = 0; i < drawnTargets.Length; i++)
            {
                int row = random.NextBelow(drawnTargets.Length);
                (drawnPredictions[i], drawnTargets[i]) = (predictions[row], targets[row]);
            }

            found[draw] = figures(drawnPredictions, drawnTargets);
        }

        return Between(found, options.Level);
    }

    /// <summary>The intervals of several figures of rows that are told by how often each was drawn.</summary>
    internal static Interval[] OfWeights(int count, Func<int[], double[]> figures, BootstrapOptions options)
    {
        var weights = new int[count];
        var found = new double[options.Resamples][];
        for (int draw = 0; draw < found.Length; draw++)
        {
            Array.Clear(weights);
            var random = new Philox(options.Seed, draw);
            for (int i = 0; i < count; i++)
            {
                weights[random.NextBelow(count)]++;
            }

            found[draw] = figures(weights);
        }

        return Between(found, options.Level);
    }

    private static Interval[] Between(double[][] found, double level) =>
        [.. Enumerable.Range(0, found[0].Length).Select(figure => Between([.. found.Select(draw => draw[figure])], level))];

    /// <summary>The middle part of the figures that are numbers.</summary>
    private static Interval Between(double[] figures, double level)
    {
        double[] defined = [.. figures.Where(figure => !double.IsNaN(figure)).Order()];
        int undefined = figures.Length - defined.Length;
        return defined.Length == 0
            ? new Interval(double.NaN, double.NaN, undefined)
            : new Interval(Quantile.OfSorted(defined, (1 - level) / 2), Quantile.OfSorted(defined, (1 + level) / 2), undefined);
    }
}
