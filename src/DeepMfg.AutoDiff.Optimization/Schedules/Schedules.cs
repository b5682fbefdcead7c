using DeepMfg.AutoDiff.Optimization.Transformations;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Learning rates that change from step to step. In the formulas t counts the steps before the one at hand: the first has t = 0.</summary>
public static class Schedules
{
    /// <summary>The same rate at each step: <c>η</c>. A number is taken for it wherever a schedule is wanted.</summary>
    /// <param name="rate">The rate η.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not finite.</exception>
    /// <example>
    /// <code>
    /// Console.WriteLine(Schedules.Constant(0.01).At(1000));   // 0.01
    /// </code>
    /// </example>
    public static Schedule Constant(double rate) => new ConstantRate(rate);

    /// <summary>A straight line, then its end: <c>a + (b − a) min(t / n, 1)</c>.</summary>
    /// <param name="from">The first rate a.</param>
    /// <param name="to">The last rate b.</param>
    /// <param name="steps">The steps n from one to the other.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not finite, or <paramref name="steps"/> is below one.</exception>
    /// <example>
    /// <code>
    /// Schedule rate = Schedules.Linear(from: 0.5, to: 0.25, steps: 100);
    /// Console.WriteLine($"{rate.At(0)} {rate.At(50)} {rate.At(1000)}");   // 0.5 0.375 0.25
    /// </code>
    /// </example>
    public static Schedule Linear(double from, double to, long steps) => new LinearRate(from, to, steps);

    /// <summary>A rate that falls by the same factor over the same steps: <c>η γ^(t / n)</c>.</summary>
    /// <param name="rate">The first rate η.</param>
    /// <param name="factor">What becomes of it, γ.</param>
    /// <param name="steps">Over how many steps, n.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite, the factor not above zero, or <paramref name="steps"/> below one.</exception>
    /// <example>
    /// <code>
    /// Schedule rate = Schedules.Exponential(0.5, factor: 0.25, steps: 100);
    /// Console.WriteLine($"{rate.At(0)} {rate.At(50)} {rate.At(100)}");   // 0.5 0.25 0.125
    /// </code>
    /// </example>
    public static Schedule Exponential(double rate, double factor, long steps = 1) => new ExponentialRate(rate, factor, steps, Staircase: false);

    /// <summary>A staircase: <c>η γ^⌊t / n⌋</c>.</summary>
    /// <param name="rate">The first rate η.</param>
    /// <param name="factor">What becomes of it, γ.</param>
    /// <param name="every">After how many steps, n.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite, the factor not above zero, or <paramref name="every"/> below one.</exception>
    /// <example>
    /// <code>
    /// Schedule rate = Schedules.Step(1, factor: 0.5, every: 100);
    /// Console.WriteLine($"{rate.At(99)} {rate.At(100)} {rate.At(250)}");   // 1 0.5 0.25
    /// </code>
    /// </example>
    public static Schedule Step(double rate, double factor, long every) => new ExponentialRate(rate, factor, every, Staircase: true);

    /// <summary>Half a cosine, then its end: <c>b + ½ (η − b) (1 + cos(π min(t / n, 1)))</c>.</summary>
    /// <remarks>Loshchilov, Hutter: SGDR: Stochastic Gradient Descent with Warm Restarts. ICLR 2017, equation 5.</remarks>
    /// <param name="rate">The first rate η.</param>
    /// <param name="steps">The steps n to the end.</param>
    /// <param name="floor">The last rate b.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not finite, or <paramref name="steps"/> is below one.</exception>
    /// <example>
    /// <code>
    /// Schedule rate = Schedules.Cosine(3e-3f, steps: 4000);
    /// Console.WriteLine($"{rate.At(0):F4} {rate.At(2000):F4} {rate.At(5000):F4}");   // 0.0030 0.0015 0.0000
    /// </code>
    /// </example>
    public static Schedule Cosine(double rate, long steps, double floor = 0) => new CosineRate(rate, floor, steps, Growth: null);

    /// <summary>Half cosines one after the other, each longer by a factor: <c>b + ½ (η − b) (1 + cos(π s / nᵢ))</c>, s steps into cycle i.</summary>
    /// <remarks>Loshchilov, Hutter: SGDR: Stochastic Gradient Descent with Warm Restarts. ICLR 2017, equation 5, <c>nᵢ₊₁ = γ nᵢ</c>.</remarks>
    /// <param name="rate">The rate η at each start.</param>
    /// <param name="steps">The steps of the first cycle.</param>
    /// <param name="growth">By what a cycle is longer than the one before, γ.</param>
    /// <param name="floor">The rate b to which each falls.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A rate is not finite, or <paramref name="steps"/> or <paramref name="growth"/> is below one.
    /// </exception>
    /// <example>
    /// <code>
    /// Schedule rate = Schedules.CosineRestarts(1, steps: 100, growth: 2);
    /// Console.WriteLine($"{rate.At(50):F2} {rate.At(100):F2} {rate.At(200):F2} {rate.At(300):F2}");   // 0.50 1.00 0.50 1.00
    /// </code>
    /// </example>
    public static Schedule CosineRestarts(double rate, long steps, double growth = 1, double floor = 0) => new CosineRate(rate, floor, steps, growth);

    /// <summary>Up to a high rate and down to nearly none, both along half cosines: fast training with large rates.</summary>
    /// <remarks>
    /// <para>Over the first <c>r n</c> of n steps from <c>η / d</c> to η, over the rest from η to <c>η / (d e)</c>, which stays.</para>
    /// <para>Smith, Topin: Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates. 2018 (arXiv:1708.07120).</para>
    /// </remarks>
    /// <param name="peak">The highest rate η.</param>
    /// <param name="steps">All steps n.</param>
    /// <param name="rise">The part r of them that goes up.</param>
    /// <param name="startDivisor">How much lower the first rate is, d.</param>
    /// <param name="endDivisor">How much lower than the first the last rate is, e.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The peak is not finite, <paramref name="steps"/> is below one, <paramref name="rise"/> not from zero to one, or a divisor not above zero.
    /// </exception>
    /// <example>
    /// <code>
    /// Schedule rate = Schedules.OneCycle(1, steps: 100, rise: 0.5, startDivisor: 10, endDivisor: 100);
    /// Console.WriteLine($"{rate.At(0):F3} {rate.At(25):F3} {rate.At(50):F3} {rate.At(100):F3}");   // 0.100 0.550 1.000 0.001
    /// </code>
    /// </example>
    public static Schedule OneCycle(double peak, long steps, double rise = 0.3, double startDivisor = 25, double endDivisor = 1e4) =>
        new OneCycleRate(peak, steps, rise, startDivisor, endDivisor);

    /// <summary>A straight line up to another schedule's first rate, then that schedule: <c>a + (η₀ − a) t / n</c> while <c>t &lt; n</c>.</summary>
    /// <remarks>Goyal and others: Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour. 2017 (arXiv:1706.02677), section 2.2.</remarks>
    /// <param name="steps">The steps n of the line.</param>
    /// <param name="then">The schedule that begins when they are over.</param>
    /// <param name="from">The first rate a.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="then"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is not finite, or <paramref name="steps"/> is below one.</exception>
    /// <example>
    /// <code>
    /// Schedule rate = Schedules.WarmUp(steps: 10, then: Schedules.Cosine(1, steps: 100));
    /// Console.WriteLine($"{rate.At(0)} {rate.At(5)} {rate.At(10)} {rate.At(60):F1}");   // 0 0.5 1 0.5
    /// </code>
    /// </example>
    public static Schedule WarmUp(long steps, Schedule then, double from = 0) => new WarmedUpRate(steps, then, from);

    /// <summary>A schedule that is reduced each time that a watched value has not become better for a while.</summary>
    /// <remarks>
    /// <see cref="Optimizer{T}.Observe"/> hands over the value, such as the loss on data held back after each epoch. After
    /// <paramref name="patience"/> values in a row that are not better than the best so far, the rate is <paramref name="factor"/> times what it was.
    /// A value that is not a number is not better.
    /// </remarks>
    /// <param name="rate">The schedule; a number mostly.</param>
    /// <param name="factor">What becomes of the rate each time.</param>
    /// <param name="patience">How many values in a row are not better when it is reduced.</param>
    /// <param name="plateau">What is better, and how far it goes; by a ten-thousandth, and to zero, where it is left out.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="factor"/> is not from zero to one, or <paramref name="patience"/> is below one.
    /// </exception>
    /// <example>
    /// <code>
    /// double[] x = [0];
    /// var optimizer = Optimizers.Sgd(Schedules.ReduceOnPlateau(1, factor: 0.5, patience: 2)).For(x);
    /// foreach (double loss in new[] { 0.9, 0.7, 0.8, 0.7 }) optimizer.Observe(loss);
    /// optimizer.Step(x, [-1]);
    ///
    /// Console.WriteLine(x[0]);   // 0.5
    /// </code>
    /// </example>
    public static Schedule ReduceOnPlateau(Schedule rate, double factor = 0.1, int patience = 10, Plateau? plateau = null) =>
        new PlateauRate(rate, factor, patience, plateau ?? new Plateau(1e-4));
}
