using System.Numerics;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>What a transformation sees when a step begins.</summary>
/// <typeparam name="T">The type of a parameter.</typeparam>
public readonly ref struct StepContext<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Span<T> _coefficients;

    internal StepContext(Span<double> counters, Span<T> coefficients, Stage stage, double norm)
    {
        Counters = counters;
        _coefficients = coefficients;
        Stage = stage;
        Norm = norm;
    }

    /// <summary>The numbers kept from step to step, <see cref="IFusedTransformation.Counters"/> of them.</summary>
    public Span<double> Counters { get; }

    /// <summary>The stage that begins; a gate decides only where its index is one.</summary>
    public Stage Stage { get; }

    /// <summary>The Euclidean norm of all updates that reach the stage, for a gate that asked for it.</summary>
    public double Norm { get; }

    /// <summary>Sets a coefficient, rounded to <typeparamref name="T"/>.</summary>
    /// <param name="index">Its place, below <see cref="IFusedTransformation.Coefficients"/>.</param>
    /// <param name="value">The coefficient.</param>
    public void Set(int index, double value) => _coefficients[index] = T.CreateSaturating(value);

    /// <summary>Counts this step, and gives the rate for it.</summary>
    /// <param name="rate">The schedule, whose memory lies in <see cref="Counters"/> behind the count.</param>
    /// <param name="step">The steps so far, this one among them: one at the first.</param>
    /// <returns>The schedule's rate.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rate"/> is null.</exception>
    public double NextRate(Schedule rate, out long step)
    {
        ArgumentNullException.ThrowIfNull(rate);
        step = (long)++Counters[0];
        return rate.At(step - 1, Counters.Slice(1, rate.Memory));
    }

    /// <summary>The context of the transformation that follows another in a chain.</summary>
    /// <param name="before">The one before.</param>
    /// <typeparam name="TBefore">Its type.</typeparam>
    /// <returns>The context behind what the one before keeps.</returns>
    internal StepContext<T> After<TBefore>(TBefore before)
        where TBefore : struct, IFusedTransformation => new(
            Counters[before.Counters..], _coefficients[TBefore.Coefficients..], Stage.After(TBefore.Gates), Norm);
}
