namespace DeepMfg.AutoDiff.Learning;

/// <summary>A layer of a network: rows go in, rows come out, and its numbers form a vector space.</summary>
/// <remarks>
/// A layer is a <c>[Differentiable]</c> record struct with a static method <c>Apply</c> marked
/// <c>[Differentiable(Produce = Derivatives.Split)]</c>: the compiler writes the other two members. They are called without delegates or boxes, so that a
/// <see cref="Sequential{T1, T2}"/> costs no more than its layers' own code.
/// </remarks>
/// <typeparam name="TSelf">The layer's own type.</typeparam>
public interface ILayer<TSelf> : IDifferentiable<TSelf, float>
    where TSelf : struct, ILayer<TSelf>
{
    /// <summary>How many numbers a row has that comes out.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">How many numbers a row has that goes in.</param>
    /// <returns>The width.</returns>
    /// <exception cref="ArgumentException">The layer takes rows of another width.</exception>
    static abstract int OutputsOf(in TSelf layer, int inputs);

    /// <summary>Writes what comes out.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">What goes in, row by row.</param>
    /// <param name="y">Overwritten with what comes out, row by row.</param>
    /// <param name="pass">Which rows these are, and what they are for.</param>
    static abstract void Apply(TSelf layer, ReadOnlySpan<float> x, Span<float> y, Pass pass);

    /// <summary>Writes what comes out, and keeps what <see cref="ApplyReverse"/> needs.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">What goes in, row by row.</param>
    /// <param name="y">Overwritten with what comes out, row by row.</param>
    /// <param name="pass">Which rows these are, and what they are for.</param>
    /// <param name="tape">Keeps it.</param>
    static abstract void ApplyForward(TSelf layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape);

    /// <summary>Pulls a cotangent back through the pass that <see cref="ApplyForward"/> made last.</summary>
    /// <param name="layer">The layer, unchanged.</param>
    /// <param name="x">What went in, unchanged.</param>
    /// <param name="y">What came out, unchanged.</param>
    /// <param name="pass">The same pass.</param>
    /// <param name="tape">What has kept it.</param>
    /// <param name="layerBar">The layer's cotangent is added to it.</param>
    /// <param name="xBar">The cotangent of what went in is added to it.</param>
    /// <param name="yBar">The cotangent of what came out; zero afterwards.</param>
    static abstract void ApplyReverse(
        TSelf layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape, ref TSelf layerBar, Span<float> xBar, Span<float> yBar);

    /// <summary>Which layer in it is the first whose outputs are not all finite numbers.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">What goes in, row by row.</param>
    /// <param name="pass">Which rows these are, and what they are for.</param>
    /// <returns>Its name, as <c>second.first</c>; empty where it is the layer itself, and null where all outputs are finite.</returns>
    static virtual string? FirstNotFinite(in TSelf layer, ReadOnlySpan<float> x, Pass pass)
    {
        using Tape tape = Tape.Open();
        Span<float> y = tape.Reserve<float>(pass.Rows * TSelf.OutputsOf(layer, x.Length / pass.Rows));
        TSelf.Apply(layer, x, y, pass);
        return Chain.IsFinite(y) ? null : "";
    }

    /// <summary>Puts into a file what is constant in the layer; its numbers are there by their names.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="file">The file, at the layer's place.</param>
    static virtual void Keep(in TSelf layer, LayerFile file)
    {
    }

    /// <summary>Makes the layer that a file keeps, of its numbers and constants alone.</summary>
    /// <param name="file">The file, at the layer's place.</param>
    /// <returns>The layer.</returns>
    /// <exception cref="FileRefusedException">The file keeps no such layer, or the layer does not say how it is read.</exception>
    static virtual TSelf Restore(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        throw file.Refused("", $"{typeof(TSelf).Name} does not say how it is read. Write Restore in it, or load the file with a model like it.");
    }
}
