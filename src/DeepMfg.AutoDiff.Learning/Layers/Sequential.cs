namespace DeepMfg.AutoDiff.Learning;

/// <summary>A network of one layer, one behind the other, which is a layer, too.</summary>
/// <param name="First">Layer 1.</param>
/// <typeparam name="T1">The type of layer 1.</typeparam>
[Differentiable]
public readonly partial record struct Sequential<T1>(T1 First) : ILayer<Sequential<T1>>
    where T1 : struct, ILayer<T1>
{
    /// <inheritdoc/>
    public static int OutputsOf(in Sequential<T1> layer, int inputs) => T1.OutputsOf(layer.First, inputs);

    /// <inheritdoc/>
    public static void Apply(Sequential<T1> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass) => T1.Apply(layer.First, x, y, pass);

    /// <inheritdoc/>
    public static void ApplyForward(Sequential<T1> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape) =>
        T1.ApplyForward(layer.First, x, y, pass, tape);

    /// <inheritdoc/>
    public static void ApplyReverse(
        Sequential<T1> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape, ref Sequential<T1> layerBar, Span<float> xBar, Span<float> yBar)
    {
        T1 first = layerBar.First;
        T1.ApplyReverse(layer.First, x, y, pass, tape, ref first, xBar, yBar);
        layerBar = new(first);
    }

    /// <inheritdoc/>
    public static string? FirstNotFinite(in Sequential<T1> layer, ReadOnlySpan<float> x, Pass pass) =>
        T1.FirstNotFinite(layer.First, x, pass) is { } within ? within.Length == 0 ? "first" : $"first.{within}" : null;

    /// <inheritdoc/>
    public static void Keep(in Sequential<T1> layer, LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.KeepLayer("first", layer.First);
    }

    /// <inheritdoc/>
    public static Sequential<T1> Restore(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file.Layer<T1>("first"));
    }
}

/// <summary>A network of two layers, one behind the other, which is a layer, too.</summary>
/// <param name="First">Layer 1.</param>
/// <param name="Second">Layer 2.</param>
/// <typeparam name="T1">The type of layer 1.</typeparam>
/// <typeparam name="T2">The type of layer 2.</typeparam>
[Differentiable]
public readonly partial record struct Sequential<T1, T2>(T1 First, T2 Second) : ILayer<Sequential<T1, T2>>
    where T1 : struct, ILayer<T1>
    where T2 : struct, ILayer<T2>
{
    /// <inheritdoc/>
    public static int OutputsOf(in Sequential<T1, T2> layer, int inputs) =>
        T2.OutputsOf(layer.Second, T1.OutputsOf(layer.First, inputs));

    /// <inheritdoc/>
    public static void Apply(Sequential<T1, T2> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass) =>
        Chain.Apply(layer.First, layer.Second, x, y, pass);

    /// <inheritdoc/>
    public static void ApplyForward(Sequential<T1, T2> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape) =>
        Chain.Forward(layer.First, layer.Second, new(x, y), pass, tape);

    /// <inheritdoc/>
    public static void ApplyReverse(
        Sequential<T1, T2> layer,
        ReadOnlySpan<float> x,
        Span<float> y,
        Pass pass,
        Tape tape,
        ref Sequential<T1, T2> layerBar,
        Span<float> xBar,
        Span<float> yBar)
    {
        (T1 first, T2 rest) = (layerBar.First, layerBar.Second);
        Chain.Reverse((layer.First, layer.Second), new(x, y, xBar, yBar), pass, tape, ref first, ref rest);
        layerBar = new(first, rest);
    }

    /// <inheritdoc/>
    public static string? FirstNotFinite(in Sequential<T1, T2> layer, ReadOnlySpan<float> x, Pass pass) =>
        Chain.FirstNotFinite(layer.First, layer.Second, x, pass);

    /// <inheritdoc/>
    public static void Keep(in Sequential<T1, T2> layer, LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.KeepLayer("first", layer.First);
        file.KeepLayer("second", layer.Second);
    }

    /// <inheritdoc/>
    public static Sequential<T1, T2> Restore(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file.Layer<T1>("first"), file.Layer<T2>("second"));
    }
}

/// <summary>A network of three layers, one behind the other, which is a layer, too.</summary>
/// <param name="First">Layer 1.</param>
/// <param name="Second">Layer 2.</param>
/// <param name="Third">Layer 3.</param>
/// <typeparam name="T1">The type of layer 1.</typeparam>
/// <typeparam name="T2">The type of layer 2.</typeparam>
/// <typeparam name="T3">The type of layer 3.</typeparam>
[Differentiable]
public readonly partial record struct Sequential<T1, T2, T3>(T1 First, T2 Second, T3 Third) : ILayer<Sequential<T1, T2, T3>>
    where T1 : struct, ILayer<T1>
    where T2 : struct, ILayer<T2>
    where T3 : struct, ILayer<T3>
{
    private Sequential<T2, T3> Rest => new(Second, Third);

    /// <inheritdoc/>
    public static int OutputsOf(in Sequential<T1, T2, T3> layer, int inputs) =>
        Sequential<T2, T3>.OutputsOf(layer.Rest, T1.OutputsOf(layer.First, inputs));

    /// <inheritdoc/>
    public static void Apply(Sequential<T1, T2, T3> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass) =>
        Chain.Apply(layer.First, layer.Rest, x, y, pass);

    /// <inheritdoc/>
    public static void ApplyForward(Sequential<T1, T2, T3> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape) =>
        Chain.Forward(layer.First, layer.Rest, new(x, y), pass, tape);

    /// <inheritdoc/>
    public static void ApplyReverse(
        Sequential<T1, T2, T3> layer,
        ReadOnlySpan<float> x,
        Span<float> y,
        Pass pass,
        Tape tape,
        ref Sequential<T1, T2, T3> layerBar,
        Span<float> xBar,
        Span<float> yBar)
    {
        (T1 first, Sequential<T2, T3> rest) = (layerBar.First, layerBar.Rest);
        Chain.Reverse((layer.First, layer.Rest), new(x, y, xBar, yBar), pass, tape, ref first, ref rest);
        layerBar = new(first, rest.First, rest.Second);
    }

    /// <inheritdoc/>
    public static string? FirstNotFinite(in Sequential<T1, T2, T3> layer, ReadOnlySpan<float> x, Pass pass) =>
        Chain.FirstNotFiniteOfMore(layer.First, layer.Rest, x, pass);

    /// <inheritdoc/>
    public static void Keep(in Sequential<T1, T2, T3> layer, LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.KeepLayer("first", layer.First);
        file.KeepLayer("second", layer.Second);
        file.KeepLayer("third", layer.Third);
    }

    /// <inheritdoc/>
    public static Sequential<T1, T2, T3> Restore(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file.Layer<T1>("first"), file.Layer<T2>("second"), file.Layer<T3>("third"));
    }
}

/// <summary>A network of four layers, one behind the other, which is a layer, too.</summary>
/// <param name="First">Layer 1.</param>
/// <param name="Second">Layer 2.</param>
/// <param name="Third">Layer 3.</param>
/// <param name="Fourth">Layer 4.</param>
/// <typeparam name="T1">The type of layer 1.</typeparam>
/// <typeparam name="T2">The type of layer 2.</typeparam>
/// <typeparam name="T3">The type of layer 3.</typeparam>
/// <typeparam name="T4">The type of layer 4.</typeparam>
[Differentiable]
public readonly partial record struct Sequential<T1, T2, T3, T4>(T1 First, T2 Second, T3 Third, T4 Fourth) : ILayer<Sequential<T1, T2, T3, T4>>
    where T1 : struct, ILayer<T1>
    where T2 : struct, ILayer<T2>
    where T3 : struct, ILayer<T3>
    where T4 : struct, ILayer<T4>
{
    private Sequential<T2, T3, T4> Rest => new(Second, Third, Fourth);

    /// <inheritdoc/>
    public static int OutputsOf(in Sequential<T1, T2, T3, T4> layer, int inputs) =>
        Sequential<T2, T3, T4>.OutputsOf(layer.Rest, T1.OutputsOf(layer.First, inputs));

    /// <inheritdoc/>
    public static void Apply(Sequential<T1, T2, T3, T4> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass) =>
        Chain.Apply(layer.First, layer.Rest, x, y, pass);

    /// <inheritdoc/>
    public static void ApplyForward(Sequential<T1, T2, T3, T4> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape) =>
        Chain.Forward(layer.First, layer.Rest, new(x, y), pass, tape);

    /// <inheritdoc/>
    public static void ApplyReverse(
        Sequential<T1, T2, T3, T4> layer,
        ReadOnlySpan<float> x,
        Span<float> y,
        Pass pass,
        Tape tape,
        ref Sequential<T1, T2, T3, T4> layerBar,
        Span<float> xBar,
        Span<float> yBar)
    {
        (T1 first, Sequential<T2, T3, T4> rest) = (layerBar.First, layerBar.Rest);
        Chain.Reverse((layer.First, layer.Rest), new(x, y, xBar, yBar), pass, tape, ref first, ref rest);
        layerBar = new(first, rest.First, rest.Second, rest.Third);
    }

    /// <inheritdoc/>
    public static string? FirstNotFinite(in Sequential<T1, T2, T3, T4> layer, ReadOnlySpan<float> x, Pass pass) =>
        Chain.FirstNotFiniteOfMore(layer.First, layer.Rest, x, pass);

    /// <inheritdoc/>
    public static void Keep(in Sequential<T1, T2, T3, T4> layer, LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.KeepLayer("first", layer.First);
        file.KeepLayer("second", layer.Second);
        file.KeepLayer("third", layer.Third);
        file.KeepLayer("fourth", layer.Fourth);
    }

    /// <inheritdoc/>
    public static Sequential<T1, T2, T3, T4> Restore(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(
            file.Layer<T1>("first"),
            file.Layer<T2>("second"),
            file.Layer<T3>("third"),
            file.Layer<T4>("fourth"));
    }
}
