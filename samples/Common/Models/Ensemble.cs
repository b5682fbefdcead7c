using DeepMfg.AutoDiff.Learning;

namespace DeepMfg.AutoDiff.Samples;

/// <summary>The mean loss of rows and its gradient in the parameters, as it is generated.</summary>
public delegate double BatchGradient(ReadOnlySpan<double> parameters, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> gradient);

/// <summary>What a model makes of one row.</summary>
public delegate void Forward(ReadOnlySpan<double> parameters, ReadOnlySpan<double> x, Span<double> outputs);

/// <summary>How the members of an ensemble are made.</summary>
/// <param name="Start">The parameters that a member starts from.</param>
/// <param name="Gradient">What is minimised.</param>
/// <param name="Apply">What they make of a row.</param>
/// <param name="Outputs">How many numbers that is.</param>
public sealed record MemberPlan(Func<int, double[]> Start, BatchGradient Gradient, Forward Apply, int Outputs);

/// <summary>
/// Models of one kind, each of which holds back another part of the rows and is kept as it is best on these; outputs are means over the members. So
/// every row is held back from one member: what that one says of it is as good as on new rows, and serves to choose thresholds by.
/// </summary>
public sealed class Ensemble
{
    private readonly MemberPlan _plan;
    private readonly FitResult<Parameters, double>[] _fits;

    private Ensemble(MemberPlan plan, FitResult<Parameters, double>[] fits, double[] heldBack) => (_plan, _fits, HeldBack) = (plan, fits, heldBack);

    /// <summary>The fits of the members.</summary>
    public IReadOnlyList<FitResult<Parameters, double>> Fits => _fits;

    /// <summary>For each row to fit to, the outputs of the member from which it was held back.</summary>
    public double[] HeldBack { get; }

    /// <summary>Fits a member for each split, several at a time; the result does not depend on how many.</summary>
    public static Ensemble Fit(MemberPlan plan, Rows<double> rows, IReadOnlyList<Split> splits, FitOptions options)
    {
        var fits = new FitResult<Parameters, double>[splits.Count];
        double[] heldBack = new double[rows.Count * plan.Outputs];
        Parallel.For(0, splits.Count, member =>
        {
            fits[member] = Training.Fit(
                new Parameters(plan.Start(member)),
                rows,
                (Parameters model, Batch<double> batch, ref Parameters gradient) =>
                    plan.Gradient(model.Values, batch.Values, batch.Targets, gradient.Values),
                options with { Validation = Validation.Of(splits[member]), Seed = options.Seed + member });
            foreach (int row in splits[member].Test)
            {
                plan.Apply(fits[member].Model.Values, rows[row], heldBack.AsSpan(row * plan.Outputs, plan.Outputs));
            }
        });
        return new Ensemble(plan, fits, heldBack);
    }

    /// <summary>The mean outputs of a row.</summary>
    public void Apply(ReadOnlySpan<double> x, Span<double> outputs)
    {
        Span<double> one = stackalloc double[_plan.Outputs];
        outputs.Clear();
        foreach (FitResult<Parameters, double> fit in _fits)
        {
            _plan.Apply(fit.Model.Values, x, one);
            for (int k = 0; k < one.Length; k++) outputs[k] += one[k] / _fits.Length;
        }
    }

    /// <summary>The mean outputs of rows, row by row.</summary>
    public double[] Apply(Rows<double> rows)
    {
        double[] outputs = new double[rows.Count * _plan.Outputs];
        for (int row = 0; row < rows.Count; row++) Apply(rows[row], outputs.AsSpan(row * _plan.Outputs, _plan.Outputs));
        return outputs;
    }
}
