namespace DeepMfg.AutoDiff.Learning;

/// <summary>The numbers that weights start from. n is the number of a layer's inputs, m that of its outputs.</summary>
public static class Initializers
{
    /// <summary>Uniform in <c>[−limit, limit)</c>.</summary>
    /// <param name="seed">What is drawn.</param>
    /// <param name="limit">The limit.</param>
    /// <returns>The initializer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative or not finite.</exception>
    public static Initializer Uniform(long seed, double limit = 0.05) => new ScaledInitializer(seed, IsNormal: false, Scale.Constant, Size(limit));

    /// <summary>Normal with mean 0.</summary>
    /// <param name="seed">What is drawn.</param>
    /// <param name="deviation">The standard deviation.</param>
    /// <returns>The initializer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative or not finite.</exception>
    public static Initializer Normal(long seed, double deviation = 0.05) => new ScaledInitializer(seed, IsNormal: true, Scale.Constant, Size(deviation));

    /// <summary>Uniform with variance <c>2 / (n + m)</c>, for tanh and the like: Glorot, Bengio: Understanding the difficulty of training deep
    /// feedforward neural networks. AISTATS 2010, equation 16.</summary>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The initializer.</returns>
    public static Initializer GlorotUniform(long seed) => new ScaledInitializer(seed, IsNormal: false, Scale.Both, Math.Sqrt(6));

    /// <summary>Normal with variance <c>2 / (n + m)</c>; Glorot and Bengio, equation 12.</summary>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The initializer.</returns>
    public static Initializer GlorotNormal(long seed) => new ScaledInitializer(seed, IsNormal: true, Scale.Both, Math.Sqrt(2));

    /// <summary>Uniform with variance <c>2 / n</c>, for ReLU: He, Zhang, Ren, Sun: Delving Deep into Rectifiers. ICCV 2015, equation 10.</summary>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The initializer.</returns>
    public static Initializer HeUniform(long seed) => new ScaledInitializer(seed, IsNormal: false, Scale.Inputs, Math.Sqrt(6));

    /// <summary>Normal with variance <c>2 / n</c>; He and others, equation 10.</summary>
    /// <param name="seed">What is drawn.</param>
    /// <returns>The initializer.</returns>
    public static Initializer HeNormal(long seed) => new ScaledInitializer(seed, IsNormal: true, Scale.Inputs, Math.Sqrt(2));

    /// <summary>
    /// Rows or columns, whichever are fewer, of length <paramref name="gain"/> and at right angles: Saxe, McClelland, Ganguli: Exact solutions to the
    /// nonlinear dynamics of learning in deep linear neural networks. ICLR 2014.
    /// </summary>
    /// <param name="seed">What is drawn.</param>
    /// <param name="gain">The length.</param>
    /// <returns>The initializer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The gain is negative or not finite.</exception>
    public static Initializer Orthogonal(long seed, double gain = 1) => new OrthogonalInitializer(seed, Size(gain));

    private static double Size(double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "It must be finite.");
    }
}
