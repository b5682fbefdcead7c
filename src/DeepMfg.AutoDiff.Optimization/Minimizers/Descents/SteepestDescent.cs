using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>d = −g.</summary>
internal sealed class SteepestDescent : IDescent
{
    private readonly StepGuess _guess = new();

    public double FirstStep => _guess.Step;

    public double LongestStep => double.PositiveInfinity;

    public bool Point(Iterate current, Span<double> direction)
    {
        TensorPrimitives.Negate(current.Gradient, direction);
        _guess.Direct(current, direction);
        return true;
    }

    public void Learn(Iterate from, Iterate to) => _guess.Learn(from, to);

    public bool Forget() => _guess.Forget();
}
