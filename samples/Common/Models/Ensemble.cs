using DeepMfg.AutoDiff.Learning;

namespace DeepMfg.AutoDiff.Samples;

/// <summary>Fits networks to be averaged.</summary>
public static class Ensemble
{
    /// <summary>Fits a member for each split, several at a time; the result does not depend on how many.</summary>
    /// <param name="start">The network that a member starts from.</param>
    /// <param name="rows">What is learnt from.</param>
    /// <param name="loss">What is minimised.</param>
    /// <param name="splits">For each member the rows that it learns from, and those that it is stopped by.</param>
    /// <param name="options">How.</param>
    public static Ensemble<TModel> Fit<TModel>(Func<int, TModel> start, Rows<float> rows, RowLoss loss, IReadOnlyList<Split> splits, FitOptions options)
        where TModel : struct, ILayer<TModel>
    {
        var fits = new FitResult<TModel, float>[splits.Count];
        Parallel.For(0, splits.Count, member => fits[member] = Training.Fit(
            start(member), rows, loss, options with { Validation = Validation.Of(splits[member]), Seed = options.Seed + member }));
        return new(fits, HeldBackOf(fits, rows, splits));
    }

    private static float[] HeldBackOf<TModel>(FitResult<TModel, float>[] fits, Rows<float> rows, IReadOnlyList<Split> splits)
        where TModel : struct, ILayer<TModel>
    {
        int width = TModel.OutputsOf(fits[0].Model, rows.Width);
        float[] heldBack = new float[rows.Count * width];
        for (int member = 0; member < fits.Length; member++)
        {
            foreach (int row in splits[member].Test) fits[member].Model.Predict(rows[row], heldBack.AsSpan(row * width, width));
        }

        return heldBack;
    }
}

/// <summary>
/// Networks of one kind, each of which holds back another part of the rows and is kept as it is best on these; outputs are means over the members. So
/// every row is held back from one member: what that one says of it is as good as on new rows, and serves to choose thresholds by.
/// </summary>
/// <typeparam name="TModel">The type of the networks.</typeparam>
public sealed class Ensemble<TModel>
    where TModel : struct, ILayer<TModel>
{
    internal Ensemble(IReadOnlyList<FitResult<TModel, float>> fits, float[] heldBack) => (Fits, HeldBack) = (fits, heldBack);

    /// <summary>The fits of the members.</summary>
    public IReadOnlyList<FitResult<TModel, float>> Fits { get; }

    /// <summary>For each row to fit to, the outputs of the member from which it was held back.</summary>
    public float[] HeldBack { get; }

    /// <summary>What each member says of rows.</summary>
    public IEnumerable<float[]> Each(Rows<float> rows) => Fits.Select(fit => fit.Model.Predict(rows));

    /// <summary>The mean outputs of rows, row by row.</summary>
    public double[] Predict(Rows<float> rows) => Mean(Each(rows));

    /// <summary>The mean of what several say.</summary>
    public static double[] Mean(IEnumerable<float[]> answers)
    {
        float[][] all = [.. answers];
        return [.. Enumerable.Range(0, all[0].Length).Select(i => all.Average(answer => (double)answer[i]))];
    }
}
