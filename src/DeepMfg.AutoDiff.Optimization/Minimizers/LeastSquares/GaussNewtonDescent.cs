namespace DeepMfg.AutoDiff.Optimization;

/// <summary>The d with the smallest ‖J d + r‖; where the columns are dependent, one with zeros.</summary>
internal sealed class GaussNewtonDescent(ResidualProblem problem) : IDescent
{
    private readonly double[] _right = problem.Memory.Take(problem.Linear.Count);
    private readonly double[] _solution = problem.Memory.Take(problem.Dimension);

    public double FirstStep => 1;

    public double LongestStep => 1;

    public bool Point(Iterate current, Span<double> direction)
    {
        Linearization linear = problem.Linear;
        for (int i = 0; i < _right.Length; i++)
        {
            _right[i] = -linear.Weighted[i];
        }

        linear.Factors.Solve(_right, _solution);
        for (int j = 0; j < direction.Length; j++)
        {
            direction[j] = _solution[j] / linear.Scales[j];
        }

        return true;
    }

    public void Learn(Iterate from, Iterate to)
    {
    }

    public bool Forget() => false;
}
