using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Samples;

namespace PredictiveMaintenance;

/// <summary>
/// Networks of two hidden layers on standardised readings, averaged. Each stops where it is best on a part of the readings that it does not learn from;
/// what it says of these decides from which risk on there is alarm.
/// </summary>
internal sealed partial class Network
{
    private const int Hidden = 32, Batch = 32;

    private readonly Pipeline _pipeline;
    private readonly Ensemble _networks;
    private readonly double _alarm, _cheapAlarm;

    private Network(Pipeline pipeline, Ensemble networks, ReadOnlySpan<double> failed)
    {
        double[] unseen = Array.ConvertAll(networks.HeldBack, Ops.Sigmoid);
        (_pipeline, _networks) = (pipeline, networks);
        _alarm = Thresholds.ByF1(unseen, failed).Threshold;
        _cheapAlarm = Thresholds.ByCost(unseen, failed, Score.FalseAlarm, Score.Miss).Threshold;
    }

    public FitHistory History => _networks.Fits[0].History;

    public static Network Fit(Table train, int epochs, int members)
    {
        var pipeline = Pipeline.Of(Prepare.Standardize(Readings.Sensors), Prepare.OneHot(Readings.Product));
        Rows<double> rows = pipeline.FitTransform<double>(train, target: Readings.Failure);
        IReadOnlyList<Split> parts = Folds.Stratified(rows.Targets, members, seed: 2);
        int steps = epochs * ((parts[0].Train.Length + Batch - 1) / Batch);
        var plan = new MemberPlan(
            member => Start.Of(Initializers.GlorotUniform(seed: member), rows.Width, Hidden, Hidden, 1),
            LossValueAndGradient, // generated
            (w, x, logit) => logit[0] = Logit(w, x),
            Outputs: 1);
        Ensemble networks = Ensemble.Fit(plan, rows, parts, new FitOptions
        {
            Optimizer = Optimizers.AdamW(Schedules.Cosine(6e-3, steps), decay: 1e-3),
            Epochs = epochs,
            BatchSize = Batch,
            Seed = 3,
        });
        return new Network(pipeline, networks, rows.Targets);
    }

    public Judgement Judge(Table readings) =>
        new(Array.ConvertAll(_networks.Apply(_pipeline.Transform<double>(readings)), Ops.Sigmoid), _alarm, _cheapAlarm, []);

    /// <summary>The mean cross-entropy of failures, from logits.</summary>
    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Loss(ReadOnlySpan<double> w, [NoDerivative] ReadOnlySpan<double> x, [NoDerivative] ReadOnlySpan<double> failed)
    {
        int width = x.Length / failed.Length;
        double sum = 0;
        for (int row = 0; row < failed.Length; row++)
        {
            double z = Logit(w, x.Slice(row * width, width));
            sum += Ops.Softplus(z) - failed[row] * z;
        }
        return sum / failed.Length;
    }

    private static double Logit(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        Span<double> first = stackalloc double[Hidden], second = stackalloc double[Hidden], logit = stackalloc double[1];
        int at = DenseLoops.Tanh(w, 0, x, first);
        at = DenseLoops.Tanh(w, at, first, second);
        DenseLoops.Linear(w, at, second, logit);
        return logit[0];
    }
}
