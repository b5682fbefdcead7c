using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Samples;
using Model = DeepMfg.AutoDiff.Learning.Sequential<
    DeepMfg.AutoDiff.Learning.Dense, DeepMfg.AutoDiff.Learning.Dense, DeepMfg.AutoDiff.Learning.Dense>;

namespace QualityControl;

/// <summary>Networks of two hidden layers on standardised features, averaged. Each stops where it is best on plates that it does not learn from.</summary>
internal sealed class Network
{
    private const int Hidden = 48, Classes = 7, Batch = 32;

    private readonly Pipeline _pipeline;
    private readonly Ensemble<Model> _networks;

    private Network(Pipeline pipeline, Ensemble<Model> networks) => (_pipeline, _networks) = (pipeline, networks);

    public FitHistory History => _networks.Fits[0].History;

    public static Network Fit(Table train, int epochs, int members)
    {
        var pipeline = Pipeline.Of(Prepare.Standardize(Plates.Features));
        Rows features = pipeline.FitTransform(Plates.Prepared(train));
        float[] faults = Array.ConvertAll(Plates.FaultsOf(train), fault => (float)fault);
        Rows rows = Rows.Of(features.Values, features.Width, faults);
        IReadOnlyList<Split> parts = Folds.Stratified<float>(faults, members, seed: 2);
        int steps = epochs * ((parts[0].Train.Length + Batch - 1) / Batch);
        return new Network(pipeline, Ensemble.Fit(member => Start(rows.Width, member), rows, Losses.CrossEntropy, parts, new FitOptions
        {
            Optimizer = Optimizers.AdamW(Schedules.Cosine(5e-3, steps), decay: 0.1),
            Epochs = epochs,
            BatchSize = Batch,
            Seed = 3,
        }));
    }

    /// <summary>The most likely fault of each plate.</summary>
    public int[] Faults(Table plates)
    {
        double[] shares = Ensemble<Model>.Mean(_networks.Each(_pipeline.Transform(Plates.Prepared(plates))).Select(Shares));
        return [.. shares.Chunk(Classes).Select(row => Array.IndexOf(row, row.Max()))];
    }

    /// <summary>The probabilities of the classes.</summary>
    private static float[] Shares(float[] logits)
    {
        float[] shares = new float[logits.Length];
        Ops.Softmax<float>(logits, Classes, shares);
        return shares;
    }

    private static Model Start(int inputs, int seed)
    {
        Initializer glorot = Initializers.GlorotUniform(seed);
        return Layers.Sequential(
            Layers.Dense(inputs, Hidden, Activation.Tanh, glorot),
            Layers.Dense(Hidden, Hidden, Activation.Tanh, glorot),
            Layers.Dense(Hidden, Classes, initializer: glorot));
    }
}
