using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Draws the numbers that weights start from: the same seed gives the same bits on every machine. <see cref="Initializers"/> makes them.</summary>
public abstract record Initializer
{
    private protected Initializer(long seed) => Seed = seed;

    /// <summary>What is drawn.</summary>
    public long Seed { get; }

    /// <summary>Fills the weights of one layer.</summary>
    /// <param name="weights">Overwritten: inputs × outputs, row-major.</param>
    /// <param name="inputs">How many numbers the layer takes.</param>
    /// <param name="outputs">How many it gives.</param>
    /// <param name="layer">Which layer of a model it is, so that layers of one size start from different numbers.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The sizes do not fit the weights.</exception>
    public void Fill<T>(Span<T> weights, int inputs, int outputs, long layer = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputs);
        ArgumentOutOfRangeException.ThrowIfNegative(outputs);
        if ((long)inputs * outputs != weights.Length)
        {
            throw new ArgumentException($"{weights.Length} weights are not {inputs} × {outputs}.", nameof(weights));
        }

        var random = new Philox(Seed, layer);
        Draw(weights, (inputs, outputs), ref random);
    }

    /// <summary>New weights of one layer.</summary>
    /// <param name="inputs">How many numbers the layer takes.</param>
    /// <param name="outputs">How many it gives.</param>
    /// <param name="layer">Which layer of a model it is.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The weights: inputs × outputs, row-major.</returns>
    public T[] Weights<T>(int inputs, int outputs, long layer = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weights = new T[checked(inputs * outputs)];
        Fill<T>(weights, inputs, outputs, layer);
        return weights;
    }

    private protected abstract void Draw<T>(Span<T> weights, (int Inputs, int Outputs) size, ref Philox random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
