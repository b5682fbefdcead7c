using DeepMfg.AutoDiff.Optimization.Transformations;

namespace DeepMfg.AutoDiff.Optimization;

/// <content>Adam and its family: two means, of gradients and of their squares.</content>
public static partial class Optimizers
{
    /// <summary>Adaptive moments: steps of about the learning rate, whatever the gradient's scale.</summary>
    /// <remarks>
    /// <para><c>m ← β₁ m + (1 − β₁) g</c>, <c>v ← β₂ v + (1 − β₂) g²</c>, <c>m̂ = m / (1 − β₁ᵗ)</c>, <c>v̂ = v / (1 − β₂ᵗ)</c>,
    /// <c>θ ← θ − η m̂ / (√v̂ + ε)</c>.</para>
    /// <para>Kingma, Ba: Adam: A Method for Stochastic Optimization. ICLR 2015, algorithm 1.</para>
    /// </remarks>
    /// <param name="rate">The learning rate η.</param>
    /// <param name="beta1">How much of the mean of gradients stays at each step.</param>
    /// <param name="beta2">How much of the mean of squares stays at each step.</param>
    /// <param name="epsilon">What keeps the denominator from zero, ε.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A mean's constant is not in [0, 1), or <paramref name="epsilon"/> is negative.</exception>
    /// <example>
    /// <code>
    /// float[] x = [1, 1];
    /// var optimizer = Optimizers.Adam(0.01f).For(x);
    /// optimizer.Step(x, [1000, -0.001f]);
    ///
    /// Console.WriteLine($"{x[0]:F3} {x[1]:F3}");   // 0.990 1.010
    /// </code>
    /// </example>
    public static Adam Adam(Schedule rate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) => new(rate, beta1, beta2, epsilon);

    /// <summary>Adam with decoupled weight decay: parameters shrink at a rate that their gradients do not scale.</summary>
    /// <remarks>
    /// <para><c>θ ← θ − η (m̂ / (√v̂ + ε) + λ θ)</c>, with m̂ and v̂ of <see cref="Adam"/>.</para>
    /// <para>Loshchilov, Hutter: Decoupled Weight Decay Regularization. ICLR 2019, algorithm 2, where η is the schedule and α is one.</para>
    /// </remarks>
    /// <param name="rate">The learning rate η, which scales the decay too.</param>
    /// <param name="decay">The decay λ.</param>
    /// <param name="decays">Which leaves decay, by name; all where there is none.</param>
    /// <param name="moments">The constants β₁, β₂ and ε; 0.9, 0.999 and 1e-8 where there are none.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is negative.</exception>
    /// <example>
    /// <code>
    /// double[] layer = [1, 1, 1];
    /// var optimizer = Optimizers.AdamW(0.1, decay: 0.5, decays: name => name != "bias").For&lt;double&gt;(("weights", 2), ("bias", 1));
    /// optimizer.Step(layer, [1, 0, 0]);
    ///
    /// Console.WriteLine($"{layer[0]:F2} {layer[1]:F2} {layer[2]:F2}");   // 0.85 0.95 1.00
    /// </code>
    /// </example>
    public static AdamW AdamW(Schedule rate, double decay = 0.01, Func<string, bool>? decays = null, Moments? moments = null) =>
        new(rate, decay, decays, moments ?? new Moments(0.9, 0.999));

    /// <summary>Adam whose second mean never falls, which converges where Adam may not.</summary>
    /// <remarks>
    /// <para><c>m ← β₁ m + (1 − β₁) g</c>, <c>v ← β₂ v + (1 − β₂) g²</c>, <c>v̂ ← max(v̂, v)</c>, <c>θ ← θ − η m / (√v̂ + ε)</c>: the means are not
    /// corrected for their start at zero.</para>
    /// <para>Reddi, Kale, Kumar: On the Convergence of Adam and Beyond. ICLR 2018, algorithm 2, with ε added.</para>
    /// </remarks>
    /// <param name="rate">The learning rate η.</param>
    /// <param name="beta1">How much of the mean of gradients stays at each step.</param>
    /// <param name="beta2">How much of the mean of squares stays at each step.</param>
    /// <param name="epsilon">What keeps the denominator from zero, ε.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A mean's constant is not in [0, 1), or <paramref name="epsilon"/> is negative.</exception>
    /// <example>
    /// <code>
    /// double[] x = [1];
    /// var optimizer = Optimizers.AmsGrad(0.1, beta1: 0, beta2: 0).For(x);
    /// optimizer.Step(x, [4]);   // by 0.1
    /// optimizer.Step(x, [1]);   // by a quarter of it: the largest square stays
    ///
    /// Console.WriteLine($"{x[0]:F3}");   // 0.875
    /// </code>
    /// </example>
    public static AmsGrad AmsGrad(Schedule rate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) => new(rate, beta1, beta2, epsilon);

    /// <summary>Adam with Nesterov momentum.</summary>
    /// <remarks>
    /// <para><c>μₜ = β₁ (1 − ½ · 0.96^(ψ t))</c>, <c>m̂ = μₜ₊₁ m / (1 − μ₁ ⋯ μₜ₊₁) + (1 − μₜ) g / (1 − μ₁ ⋯ μₜ)</c>,
    /// <c>θ ← θ − η m̂ / (√v̂ + ε)</c>, with m and v̂ of <see cref="Adam"/>.</para>
    /// <para>Dozat: Incorporating Nesterov Momentum into Adam. ICLR workshop 2016.</para>
    /// </remarks>
    /// <param name="rate">The learning rate η.</param>
    /// <param name="beta1">How much of the mean of gradients stays at each step.</param>
    /// <param name="beta2">How much of the mean of squares stays at each step.</param>
    /// <param name="epsilon">What keeps the denominator from zero, ε.</param>
    /// <param name="momentumDecay">How fast μ rises to β₁, ψ; with <see cref="double.PositiveInfinity"/> it is β₁ from the start.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A mean's constant is not in [0, 1), or another one is negative.</exception>
    /// <example>
    /// <code>
    /// double[] x = [5];
    /// var optimizer = Optimizers.NAdam(0.05).For(x);
    /// for (int step = 0; step &lt; 400; step++) optimizer.Step(x, [2 * (x[0] - 3)]);
    ///
    /// Console.WriteLine($"{x[0]:F3}");   // 3.000
    /// </code>
    /// </example>
    public static NAdam NAdam(
        Schedule rate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double momentumDecay = 0.004) =>
        new(rate, beta1, beta2, epsilon, momentumDecay);

    /// <summary>Adam that waits with its denominator until the variance of that is finite, and then rectifies it: it needs no warm-up.</summary>
    /// <remarks>
    /// <para><c>ρ∞ = 2 / (1 − β₂) − 1</c>, <c>ρ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)</c>. Where <c>ρ &gt; 4</c>:
    /// <c>r = √((ρ − 4)(ρ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ))</c>, <c>θ ← θ − η r m̂ √(1 − β₂ᵗ) / (√v + ε)</c>; else <c>θ ← θ − η m̂</c>.</para>
    /// <para>Liu, Jiang, He, Chen, Liu, Gao, Han: On the Variance of the Adaptive Learning Rate and Beyond. ICLR 2020, algorithm 2, with ε added.</para>
    /// </remarks>
    /// <param name="rate">The learning rate η.</param>
    /// <param name="beta1">How much of the mean of gradients stays at each step.</param>
    /// <param name="beta2">How much of the mean of squares stays at each step.</param>
    /// <param name="epsilon">What keeps the denominator from zero, ε.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A mean's constant is not in [0, 1), or <paramref name="epsilon"/> is negative.</exception>
    /// <example>
    /// <code>
    /// double[] x = [1];
    /// Optimizers.RAdam(0.1).For(x).Step(x, [0.5]);   // the first steps are those of momentum
    ///
    /// Console.WriteLine($"{x[0]:F2}");   // 0.95
    /// </code>
    /// </example>
    public static RAdam RAdam(Schedule rate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) => new(rate, beta1, beta2, epsilon);
}
