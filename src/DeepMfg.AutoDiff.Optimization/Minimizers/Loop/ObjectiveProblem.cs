using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A value with its gradient.</summary>
internal sealed class ObjectiveProblem<TObjective>(TObjective objective, Box box, int dimension, SolveOptions options, Workspace memory)
    : Problem(dimension, box, options, memory), ICurvature
    where TObjective : struct, IObjective<double>
{
    /// <summary>The step of forward differences of the gradient, relative to the point: the square root of rounding.</summary>
    private const double RelativeStep = 1.5e-8;

    private readonly ICurvedObjective<double>? _curved = objective as ICurvedObjective<double>;
    private TObjective _objective = objective;
    private Iterate? _shifted;

    internal override string OptimalityName => Box.IsBounded ? "the projected gradient" : "the gradient";

    internal override string Cost => Products == 0
        ? Texts.Count(Values, "evaluation")
        : $"{Texts.Count(Values, "evaluation")}, {Texts.Count(Products, "Hessian product")}";

    /// <summary>H v: from the objective, or (g(x + h v) − g(x)) / h.</summary>
    bool ICurvature.Multiply(Iterate at, ReadOnlySpan<double> direction, Span<double> product)
    {
        Products++;
        if (_curved is not null)
        {
            Options.Cancel.ThrowIfCancellationRequested();
            _curved.HessianVectorProduct(at.Point, direction, product);
            LastNotFinite = Fault(product, "Hessian product", Products) ?? LastNotFinite;
            return Fault(product, "Hessian product", Products) is null;
        }

        _shifted ??= new Iterate(Memory, Dimension);
        double step = RelativeStep * (1 + TensorPrimitives.Norm<double>(at.Point)) / TensorPrimitives.Norm(direction);
        TensorPrimitives.MultiplyAdd(direction, step, at.Point, _shifted.Point);
        if (!Evaluate(_shifted))
        {
            return false;
        }

        TensorPrimitives.Subtract(_shifted.Gradient, at.Gradient, product);
        TensorPrimitives.Divide(product, step, product);
        return true;
    }

    private protected override NotFinite? Ask(Iterate at)
    {
        Gradients++;
        at.Value = _objective.ValueAndGradient(at.Point, at.Gradient);
        return double.IsFinite(at.Value) ? Fault(at.Gradient, "gradient", Values) : new NotFinite("value", -1, at.Value, Values);
    }
}
