using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Samples;

namespace QualityControl;

/// <summary>Networks of two hidden layers on standardised features, averaged. Each stops where it is best on plates that it does not learn from.</summary>
internal sealed partial class Network
{
    private const int Hidden = 48, Classes = 7, Batch = 32;

    private readonly Pipeline _pipeline;
    private readonly Ensemble _networks;

    private Network(Pipeline pipeline, Ensemble networks) => (_pipeline, _networks) = (pipeline, networks);

    public FitHistory History => _networks.Fits[0].History;

    public static Network Fit(Table train, int epochs, int members)
    {
        var pipeline = Pipeline.Of(Prepare.Standardize(Plates.Features));
        Rows<double> features = pipeline.FitTransform<double>(Plates.Prepared(train));
        double[] faults = Array.ConvertAll(Plates.FaultsOf(train), fault => (double)fault);
        Rows<double> rows = Rows.Of(features.Values, features.Width, faults);
        IReadOnlyList<Split> parts = Folds.Stratified<double>(faults, members, seed: 2);
        int steps = epochs * ((parts[0].Train.Length + Batch - 1) / Batch);
        var plan = new MemberPlan(
            member => Start.Of(Initializers.GlorotUniform(seed: member), rows.Width, Hidden, Hidden, Classes),
            LossValueAndGradient, // generated
            Shares,
            Classes);
        return new Network(pipeline, Ensemble.Fit(plan, rows, parts, new FitOptions
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
        double[] shares = _networks.Apply(_pipeline.Transform<double>(Plates.Prepared(plates)));
        return [.. shares.Chunk(Classes).Select(row => Array.IndexOf(row, row.Max()))];
    }

    /// <summary>The mean cross-entropy of the classes, from logits.</summary>
    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Loss(ReadOnlySpan<double> w, [NoDerivative] ReadOnlySpan<double> x, [NoDerivative] ReadOnlySpan<double> classes)
    {
        int width = x.Length / classes.Length;
        Span<double> logits = stackalloc double[Classes];
        double sum = 0;
        for (int row = 0; row < classes.Length; row++)
        {
            Logits(w, x.Slice(row * width, width), logits);
            double all = logits[0];
            for (int k = 1; k < Classes; k++) all = Ops.LogAddExp(all, logits[k]);
            sum += all - logits[(int)classes[row]];
        }

        return sum / classes.Length;
    }

    private static void Logits(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> logits)
    {
        Span<double> first = stackalloc double[Hidden], second = stackalloc double[Hidden];
        int at = DenseLoops.Tanh(w, 0, x, first);
        at = DenseLoops.Tanh(w, at, first, second);
        DenseLoops.Linear(w, at, second, logits);
    }

    /// <summary>The probabilities of the classes.</summary>
    private static void Shares(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> shares)
    {
        Span<double> logits = stackalloc double[Classes];
        Logits(w, x, logits);
        Ops.Softmax<double>(logits, Classes, shares);
    }
}
