using DeepMfg.AutoDiff.Optimization.Transformations;

namespace DeepMfg.AutoDiff.Optimization;

/// <content>What is done to gradients, before a descent or after it.</content>
public static partial class Optimizers
{
    /// <summary>Bounds each update: <c>u ← max(−c, min(u, c))</c>.</summary>
    /// <remarks>It changes the gradient's direction; <see cref="ClipByGlobalNorm"/> keeps it. NaN stays NaN.</remarks>
    /// <param name="limit">The largest magnitude c.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not above zero.</exception>
    /// <example>
    /// <code>
    /// double[] x = [0, 0];
    /// Optimizers.Chain(Optimizers.ClipByValue(2), Optimizers.Sgd(1)).For(x).Step(x, [-5, 1]);
    ///
    /// Console.WriteLine($"{x[0]} {x[1]}");   // 2 -1
    /// </code>
    /// </example>
    public static ClipByValue ClipByValue(double limit) => new(limit);

    /// <summary>Bounds the Euclidean norm of all updates, of all leaves together: <c>u ← u · c / ‖u‖</c> where <c>‖u‖ &gt; c</c>.</summary>
    /// <remarks>
    /// <para>Pascanu, Mikolov, Bengio: On the difficulty of training recurrent neural networks. ICML 2013, algorithm 1.</para>
    /// <para>The norm is summed up in double precision, also where its square would overflow.</para>
    /// </remarks>
    /// <param name="limit">The largest norm c.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not above zero.</exception>
    /// <example>
    /// <code>
    /// double[] x = [0, 0];
    /// Optimizers.Chain(Optimizers.ClipByGlobalNorm(5), Optimizers.Sgd(1)).For(x).Step(x, [-30, 40]);
    ///
    /// Console.WriteLine($"{x[0]:F1} {x[1]:F1}");   // 3.0 -4.0
    /// </code>
    /// </example>
    public static ClipByGlobalNorm ClipByGlobalNorm(double limit) => new(limit);

    /// <summary>Adds a part of the parameters to the updates: <c>u ← u + λ θ</c>.</summary>
    /// <remarks>
    /// <para>Before a descent it is the gradient of the penalty <c>½ λ ‖θ‖²</c>. <see cref="AdamW"/> has a decay of its own, which its denominator
    /// does not scale.</para>
    /// <para>Krogh, Hertz: A Simple Weight Decay Can Improve Generalization. NIPS 1991.</para>
    /// </remarks>
    /// <param name="decay">The decay λ.</param>
    /// <param name="decays">Which leaves decay, by name; all where there is none. Asked once for each leaf, when the state is made.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is negative.</exception>
    /// <example>
    /// <code>
    /// double[] layer = [1, 2, 3];
    /// var optimizer = Optimizers.Chain(Optimizers.WeightDecay(0.5, name => name != "bias"), Optimizers.Sgd(1))
    ///     .For&lt;double&gt;(("weights", 2), ("bias", 1));
    /// optimizer.Step(layer, [0, 0, 0]);
    ///
    /// Console.WriteLine($"{layer[0]} {layer[1]} {layer[2]}");   // 0.5 1 3
    /// </code>
    /// </example>
    public static WeightDecay WeightDecay(double decay, Func<string, bool>? decays = null) => new(decay, decays);

    /// <summary>Collects the updates of several steps, and hands on their mean: large batches by small ones.</summary>
    /// <remarks>
    /// Until the last of them, <see cref="Optimizer{T}.Step(Span{T}, ReadOnlySpan{T})"/> changes nothing behind this transformation, neither parameters nor
    /// state, and answers no; schedules behind it count only the steps that are taken.
    /// </remarks>
    /// <param name="count">How many steps make one.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below one.</exception>
    /// <example>
    /// <code>
    /// double[] x = [0];
    /// var optimizer = Optimizers.Chain(Optimizers.Accumulate(2), Optimizers.Sgd(1)).For(x);
    /// bool first = optimizer.Step(x, [-1]), second = optimizer.Step(x, [-3]);
    ///
    /// Console.WriteLine($"{first} {second} {x[0]}");   // False True 2
    /// </code>
    /// </example>
    public static Accumulate Accumulate(int count) => new(count);

    /// <summary>Averages the updates of the steps so far: <c>a ← δ a + (1 − δ) u</c>, <c>u ← a / (1 − δᵗ)</c>.</summary>
    /// <remarks>With the debiasing of Kingma, Ba: Adam: A Method for Stochastic Optimization. ICLR 2015, section 3.</remarks>
    /// <param name="decay">How much of the average stays at each step, δ.</param>
    /// <param name="debias">Whether to divide by <c>1 − δᵗ</c>, for the average starts at zero.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is not in [0, 1).</exception>
    /// <example>
    /// <code>
    /// double[] x = [0];
    /// var optimizer = Optimizers.Chain(Optimizers.ExponentialMovingAverage(0.5), Optimizers.Sgd(1)).For(x);
    /// optimizer.Step(x, [-3]);   // the average is -3
    /// optimizer.Step(x, [-6]);   // the average is (0.25 · -3 + 0.5 · -6) / 0.75
    ///
    /// Console.WriteLine($"{x[0]:F1}");   // 8.0
    /// </code>
    /// </example>
    public static ExponentialMovingAverage ExponentialMovingAverage(double decay, bool debias = true) => new(decay, debias);

    /// <summary>Leaves out a step whose updates are not all finite: nothing behind this transformation changes.</summary>
    /// <remarks>
    /// Put it first. <see cref="Optimizer{T}.Step(Span{T}, ReadOnlySpan{T})"/> answers no for a step that is left out, and throws an
    /// <see cref="ArithmeticException"/> when there are too many in a row: then training does not recover by itself.
    /// </remarks>
    /// <param name="limit">How many in a row are left out before the next throws.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is below one.</exception>
    /// <example>
    /// <code>
    /// double[] x = [1, 1];
    /// var optimizer = Optimizers.Chain(Optimizers.SkipNonFinite(), Optimizers.Adam(0.1)).For(x);
    /// bool taken = optimizer.Step(x, [1, double.NaN]);
    ///
    /// Console.WriteLine($"{taken} {x[0]} {x[1]}");   // False 1 1
    /// </code>
    /// </example>
    public static SkipNonFinite SkipNonFinite(int limit = 10) => new(limit);
}
