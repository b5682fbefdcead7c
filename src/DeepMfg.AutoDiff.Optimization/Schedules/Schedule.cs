using DeepMfg.AutoDiff.Optimization.Transformations;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A learning rate that may change from step to step: a function of the count of steps, made by <see cref="Schedules"/>.</summary>
/// <remarks>A number is a schedule that does not change. One of your own overrides <see cref="At(long)"/>.</remarks>
public abstract record Schedule
{
    /// <summary>How many numbers it remembers; they start at zero, and are kept and saved by the optimizer. None, mostly.</summary>
    public virtual int Memory => 0;

    /// <summary>A constant rate.</summary>
    /// <param name="rate">The rate.</param>
    public static implicit operator Schedule(double rate) => FromDouble(rate);

    /// <summary>A constant rate.</summary>
    /// <param name="rate">The rate.</param>
    /// <returns>The schedule.</returns>
    public static Schedule FromDouble(double rate) => new ConstantRate(rate);

    /// <summary>The rate of a step.</summary>
    /// <param name="t">The steps taken before it: zero for the first.</param>
    /// <returns>The rate.</returns>
    public abstract double At(long t);

    /// <summary>The rate of a step, given what is remembered.</summary>
    /// <param name="t">The steps taken before it: zero for the first.</param>
    /// <param name="memory">The <see cref="Memory"/> numbers.</param>
    /// <returns>The rate.</returns>
    public virtual double At(long t, ReadOnlySpan<double> memory) => At(t);

    /// <summary>Takes in a value to watch.</summary>
    /// <param name="value">The value, such as a loss: less is better.</param>
    /// <param name="memory">The <see cref="Memory"/> numbers.</param>
    public virtual void Observe(double value, Span<double> memory)
    {
    }
}
