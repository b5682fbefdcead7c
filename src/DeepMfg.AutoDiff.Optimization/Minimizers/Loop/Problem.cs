namespace DeepMfg.AutoDiff.Optimization;

/// <summary>What a solver asks of the user's code, and the account of it: counts, the best point, what was not finite, what was thrown.</summary>
internal abstract class Problem(int dimension, Box box, SolveOptions options, Workspace memory)
{
    internal int Dimension { get; } = dimension;

    internal Box Box { get; } = box;

    internal SolveOptions Options { get; } = options;

    internal Workspace Memory { get; } = memory;

    /// <summary>The best point that was seen, with its gradient where that came along.</summary>
    internal Iterate Best { get; } = new(memory, dimension);

    internal int Values { get; private set; }

    internal int Gradients { get; private protected set; }

    internal int Products { get; private protected set; }

    /// <summary>Where the last call that was not finite was not: which, and at which number.</summary>
    internal NotFinite? LastNotFinite { get; private protected set; }

    internal Exception? Thrown { get; private set; }

    internal bool IsExhausted => Values >= Options.MaxEvaluations;

    /// <summary>Whether a value was −∞.</summary>
    internal bool IsBottomless { get; private set; }

    /// <summary>What is said to be small when the solver has converged.</summary>
    internal abstract string OptimalityName { get; }

    /// <summary>The word for the counts in a sentence.</summary>
    internal abstract string Cost { get; }

    /// <summary>Whether the best point may be another one than the last that was kept.</summary>
    internal virtual bool KeepsBest => true;

    /// <summary>The value at the point of <paramref name="at"/>, and the gradient where it comes along.</summary>
    /// <returns>Whether all of it is finite.</returns>
    internal bool Evaluate(Iterate at)
    {
        Options.Cancel.ThrowIfCancellationRequested();
        Values++;
        NotFinite? fault;
        try
        {
            fault = Ask(at);
        }
        catch (Exception exception)
        {
            Thrown = exception;
            throw;
        }

        IsBottomless |= double.IsNegativeInfinity(at.Value);
        LastNotFinite = fault ?? LastNotFinite;
        if (KeepsBest && fault is null && !(at.Value >= Best.Value))
        {
            Best.CopyFrom(at);
        }

        return fault is null;
    }

    /// <summary>The gradient at a point that was evaluated and is kept, where it did not come along.</summary>
    /// <returns>Whether it is finite.</returns>
    internal bool Complete(Iterate at)
    {
        try
        {
            NotFinite? fault = AskMore(at);
            LastNotFinite = fault ?? LastNotFinite;
            return fault is null;
        }
        catch (Exception exception)
        {
            Thrown = exception;
            throw;
        }
    }

    /// <summary>Makes what is known beside the point that of one which was completed before, after another was.</summary>
    /// <returns>Whether it is finite.</returns>
    internal virtual bool Restore(Iterate at) => true;

    /// <summary>What is compared with the tolerance.</summary>
    internal virtual double Optimality(Iterate at) => Box.ProjectedGradient(at.Point, at.Gradient);

    /// <summary>Only the value, for differences.</summary>
    internal double Probe(Iterate scratch) => Evaluate(scratch) ? scratch.Value : double.NaN;

    private protected abstract NotFinite? Ask(Iterate at);

    private protected virtual NotFinite? AskMore(Iterate at) => null;

    private protected static NotFinite? Fault(ReadOnlySpan<double> values, string name, int call)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                return new NotFinite(name, i, values[i], call);
            }
        }

        return null;
    }
}

/// <summary>Something that the objective gave and that is no finite number.</summary>
/// <param name="Name">What it is: the value, the gradient, the residuals, the Jacobian.</param>
/// <param name="Index">Which element; −1 where there is only one.</param>
/// <param name="Value">The number.</param>
/// <param name="Call">The evaluation, counted from one.</param>
internal readonly record struct NotFinite(string Name, int Index, double Value, int Call)
{
    public override string ToString() => Index < 0
        ? Texts.Of($"the {Name} was {Value} at evaluation {Call}")
        : Texts.Of($"{Name}[{Index}] was {Value} at evaluation {Call}");
}
