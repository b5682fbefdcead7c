namespace DeepMfg.AutoDiff.Learning;

/// <summary>Makes layers, and networks of them.</summary>
public static class Layers
{
    /// <summary>
    /// A layer in which every output sees every input, with weights that suit its activation (as He and others for Relu and its like, as Glorot and Bengio
    /// otherwise) and bias 0.
    /// </summary>
    /// <param name="inputs">How many numbers a row has that goes in; at least 1.</param>
    /// <param name="outputs">How many numbers a row has that comes out; at least 1.</param>
    /// <param name="activation">What is done to each output.</param>
    /// <param name="initializer">Draws the weights; by default with seed 0 and a stream of the layer's sizes.</param>
    /// <returns>The layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public static Dense Dense(int inputs, int outputs, Activation activation = Activation.Identity, Initializer? initializer = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        initializer ??= activation is Activation.Relu or Activation.Gelu or Activation.Silu
            ? Initializers.HeUniform(seed: 0)
            : Initializers.GlorotUniform(seed: 0);
        return new Dense(initializer.Weights<float>(inputs, outputs, ((long)inputs << 32) | (uint)outputs), new float[outputs], activation);
    }

    /// <summary>A layer that drops numbers at random while the network learns.</summary>
    /// <param name="rate">The share that is dropped, at least 0 and below 1.</param>
    /// <param name="place">What tells this layer from others of the network that drop, too.</param>
    /// <returns>The layer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is negative or 1 and more.</exception>
    public static Dropout Dropout(float rate, int place = 0) => rate is >= 0 and < 1
        ? new Dropout(rate, place)
        : throw new ArgumentOutOfRangeException(nameof(rate), rate, "The share that is dropped is at least 0 and below 1.");

    /// <summary>A layer that gives each row mean 0 and variance 1, then a gain and a shift.</summary>
    /// <param name="width">How many numbers a row has; at least 1.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <returns>The layer, with gains 1 and shifts 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The width is below 1.</exception>
    public static LayerNorm LayerNorm(int width, float epsilon = 1e-5f)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        float[] gains = new float[width];
        Array.Fill(gains, 1);
        return new LayerNorm(gains, new float[width], epsilon);
    }

    /// <summary>An activation as a layer of its own.</summary>
    /// <param name="function">What is done to each number.</param>
    /// <returns>The layer.</returns>
    public static Activate Activate(Activation function) => new(function);

    /// <summary>A network of one layer, one behind the other.</summary>
    /// <param name="first">Layer 1.</param>
    /// <typeparam name="T1">The type of layer 1.</typeparam>
    /// <returns>The network.</returns>
    public static Sequential<T1> Sequential<T1>(T1 first)
        where T1 : struct, ILayer<T1> => new(first);

    /// <summary>A network of two layers, one behind the other.</summary>
    /// <param name="first">Layer 1.</param>
    /// <param name="second">Layer 2.</param>
    /// <typeparam name="T1">The type of layer 1.</typeparam>
    /// <typeparam name="T2">The type of layer 2.</typeparam>
    /// <returns>The network.</returns>
    public static Sequential<T1, T2> Sequential<T1, T2>(T1 first, T2 second)
        where T1 : struct, ILayer<T1>
        where T2 : struct, ILayer<T2> => new(first, second);

    /// <summary>A network of three layers, one behind the other.</summary>
    /// <param name="first">Layer 1.</param>
    /// <param name="second">Layer 2.</param>
    /// <param name="third">Layer 3.</param>
    /// <typeparam name="T1">The type of layer 1.</typeparam>
    /// <typeparam name="T2">The type of layer 2.</typeparam>
    /// <typeparam name="T3">The type of layer 3.</typeparam>
    /// <returns>The network.</returns>
    public static Sequential<T1, T2, T3> Sequential<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : struct, ILayer<T1>
        where T2 : struct, ILayer<T2>
        where T3 : struct, ILayer<T3> => new(first, second, third);

    /// <summary>A network of four layers, one behind the other.</summary>
    /// <param name="first">Layer 1.</param>
    /// <param name="second">Layer 2.</param>
    /// <param name="third">Layer 3.</param>
    /// <param name="fourth">Layer 4.</param>
    /// <typeparam name="T1">The type of layer 1.</typeparam>
    /// <typeparam name="T2">The type of layer 2.</typeparam>
    /// <typeparam name="T3">The type of layer 3.</typeparam>
    /// <typeparam name="T4">The type of layer 4.</typeparam>
    /// <returns>The network.</returns>
    public static Sequential<T1, T2, T3, T4> Sequential<T1, T2, T3, T4>(T1 first, T2 second, T3 third, T4 fourth)
        where T1 : struct, ILayer<T1>
        where T2 : struct, ILayer<T2>
        where T3 : struct, ILayer<T3>
        where T4 : struct, ILayer<T4> => new(first, second, third, fourth);

    /// <summary>A network of five layers, one behind the other.</summary>
    /// <param name="first">Layer 1.</param>
    /// <param name="second">Layer 2.</param>
    /// <param name="third">Layer 3.</param>
    /// <param name="fourth">Layer 4.</param>
    /// <param name="fifth">Layer 5.</param>
    /// <typeparam name="T1">The type of layer 1.</typeparam>
    /// <typeparam name="T2">The type of layer 2.</typeparam>
    /// <typeparam name="T3">The type of layer 3.</typeparam>
    /// <typeparam name="T4">The type of layer 4.</typeparam>
    /// <typeparam name="T5">The type of layer 5.</typeparam>
    /// <returns>The network.</returns>
    public static Sequential<T1, T2, T3, T4, T5> Sequential<T1, T2, T3, T4, T5>(T1 first, T2 second, T3 third, T4 fourth, T5 fifth)
        where T1 : struct, ILayer<T1>
        where T2 : struct, ILayer<T2>
        where T3 : struct, ILayer<T3>
        where T4 : struct, ILayer<T4>
        where T5 : struct, ILayer<T5> => new(first, second, third, fourth, fifth);

    /// <summary>A network of six layers, one behind the other.</summary>
    /// <param name="first">Layer 1.</param>
    /// <param name="second">Layer 2.</param>
    /// <param name="third">Layer 3.</param>
    /// <param name="fourth">Layer 4.</param>
    /// <param name="fifth">Layer 5.</param>
    /// <param name="sixth">Layer 6.</param>
    /// <typeparam name="T1">The type of layer 1.</typeparam>
    /// <typeparam name="T2">The type of layer 2.</typeparam>
    /// <typeparam name="T3">The type of layer 3.</typeparam>
    /// <typeparam name="T4">The type of layer 4.</typeparam>
    /// <typeparam name="T5">The type of layer 5.</typeparam>
    /// <typeparam name="T6">The type of layer 6.</typeparam>
    /// <returns>The network.</returns>
    public static Sequential<T1, T2, T3, T4, T5, T6> Sequential<T1, T2, T3, T4, T5, T6>(T1 first, T2 second, T3 third, T4 fourth, T5 fifth, T6 sixth)
        where T1 : struct, ILayer<T1>
        where T2 : struct, ILayer<T2>
        where T3 : struct, ILayer<T3>
        where T4 : struct, ILayer<T4>
        where T5 : struct, ILayer<T5>
        where T6 : struct, ILayer<T6> => new(first, second, third, fourth, fifth, sixth);

    /// <summary>A network of seven layers, one behind the other.</summary>
    /// <param name="first">Layer 1.</param>
    /// <param name="second">Layer 2.</param>
    /// <param name="third">Layer 3.</param>
    /// <param name="fourth">Layer 4.</param>
    /// <param name="fifth">Layer 5.</param>
    /// <param name="sixth">Layer 6.</param>
    /// <param name="seventh">Layer 7.</param>
    /// <typeparam name="T1">The type of layer 1.</typeparam>
    /// <typeparam name="T2">The type of layer 2.</typeparam>
    /// <typeparam name="T3">The type of layer 3.</typeparam>
    /// <typeparam name="T4">The type of layer 4.</typeparam>
    /// <typeparam name="T5">The type of layer 5.</typeparam>
    /// <typeparam name="T6">The type of layer 6.</typeparam>
    /// <typeparam name="T7">The type of layer 7.</typeparam>
    /// <returns>The network.</returns>
    public static Sequential<T1, T2, T3, T4, T5, T6, T7> Sequential<T1, T2, T3, T4, T5, T6, T7>(
        T1 first, T2 second, T3 third, T4 fourth, T5 fifth, T6 sixth, T7 seventh)
        where T1 : struct, ILayer<T1>
        where T2 : struct, ILayer<T2>
        where T3 : struct, ILayer<T3>
        where T4 : struct, ILayer<T4>
        where T5 : struct, ILayer<T5>
        where T6 : struct, ILayer<T6>
        where T7 : struct, ILayer<T7> => new(first, second, third, fourth, fifth, sixth, seventh);

    /// <summary>A network of eight layers, one behind the other.</summary>
    /// <param name="first">Layer 1.</param>
    /// <param name="second">Layer 2.</param>
    /// <param name="third">Layer 3.</param>
    /// <param name="fourth">Layer 4.</param>
    /// <param name="fifth">Layer 5.</param>
    /// <param name="sixth">Layer 6.</param>
    /// <param name="seventh">Layer 7.</param>
    /// <param name="eighth">Layer 8.</param>
    /// <typeparam name="T1">The type of layer 1.</typeparam>
    /// <typeparam name="T2">The type of layer 2.</typeparam>
    /// <typeparam name="T3">The type of layer 3.</typeparam>
    /// <typeparam name="T4">The type of layer 4.</typeparam>
    /// <typeparam name="T5">The type of layer 5.</typeparam>
    /// <typeparam name="T6">The type of layer 6.</typeparam>
    /// <typeparam name="T7">The type of layer 7.</typeparam>
    /// <typeparam name="T8">The type of layer 8.</typeparam>
    /// <returns>The network.</returns>
    public static Sequential<T1, T2, T3, T4, T5, T6, T7, T8> Sequential<T1, T2, T3, T4, T5, T6, T7, T8>(
        T1 first, T2 second, T3 third, T4 fourth, T5 fifth, T6 sixth, T7 seventh, T8 eighth)
        where T1 : struct, ILayer<T1>
        where T2 : struct, ILayer<T2>
        where T3 : struct, ILayer<T3>
        where T4 : struct, ILayer<T4>
        where T5 : struct, ILayer<T5>
        where T6 : struct, ILayer<T6>
        where T7 : struct, ILayer<T7>
        where T8 : struct, ILayer<T8> => new(first, second, third, fourth, fifth, sixth, seventh, eighth);
}
