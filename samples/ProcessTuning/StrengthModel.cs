using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Samples;

namespace ProcessTuning;

/// <summary>How strong a mixture becomes: averaged networks. Each stops where it is best on tests that it does not learn from.</summary>
internal sealed partial class StrengthModel
{
    private const int Hidden = 24, Inputs = 8, Batch = 16;

    private readonly double[][] _members;
    private readonly Scales _scales;

    private StrengthModel(Ensemble networks, Scales scales, double error)
    {
        _members = [.. networks.Fits.Select(fit => fit.Model.Values)];
        (_scales, Error, History) = (scales, error, networks.Fits[0].History);
    }

    /// <summary>The root mean square error on tests that a member had not seen, in MPa.</summary>
    public double Error { get; }

    public FitHistory History { get; }

    /// <summary>How many networks.</summary>
    public int Count => _members.Length;

    public static StrengthModel Fit(Mixtures mixtures, (int Epochs, int Members) effort, int seed)
    {
        var scales = Scales.Of(mixtures);
        double[] x = new double[mixtures.Count * Inputs];
        for (int i = 0; i < mixtures.Count; i++) Prepare(mixtures.Rows[i], scales.Means, scales.Deviations, x.AsSpan(i * Inputs, Inputs));
        var rows = Rows.Of(x, Inputs, Array.ConvertAll(mixtures.Strength, strength => (strength - scales.Mean) / scales.Deviation));
        IReadOnlyList<Split> parts = Folds.ByGroup<int>(mixtures.Repeats(), effort.Members, seed);
        int steps = effort.Epochs * ((parts[0].Train.Length + Batch - 1) / Batch);
        var plan = new MemberPlan(
            member => Start.Of(Initializers.GlorotUniform(seed: 1000 * seed + member), Inputs, Hidden, Hidden, 1),
            LossValueAndGradient, // generated
            (w, row, y) => y[0] = Apply(w, row),
            Outputs: 1);
        Ensemble networks = Ensemble.Fit(plan, rows, parts, new FitOptions
        {
            Optimizer = Optimizers.AdamW(Schedules.Cosine(5e-3, steps), decay: 1e-2),
            Epochs = effort.Epochs,
            BatchSize = Batch,
            Seed = seed,
        });
        return new(networks, scales, scales.Deviation * Metrics.RootMeanSquareError<double>(networks.HeldBack, rows.Targets));
    }

    /// <summary>What each network says of a mixture at an age, in MPa.</summary>
    public double[] Each(ReadOnlySpan<double> row)
    {
        double[] x = new double[Inputs];
        Prepare(row, _scales.Means, _scales.Deviations, x);
        return Array.ConvertAll(_members, w => _scales.Mean + _scales.Deviation * Apply(w, x));
    }

    /// <summary>What they say on average.</summary>
    public double Of(ReadOnlySpan<double> row) => Each(row).Average();

    /// <summary>The networks' weights, and their scales: what <see cref="Cautious"/> takes.</summary>
    public (double[][] Members, Scales Scales) Parts => (_members, _scales);

    /// <summary>
    /// The strength on average, less by how much the networks disagree, which they do where there are few tests: in MPa, of ingredients in kg/m³ and an age
    /// in days.
    /// </summary>
    public static double Cautious(ReadOnlySpan<double> row, double[][] members, double[] means, double[] deviations)
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

    /// <summary>Half of the mean squared error.</summary>
    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Loss(ReadOnlySpan<double> w, [NoDerivative] ReadOnlySpan<double> x, [NoDerivative] ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int row = 0; row < y.Length; row++)
        {
            double error = Apply(w, x.Slice(row * Inputs, Inputs)) - y[row];
            sum += error * error;
        }

        return sum / (2 * y.Length);
    }

    private static double Apply(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        Span<double> first = stackalloc double[Hidden], second = stackalloc double[Hidden], y = stackalloc double[1];
        int at = DenseLoops.Tanh(w, 0, x, first);
        at = DenseLoops.Tanh(w, at, first, second);
        DenseLoops.Linear(w, at, second, y);
        return y[0];
    }

    /// <summary>Standardised inputs; of the age the logarithm, as concrete hardens ever more slowly.</summary>
    private static void Prepare(ReadOnlySpan<double> row, double[] means, double[] deviations, Span<double> x)
    {
        for (int k = 0; k < Inputs - 1; k++) x[k] = (row[k] - means[k]) / deviations[k];
        x[Inputs - 1] = (Math.Log(row[Inputs - 1]) - means[Inputs - 1]) / deviations[Inputs - 1];
    }
}
