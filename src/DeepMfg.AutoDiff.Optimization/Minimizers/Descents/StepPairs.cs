using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>The last steps s and the changes y of the gradient over them, in a ring with a place to spare for a pair that is not taken.</summary>
internal sealed class StepPairs(int capacity, int dimension, Workspace memory)
{
    private readonly double[] _steps = memory.Take((capacity + 1) * dimension);
    private readonly double[] _changes = memory.Take((capacity + 1) * dimension);
    private int _oldest;

    internal int Count { get; private set; }

    /// <summary>The number of places in the ring.</summary>
    internal int Places => capacity + 1;

    /// <summary>yᵀy / sᵀy of the newest pair: what the Hessian is taken to be where nothing is known.</summary>
    internal double Scale { get; private set; } = 1;

    /// <summary>A step; zero is the oldest.</summary>
    internal Span<double> Step(int k) => _steps.AsSpan(Slot(k) * dimension, dimension);

    /// <summary>The change of the gradient over it.</summary>
    internal Span<double> Change(int k) => _changes.AsSpan(Slot(k) * dimension, dimension);

    /// <summary>The place of a pair in the ring.</summary>
    internal int Slot(int k) => (_oldest + k) % Places;

    internal void Clear() => (Count, _oldest, Scale) = (0, 0, 1);

    /// <summary>Takes a pair in, if the function curves upwards along the step.</summary>
    internal bool Add(Iterate from, Iterate to)
    {
        Span<double> step = Step(Count), change = Change(Count);
        TensorPrimitives.Subtract(to.Point, from.Point, step);
        TensorPrimitives.Subtract(to.Gradient, from.Gradient, change);
        double curvature = TensorPrimitives.Dot<double>(step, change), square = TensorPrimitives.SumOfSquares<double>(change);
        if (!(curvature > Shapes.Epsilon * square) || !double.IsFinite(square))
        {
            return false;
        }

        (_oldest, Count) = Count == capacity ? (Slot(1), Count) : (_oldest, Count + 1);
        Scale = square / curvature;
        return true;
    }
}
