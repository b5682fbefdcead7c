namespace DeepMfg.AutoDiff.Optimization;

/// <summary>½ Σ δ² ρ((rᵢ / δ)²), with the linearisation of the residuals at the point that was completed last.</summary>
internal abstract class ResidualProblem(int dimension, Box box, LeastSquaresOptions options, Workspace memory)
    : Problem(dimension, box, options, memory)
{
    internal abstract Linearization Linear { get; }

    internal Loss Loss { get; } = options.Loss;

    internal override string OptimalityName => "the part of the residuals that the parameters can still change";

    internal override string Cost => $"{Texts.Count(Values, "value")}, {Texts.Count(Gradients, "Jacobian")}";

    internal override bool KeepsBest => false;

    internal override double Optimality(Iterate at) => Linear.Offset;

    /// <summary>The linearisation is that of one point: it is made anew.</summary>
    internal override bool Restore(Iterate at) => Evaluate(at) && Complete(at);
}

/// <inheritdoc/>
internal sealed class ResidualProblem<TResiduals> : ResidualProblem
    where TResiduals : struct, IResiduals<double>
{
    private readonly double[] _trial;
    private readonly double[] _jacobian;
    private TResiduals _function;

    internal ResidualProblem(TResiduals residuals, int count, Box box, (int Dimension, LeastSquaresOptions Options, Workspace Memory) setting)
        : base(setting.Dimension, box, setting.Options, setting.Memory)
    {
        _function = residuals;
        _trial = setting.Memory.Take(count);
        _jacobian = setting.Memory.Take(count * setting.Dimension);
        Linear = new Linearization(count, setting.Dimension, setting.Memory);
    }

    internal override Linearization Linear { get; }

    private protected override NotFinite? Ask(Iterate at)
    {
        _function.Residuals(at.Point, _trial);
        double sum = 0;
        foreach (double residual in _trial)
        {
            sum += Loss.At(residual).Loss;
        }

        at.Value = 0.5 * sum;
        return Fault(_trial, "residual", Values) ?? (double.IsFinite(sum) ? null : new NotFinite("value", -1, at.Value, Values));
    }

    private protected override NotFinite? AskMore(Iterate at)
    {
        Gradients++;
        _function.Jacobian(at.Point, _jacobian);
        if (Fault(_jacobian, "Jacobian", Values) is { } fault)
        {
            return fault;
        }

        Linear.Set(this, at, _trial, _jacobian);
        return null;
    }
}
