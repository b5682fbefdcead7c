using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Samples;
using Model = DeepMfg.AutoDiff.Learning.Sequential<
    DeepMfg.AutoDiff.Learning.Dense, DeepMfg.AutoDiff.Learning.Dense, DeepMfg.AutoDiff.Learning.Dense>;

namespace PredictiveMaintenance;

/// <summary>
/// Networks of two hidden layers on standardised readings, averaged. Each stops where it is best on a part of the readings that it does not learn from;
/// what it says of these decides from which risk on there is alarm.
/// </summary>
internal sealed class Network
{
    private const int Hidden = 32, Batch = 32;

    private readonly Pipeline _pipeline;
    private readonly Ensemble<Model> _networks;
    private readonly double _alarm, _cheapAlarm;

    private Network(Pipeline pipeline, Ensemble<Model> networks, double[] failed)
    {
        double[] unseen = Array.ConvertAll(networks.HeldBack, logit => Ops.Sigmoid((double)logit));
        (_pipeline, _networks) = (pipeline, networks);
        _alarm = Thresholds.ByF1<double>(unseen, failed).Threshold;
        _cheapAlarm = Thresholds.ByCost<double>(unseen, failed, Score.FalseAlarm, Score.Miss).Threshold;
    }

    public FitHistory History => _networks.Fits[0].History;

    public static Network Fit(Table train, int epochs, int members)
    {
        var pipeline = Pipeline.Of(Prepare.Standardize(Readings.Sensors), Prepare.OneHot(Readings.Product));
        Rows rows = pipeline.FitTransform(train, target: Readings.Failure);
        double[] failed = train.Numbers(Readings.Failure).ToArray();
        IReadOnlyList<Split> parts = Folds.Stratified<double>(failed, members, seed: 2);
        int steps = epochs * ((parts[0].Train.Length + Batch - 1) / Batch);
        Ensemble<Model> networks = Ensemble.Fit(member => Start(rows.Width, member), rows, Losses.BinaryCrossEntropy, parts, new FitOptions
        {
            Optimizer = Optimizers.AdamW(Schedules.Cosine(6e-3, steps), decay: 1e-3),
            Epochs = epochs,
            BatchSize = Batch,
            Seed = 3,
        });
        return new Network(pipeline, networks, failed);
    }

    public Judgement Judge(Table readings) =>
        new(Array.ConvertAll(_networks.Predict(_pipeline.Transform(readings)), Ops.Sigmoid), _alarm, _cheapAlarm, []);

    private static Model Start(int inputs, int seed)
    {
        Initializer glorot = Initializers.GlorotUniform(seed);
        return Layers.Sequential(
            Layers.Dense(inputs, Hidden, Activation.Tanh, glorot),
            Layers.Dense(Hidden, Hidden, Activation.Tanh, glorot),
            Layers.Dense(Hidden, 1, initializer: glorot));
    }
}
