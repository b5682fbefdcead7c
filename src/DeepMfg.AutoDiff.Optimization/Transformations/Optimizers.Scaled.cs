using DeepMfg.AutoDiff.Optimization.Transformations;

namespace DeepMfg.AutoDiff.Optimization;

/// <content>Descents that scale each parameter's gradient, with one number kept for it.</content>
public static partial class Optimizers
{
    /// <summary>A rate for each parameter that falls with all its gradients so far: for gradients that are mostly zero.</summary>
    /// <remarks>
    /// <para><c>s ← s + g²</c>, <c>θ ← θ − η g / (√s + ε)</c>.</para>
    /// <para>Duchi, Hazan, Singer: Adaptive Subgradient Methods for Online Learning and Stochastic Optimization. JMLR 12, 2011, with diagonal matrices.</para>
    /// </remarks>
    /// <param name="rate">The learning rate η.</param>
    /// <param name="epsilon">What keeps the denominator from zero, ε.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is negative.</exception>
    /// <example>
    /// <code>
    /// double[] x = [1];
    /// var optimizer = Optimizers.AdaGrad(0.5).For(x);
    /// optimizer.Step(x, [3]);   // by 0.5 · 3/3
    /// optimizer.Step(x, [4]);   // by 0.5 · 4/5
    ///
    /// Console.WriteLine($"{x[0]:F1}");   // 0.1
    /// </code>
    /// </example>
    public static AdaGrad AdaGrad(Schedule rate, double epsilon = 1e-8) => new(rate, epsilon);

    /// <summary>A rate for each parameter that falls with the mean of its squared gradients.</summary>
    /// <remarks>
    /// <para><c>v ← ρ v + (1 − ρ) g²</c>, <c>θ ← θ − η g / (√v + ε)</c>. With momentum: <c>Chain(RmsProp(η), Sgd(1, momentum: 0.9))</c>.</para>
    /// <para>Tieleman, Hinton: Lecture 6.5, RMSProp. Coursera: Neural Networks for Machine Learning, 2012.</para>
    /// </remarks>
    /// <param name="rate">The learning rate η.</param>
    /// <param name="decay">How much of the mean stays at each step, ρ.</param>
    /// <param name="epsilon">What keeps the denominator from zero, ε.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is not in [0, 1), or <paramref name="epsilon"/> is negative.</exception>
    /// <example>
    /// <code>
    /// double[] x = [1];
    /// Optimizers.RmsProp(0.1, decay: 0.75).For(x).Step(x, [8]);   // by 0.1 · 8 / √(64 / 4)
    ///
    /// Console.WriteLine($"{x[0]:F1}");   // 0.8
    /// </code>
    /// </example>
    public static RmsProp RmsProp(Schedule rate, double decay = 0.9, double epsilon = 1e-8) => new(rate, decay, epsilon);

    /// <summary>Steps by the sign of a momentum: all parameters move by the learning rate. It takes three to ten times less of it than Adam.</summary>
    /// <remarks>
    /// <para><c>c = β₁ m + (1 − β₁) g</c>, <c>θ ← θ − η (sign c + λ θ)</c>, <c>m ← β₂ m + (1 − β₂) g</c>.</para>
    /// <para>Chen, Liang, Huang and others: Symbolic Discovery of Optimization Algorithms. NeurIPS 2023, algorithm 2.</para>
    /// </remarks>
    /// <param name="rate">The learning rate η, which scales the decay too.</param>
    /// <param name="beta1">How much of the momentum is in what gives the sign.</param>
    /// <param name="beta2">How much of the momentum stays at each step.</param>
    /// <param name="decay">The decay λ.</param>
    /// <param name="decays">Which leaves decay, by name; all where there is none.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A constant is not in [0, 1), or <paramref name="decay"/> is negative.</exception>
    /// <example>
    /// <code>
    /// double[] x = [1, 1, 1];
    /// Optimizers.Lion(0.01).For(x).Step(x, [200, -0.1, 0]);
    ///
    /// Console.WriteLine($"{x[0]:F2} {x[1]:F2} {x[2]:F2}");   // 0.99 1.01 1.00
    /// </code>
    /// </example>
    public static Lion Lion(Schedule rate, double beta1 = 0.9, double beta2 = 0.99, double decay = 0, Func<string, bool>? decays = null) =>
        new(rate, beta1, beta2, decay, decays);
}
