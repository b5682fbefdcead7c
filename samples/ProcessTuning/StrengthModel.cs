using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Samples;
using Model = DeepMfg.AutoDiff.Learning.Sequential<
    DeepMfg.AutoDiff.Learning.Dense, DeepMfg.AutoDiff.Learning.Dense, DeepMfg.AutoDiff.Learning.Dense>;

namespace ProcessTuning;

/// <summary>How strong a mixture becomes: averaged networks. Each stops where it is best on tests that it does not learn from.</summary>
internal sealed class StrengthModel
{
    private const int Hidden = 24, Inputs = 8, Batch = 16;

    private readonly Model[] _members;
    private readonly Scales _scales;

    private StrengthModel(Ensemble<Model> networks, Scales scales, double error)
    {
        _members = [.. networks.Fits.Select(fit => fit.Model)];
        (_scales, Error, History) = (scales, error, networks.Fits[0].History);
    }

    /// <summary>The root mean square error on tests that a member had not seen, in MPa.</summary>
    public double Error { get; }

    public FitHistory History { get; }

    public static StrengthModel Fit(Mixtures mixtures, (int Epochs, int Members) effort, int seed)
    {
        var scales = Scales.Of(mixtures);
        double[] x = new double[mixtures.Count * Inputs];
        for (int i = 0; i < mixtures.Count; i++) Prepare(mixtures.Rows[i], scales.Means, scales.Deviations, x.AsSpan(i * Inputs, Inputs));
        float[] strengths = Array.ConvertAll(mixtures.Strength, strength => (float)((strength - scales.Mean) / scales.Deviation));
        Rows rows = Rows.Of(Array.ConvertAll(x, value => (float)value), Inputs, strengths);
        IReadOnlyList<Split> parts = Folds.ByGroup<int>(mixtures.Repeats(), effort.Members, seed);
        int steps = effort.Epochs * ((parts[0].Train.Length + Batch - 1) / Batch);
        Ensemble<Model> networks = Ensemble.Fit(member => Start(1000 * seed + member), rows, Losses.MeanSquaredError, parts, new FitOptions
        {
            Optimizer = Optimizers.AdamW(Schedules.Cosine(5e-3, steps), decay: 1e-2),
            Epochs = effort.Epochs,
            BatchSize = Batch,
            Seed = seed,
        });
        return new(networks, scales, scales.Deviation * Metrics.RootMeanSquareError<float>(networks.HeldBack, rows.Targets));
    }

    /// <summary>What the networks say of a mixture at an age on average, in MPa.</summary>
    public double Of(ReadOnlySpan<double> row)
    {
        double[] x = new double[Inputs];
        Prepare(row, _scales.Means, _scales.Deviations, x);
        return _scales.Mean + _scales.Deviation * _members.Average(member => Apply(member, x));
    }

    /// <summary>The networks, and their scales: what <see cref="Cautious"/> takes.</summary>
    public (Model[] Members, Scales Scales) Parts => (_members, _scales);

    /// <summary>
    /// The strength on average, less by how much the networks disagree, which they do where there are few tests: in deviations from the mean of the tests, of
    /// ingredients in kg/m³ and an age in days.
    /// </summary>
    public static double Cautious(ReadOnlySpan<double> row, Model[] members, double[] means, double[] deviations)
    {
        Span<double> x = stackalloc double[Inputs];
        Prepare(row, means, deviations, x);
        double sum = 0, squares = 0;
        for (int member = 0; member < members.Length; member++)
        {
            double y = Apply(members[member], x);
            sum += y;
            squares += y * y;
        }

        double mean = sum / members.Length;
        return mean - Math.Sqrt(Math.Max(squares / members.Length - mean * mean, 0) + 1e-8);
    }

    /// <summary>The network's layers once more as plain C#, in double precision, for the gradient in the inputs.</summary>
    private static double Apply(Model model, ReadOnlySpan<double> x)
    {
        Span<double> first = stackalloc double[Hidden], second = stackalloc double[Hidden], y = stackalloc double[1];
        Linear(model.First.Weights, model.First.Bias, x, first);
        for (int k = 0; k < Hidden; k++) first[k] = Math.Tanh(first[k]);
        Linear(model.Second.Weights, model.Second.Bias, first, second);
        for (int k = 0; k < Hidden; k++) second[k] = Math.Tanh(second[k]);
        Linear(model.Third.Weights, model.Third.Bias, second, y);
        return y[0];
    }

    private static void Linear(float[] weights, float[] bias, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int k = 0; k < y.Length; k++)
        {
            double sum = bias[k];
            for (int j = 0; j < x.Length; j++) sum += weights[j * y.Length + k] * x[j];
            y[k] = sum;
        }
    }

    /// <summary>Standardised inputs; of the age the logarithm, as concrete hardens ever more slowly.</summary>
    private static void Prepare(ReadOnlySpan<double> row, double[] means, double[] deviations, Span<double> x)
    {
        for (int k = 0; k < Inputs - 1; k++) x[k] = (row[k] - means[k]) / deviations[k];
        x[Inputs - 1] = (Math.Log(row[Inputs - 1]) - means[Inputs - 1]) / deviations[Inputs - 1];
    }

    private static Model Start(int seed)
    {
        Initializer glorot = Initializers.GlorotUniform(seed);
        return Layers.Sequential(
            Layers.Dense(Inputs, Hidden, Activation.Tanh, glorot),
            Layers.Dense(Hidden, Hidden, Activation.Tanh, glorot),
            Layers.Dense(Hidden, 1, initializer: glorot));
    }
}
