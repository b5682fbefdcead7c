using DeepMfg.AutoDiff.Optimization.Transformations;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>The gradient transformations that there are.</summary>
public static partial class Optimizers
{
    /// <summary>
    /// Two transformations in one loop: the second takes what the first gives, and what the last gives is subtracted from the parameters.
    /// </summary>
    /// <remarks>
    /// What a transformation sees are the updates of the one before it. So <c>Chain(WeightDecay(λ), Sgd(η))</c> is <c>θ ← θ − η (g + λ θ)</c>, and
    /// <c>Chain(Adam(η), ClipByGlobalNorm(c))</c> bounds the step, where the other order bounds the gradient. A transformation that must know
    /// all updates (<see cref="ClipByGlobalNorm"/>, <see cref="SkipNonFinite"/>) costs one more reading of them; at the start of a chain, or
    /// after another such, nothing else.
    /// </remarks>
    /// <param name="first">What takes the gradients.</param>
    /// <param name="second">What takes its updates.</param>
    /// <typeparam name="T1">The type of the first.</typeparam>
    /// <typeparam name="T2">The type of the second.</typeparam>
    /// <returns>The chain.</returns>
    /// <example>
    /// <code>
    /// double[] x = [1000, 2];
    /// var optimizer = Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.Sgd(0.5)).For(x);
    /// optimizer.Step(x, [3000, 4000]);   // of norm 5000: its direction is (0.6, 0.8)
    ///
    /// Console.WriteLine($"{x[0]:F1} {x[1]:F1}");   // 999.7 1.6
    /// </code>
    /// </example>
    public static Chain<T1, T2> Chain<T1, T2>(T1 first, T2 second)
        where T1 : struct, IFusedTransformation
        where T2 : struct, IFusedTransformation => new(first, second);

    /// <summary>Three transformations in one loop.</summary>
    /// <param name="first">What takes the gradients.</param>
    /// <param name="second">What takes its updates.</param>
    /// <param name="third">What takes those of the second.</param>
    /// <typeparam name="T1">The type of the first.</typeparam>
    /// <typeparam name="T2">The type of the second.</typeparam>
    /// <typeparam name="T3">The type of the third.</typeparam>
    /// <returns>The chain.</returns>
    public static Chain<Chain<T1, T2>, T3> Chain<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : struct, IFusedTransformation
        where T2 : struct, IFusedTransformation
        where T3 : struct, IFusedTransformation => Chain(Chain(first, second), third);

    /// <summary>Four transformations in one loop.</summary>
    /// <param name="first">What takes the gradients.</param>
    /// <param name="second">What takes its updates.</param>
    /// <param name="third">What takes those of the second.</param>
    /// <param name="fourth">What takes those of the third.</param>
    /// <typeparam name="T1">The type of the first.</typeparam>
    /// <typeparam name="T2">The type of the second.</typeparam>
    /// <typeparam name="T3">The type of the third.</typeparam>
    /// <typeparam name="T4">The type of the fourth.</typeparam>
    /// <returns>The chain; longer ones are chains of chains.</returns>
    public static Chain<Chain<Chain<T1, T2>, T3>, T4> Chain<T1, T2, T3, T4>(T1 first, T2 second, T3 third, T4 fourth)
        where T1 : struct, IFusedTransformation
        where T2 : struct, IFusedTransformation
        where T3 : struct, IFusedTransformation
        where T4 : struct, IFusedTransformation => Chain(Chain(first, second, third), fourth);
}
