namespace DeepMfg.AutoDiff;

/// <summary>
/// Scalar functions of statistics and learning that <see cref="Math"/> lacks, each with a derivative rule. Relative errors stay below
/// 1e-14 (absolute errors beside zeros), also in the tails; <see cref="float"/> overloads round the <see cref="double"/> result.
/// </summary>
public static partial class Ops
{
    /// <summary>The logistic function 1 / (1 + e⁻ˣ).</summary>
    /// <param name="x">The argument.</param>
    /// <returns>A value between 0 and 1.</returns>
    public static double Sigmoid(double x)
    {
        // Of the two forms the one whose exponential cannot overflow.
        if (x >= 0) return 1 / (1 + Math.Exp(-x));
        double e = Math.Exp(x);
        return e / (1 + e);
    }

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static float Sigmoid(float x) => (float)Sigmoid((double)x);

    /// <summary>log Sigmoid(x) = −log(1 + e⁻ˣ).</summary>
    /// <param name="x">The argument.</param>
    /// <returns>A negative value; close to <paramref name="x"/> for very negative ones.</returns>
    public static double LogSigmoid(double x) => -Softplus(-x);

    /// <inheritdoc cref="LogSigmoid(double)"/>
    public static float LogSigmoid(float x) => (float)LogSigmoid((double)x);

    /// <summary>log(1 + eˣ), written max(x, 0) + log(1 + e^−|x|) so that nothing overflows.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>A positive value; close to <paramref name="x"/> for large ones.</returns>
    public static double Softplus(double x) => Math.Max(x, 0) + Portable.LogP1(Math.Exp(-Math.Abs(x)));

    /// <inheritdoc cref="Softplus(double)"/>
    public static float Softplus(float x) => (float)Softplus((double)x);

    /// <summary>
    /// The cross-entropy of a class of two, log(1 + eᶻ) − z · target: what −log Sigmoid(z) is where the target is one, and −log Sigmoid(−z) where it is zero.
    /// </summary>
    /// <param name="logit">z, the logarithm of the odds.</param>
    /// <param name="target">The probability that is right: zero, one, or between.</param>
    /// <returns>A value that is not negative for such targets, exact also where it is tiny.</returns>
    public static double LogisticLoss(double logit, double target) =>
        Math.Max(logit, 0) - (logit * target) + Portable.LogP1(Math.Exp(-Math.Abs(logit)));

    /// <inheritdoc cref="LogisticLoss(double, double)"/>
    public static float LogisticLoss(float logit, float target) => (float)LogisticLoss((double)logit, target);

    /// <summary>max(x, 0). Its derivative at 0 is 0.</summary>
    /// <param name="x">The argument.</param>
    /// <returns><paramref name="x"/> where that is positive, else 0.</returns>
    public static double Relu(double x) => Math.Max(x, 0);

    /// <inheritdoc cref="Relu(double)"/>
    public static float Relu(float x) => Math.Max(x, 0);

    /// <summary>x for positive x, else slope · x (Maas, Hannun and Ng 2013). Its derivative at 0 is the slope.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="slope">The slope for negative arguments.</param>
    /// <returns>The activation.</returns>
    public static double LeakyRelu(double x, double slope) => x > 0 ? x : slope * x;

    /// <inheritdoc cref="LeakyRelu(double, double)"/>
    public static float LeakyRelu(float x, float slope) => x > 0 ? x : slope * x;

    /// <summary>x for positive x, else α · (eˣ − 1) (Clevert, Unterthiner and Hochreiter 2016).</summary>
    /// <param name="x">The argument.</param>
    /// <param name="alpha">The limit for very negative arguments, with its sign changed.</param>
    /// <returns>The activation.</returns>
    public static double Elu(double x, double alpha) => x > 0 ? x : alpha * Portable.ExpM1(x);

    /// <inheritdoc cref="Elu(double, double)"/>
    public static float Elu(float x, float alpha) => (float)Elu((double)x, alpha);

    /// <summary>x · Sigmoid(x), also known as swish (Elfwing, Uchibe and Doya 2018).</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The activation.</returns>
    public static double Silu(double x) => double.IsNegativeInfinity(x) ? 0 : x * Sigmoid(x);

    /// <inheritdoc cref="Silu(double)"/>
    public static float Silu(float x) => (float)Silu((double)x);
}
