using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>
/// A gradient transformation as a formula over one block of parameters, which chains join into one loop. Implement it to write one of your own:
/// a struct, so that the loop calls it without a delegate.
/// </summary>
/// <remarks>
/// <para>A step asks <see cref="Begin{T}"/> once, which counts the step and writes the numbers that the formula needs, and then
/// <see cref="Apply{T}"/> for each block of <see cref="Vector512{T}"/>'s width. What lies beyond the last parameter is zero and is dropped.</para>
/// <para>Only + − × ÷ and √, comparisons and selections give the same bits at every vector width.</para>
/// </remarks>
public interface IFusedTransformation : IGradientTransformation
{
    /// <summary>The name by which a saved state knows it.</summary>
    static abstract string Name { get; }

    /// <summary>How many numbers are kept for each parameter, such as moments; they start at zero.</summary>
    static abstract int Slots { get; }

    /// <summary>How many numbers <see cref="Begin{T}"/> hands to <see cref="Apply{T}"/>.</summary>
    static abstract int Coefficients { get; }

    /// <summary>How many numbers <see cref="Describe{T}"/> gives for each leaf.</summary>
    static virtual int LeafConstants => 0;

    /// <summary>How many gates there are: one for a transformation that is one, the sum for a chain.</summary>
    static virtual int Gates => 0;

    /// <summary>How many numbers are kept from step to step besides those of each parameter, such as the count of steps; they start at zero.</summary>
    int Counters { get; }

    /// <summary>Writes itself down as elementwise, or as a gate.</summary>
    /// <param name="plan">The stages so far.</param>
    static virtual void Plan(StagePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.AddElementwise();
    }

    /// <summary>Gives what is constant for a leaf; asked once, when the state is made.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="constants">Where the <see cref="LeafConstants"/> numbers go.</param>
    /// <typeparam name="T">The type of a parameter.</typeparam>
    void Describe<T>(Leaf leaf, Span<T> constants)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }

    /// <summary>Begins a step: counts it, and writes the coefficients.</summary>
    /// <param name="context">The counters, the coefficients, and what is known of the updates.</param>
    /// <typeparam name="T">The type of a parameter.</typeparam>
    /// <returns>Whether the step goes on; only a gate answers no.</returns>
    bool Begin<T>(StepContext<T> context)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The formula.</summary>
    /// <param name="update">Gradients, or what the transformation before made of them.</param>
    /// <param name="parameter">The parameters.</param>
    /// <param name="block">What is kept for each of them, and the coefficients.</param>
    /// <typeparam name="T">The type of a parameter.</typeparam>
    /// <returns>What the next transformation takes, or what is subtracted from the parameters.</returns>
    Vector512<T> Apply<T>(Vector512<T> update, Vector512<T> parameter, Block<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Takes in the value that schedules such as <see cref="Schedules.ReduceOnPlateau"/> watch.</summary>
    /// <param name="value">The value, such as the loss on data held back.</param>
    /// <param name="counters">The counters.</param>
    void Observe(double value, Span<double> counters)
    {
    }
}
