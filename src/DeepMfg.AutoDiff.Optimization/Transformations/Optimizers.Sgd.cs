using DeepMfg.AutoDiff.Optimization.Transformations;

namespace DeepMfg.AutoDiff.Optimization;

/// <content>Gradient descent, with and without momentum.</content>
public static partial class Optimizers
{
    /// <summary>Gradient descent: <c>θ ← θ − η g</c>.</summary>
    /// <remarks>Robbins, Monro: A Stochastic Approximation Method. Annals of Mathematical Statistics 22, 1951.</remarks>
    /// <param name="rate">The learning rate η.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rate"/> is null.</exception>
    /// <example>
    /// <code>
    /// double[] x = [1, 2];
    /// Optimizers.Sgd(0.1).For(x).Step(x, [10, -10]);
    ///
    /// Console.WriteLine($"{x[0]:F1} {x[1]:F1}");   // 0.0 3.0
    /// </code>
    /// </example>
    public static Sgd Sgd(Schedule rate) => new(rate);

    /// <summary>Gradient descent with momentum: <c>v ← μ v + g</c>, <c>θ ← θ − η v</c>, with Nesterov's look ahead <c>θ ← θ − η (g + μ v)</c>.</summary>
    /// <remarks>
    /// <para>Polyak: Some methods of speeding up the convergence of iteration methods. USSR Computational Mathematics 4, 1964.</para>
    /// <para>Nesterov, 1983, as in Sutskever, Martens, Dahl, Hinton: On the importance of initialization and momentum in deep learning. ICML 2013;
    /// the parameters here are the points at which that paper takes the gradient, θ + μ v.</para>
    /// </remarks>
    /// <param name="rate">The learning rate η.</param>
    /// <param name="momentum">How much of the velocity stays at each step, μ, usually 0.9.</param>
    /// <param name="nesterov">Whether to look ahead.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rate"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="momentum"/> is not in [0, 1).</exception>
    /// <example>
    /// <code>
    /// double[] x = [0];
    /// var optimizer = Optimizers.Sgd(0.1, momentum: 0.5).For(x);
    /// optimizer.Step(x, [-1]);   // moves by 0.1
    /// optimizer.Step(x, [-1]);   // moves by 0.15
    ///
    /// Console.WriteLine($"{x[0]:F2}");   // 0.25
    /// </code>
    /// </example>
    public static Momentum Sgd(Schedule rate, double momentum, bool nesterov = false) => new(rate, momentum, nesterov);
}
