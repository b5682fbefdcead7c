using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Samples;
using Model = DeepMfg.AutoDiff.Learning.Sequential<
    DeepMfg.AutoDiff.Learning.Dense, DeepMfg.AutoDiff.Learning.Dense, DeepMfg.AutoDiff.Learning.Dense>;

namespace EnergyForecast;

/// <summary>
/// Averaged networks that forecast by how much the usage will differ from the last one known; each
/// stops where it is best on weeks of its own.
/// </summary>
internal sealed class Forecaster
{
    private const int Hidden = 32, Batch = 64;

    private readonly Pipeline _pipeline;
    private readonly Ensemble<Model> _networks;
    private readonly Horizon _horizon;
    private readonly double _scale;

    /// <summary>By how much 90 % of what comes differs from what is forecast, at most; for each hour of the day.</summary>
    private readonly double[] _margins = new double[24];

    private Forecaster(Horizon horizon, Pipeline pipeline, Ensemble<Model> networks, double scale) =>
        (_horizon, _pipeline, _networks, _scale) = (horizon, pipeline, networks, scale);

    public FitHistory History => _networks.Fits[0].History;

    /// <summary>Fits to the quarters before one.</summary>
    public static Forecaster Fit(Quarters quarters, int end, Horizon horizon, (int Epochs, int Members) effort)
    {
        Table known = quarters.Known(Horizon.Memory, horizon.Steps);
        int count = end - Horizon.Memory;
        var pipeline = Pipeline.Of(Prepare.Standardize(known.Names));
        Rows features = pipeline.FitTransform(known.Take([.. Enumerable.Range(0, count)]));
        double[] changes = [.. Enumerable.Range(Horizon.Memory, count).Select(t => quarters.Usage[t] - quarters.Usage[t - horizon.Steps])];
        double scale = Math.Sqrt(changes.Average(change => change * change));
        Rows rows = Rows.Of(features.Values, features.Width, Array.ConvertAll(changes, change => (float)(change / scale)));

        // Whole weeks are held back, as neighbouring quarters resemble each other too much.
        int[] weeks = [.. Enumerable.Range(0, count).Select(row => row / (7 * Quarters.PerDay))];
        IReadOnlyList<Split> parts = Folds.ByGroup<int>(weeks, effort.Members, seed: 2);
        int steps = effort.Epochs * ((parts[0].Train.Length + Batch - 1) / Batch);
        Ensemble<Model> networks = Ensemble.Fit(member => Start(rows.Width, member), rows, Losses.MeanSquaredError, parts, new FitOptions
        {
            Optimizer = Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.AdamW(Schedules.Cosine(2e-3, steps), decay: 1e-2)),
            Epochs = effort.Epochs,
            BatchSize = Batch,
            Seed = 3,
        });
        var forecaster = new Forecaster(horizon, pipeline, networks, scale);
        forecaster.SetMargins(quarters, rows.Targets);
        return forecaster;
    }

    /// <summary>Forecasts all quarters from one on, each from what is known so many steps before it.</summary>
    public Forecast Apply(Quarters quarters, int from)
    {
        double[] changes = _networks.Predict(_pipeline.Transform(quarters.Known(from, _horizon.Steps)));
        double[] naive = [.. Enumerable.Range(from, quarters.Count - from).Select(t => quarters.Usage[t - _horizon.Steps])];
        double[] predicted = [.. changes.Select((change, i) => Math.Max(0, naive[i] + _scale * change))];
        double[] margins = [.. Enumerable.Range(from, naive.Length).Select(t => _margins[quarters.TimeOf(t).Hour])];
        return new(
            predicted,
            [.. predicted.Select((value, i) => Math.Max(0, value - margins[i]))],
            [.. predicted.Select((value, i) => value + margins[i])],
            naive,
            quarters.Usage[from..]);
    }

    private static Model Start(int inputs, int seed)
    {
        Initializer glorot = Initializers.GlorotUniform(seed);
        return Layers.Sequential(
            Layers.Dense(inputs, Hidden, Activation.Tanh, glorot),
            Layers.Dense(Hidden, Hidden / 2, Activation.Tanh, glorot),
            Layers.Dense(Hidden / 2, 1, initializer: glorot));
    }

    private void SetMargins(Quarters quarters, ReadOnlySpan<float> changes)
    {
        var errors = new List<double>[24];
        for (int hour = 0; hour < errors.Length; hour++) errors[hour] = [];
        for (int row = 0; row < changes.Length; row++)
        {
            errors[quarters.TimeOf(Horizon.Memory + row).Hour].Add(_scale * Math.Abs(changes[row] - _networks.HeldBack[row]));
        }

        for (int hour = 0; hour < errors.Length; hour++) _margins[hour] = errors[hour].Order().ElementAt((int)(0.9 * errors[hour].Count));
    }
}
