namespace DeepMfg.AutoDiff.Learning;

/// <summary>A network of five layers, one behind the other, which is a layer, too.</summary>
/// <param name="First">Layer 1.</param>
/// <param name="Second">Layer 2.</param>
/// <param name="Third">Layer 3.</param>
/// <param name="Fourth">Layer 4.</param>
/// <param name="Fifth">Layer 5.</param>
/// <typeparam name="T1">The type of layer 1.</typeparam>
/// <typeparam name="T2">The type of layer 2.</typeparam>
/// <typeparam name="T3">The type of layer 3.</typeparam>
/// <typeparam name="T4">The type of layer 4.</typeparam>
/// <typeparam name="T5">The type of layer 5.</typeparam>
[Differentiable]
public readonly partial record struct Sequential<T1, T2, T3, T4, T5>(
    T1 First, T2 Second, T3 Third, T4 Fourth, T5 Fifth)
    : ILayer<Sequential<T1, T2, T3, T4, T5>>
    where T1 : struct, ILayer<T1>
    where T2 : struct, ILayer<T2>
    where T3 : struct, ILayer<T3>
    where T4 : struct, ILayer<T4>
    where T5 : struct, ILayer<T5>
{
    private Sequential<T2, T3, T4, T5> Rest => new(Second, Third, Fourth, Fifth);

    /// <inheritdoc/>
    public static int OutputsOf(in Sequential<T1, T2, T3, T4, T5> layer, int inputs) =>
        Sequential<T2, T3, T4, T5>.OutputsOf(layer.Rest, T1.OutputsOf(layer.First, inputs));

    /// <inheritdoc/>
    public static void Apply(Sequential<T1, T2, T3, T4, T5> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass) =>
        Chain.Apply(layer.First, layer.Rest, x, y, pass);

    /// <inheritdoc/>
    public static void ApplyForward(Sequential<T1, T2, T3, T4, T5> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape) =>
        Chain.Forward(layer.First, layer.Rest, new(x, y), pass, tape);

    /// <inheritdoc/>
    public static void ApplyReverse(
        Sequential<T1, T2, T3, T4, T5> layer,
        ReadOnlySpan<float> x,
        Span<float> y,
        Pass pass,
        Tape tape,
        ref Sequential<T1, T2, T3, T4, T5> layerBar,
        Span<float> xBar,
        Span<float> yBar)
    {
        (T1 first, Sequential<T2, T3, T4, T5> rest) = (layerBar.First, layerBar.Rest);
        Chain.Reverse((layer.First, layer.Rest), new(x, y, xBar, yBar), pass, tape, ref first, ref rest);
        layerBar = new(first, rest.First, rest.Second, rest.Third, rest.Fourth);
    }

    /// <inheritdoc/>
    public static string? FirstNotFinite(in Sequential<T1, T2, T3, T4, T5> layer, ReadOnlySpan<float> x, Pass pass) =>
        Chain.FirstNotFiniteOfMore(layer.First, layer.Rest, x, pass);

    /// <inheritdoc/>
    public static void Keep(in Sequential<T1, T2, T3, T4, T5> layer, LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.KeepLayer("first", layer.First);
        file.KeepLayer("second", layer.Second);
        file.KeepLayer("third", layer.Third);
        file.KeepLayer("fourth", layer.Fourth);
        file.KeepLayer("fifth", layer.Fifth);
    }

    /// <inheritdoc/>
    public static Sequential<T1, T2, T3, T4, T5> Restore(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(
            file.Layer<T1>("first"),
            file.Layer<T2>("second"),
            file.Layer<T3>("third"),
            file.Layer<T4>("fourth"),
            file.Layer<T5>("fifth"));
    }
}

/// <summary>A network of six layers, one behind the other, which is a layer, too.</summary>
/// <param name="First">Layer 1.</param>
/// <param name="Second">Layer 2.</param>
/// <param name="Third">Layer 3.</param>
/// <param name="Fourth">Layer 4.</param>
/// <param name="Fifth">Layer 5.</param>
/// <param name="Sixth">Layer 6.</param>
/// <typeparam name="T1">The type of layer 1.</typeparam>
/// <typeparam name="T2">The type of layer 2.</typeparam>
/// <typeparam name="T3">The type of layer 3.</typeparam>
/// <typeparam name="T4">The type of layer 4.</typeparam>
/// <typeparam name="T5">The type of layer 5.</typeparam>
/// <typeparam name="T6">The type of layer 6.</typeparam>
[Differentiable]
public readonly partial record struct Sequential<T1, T2, T3, T4, T5, T6>(
    T1 First, T2 Second, T3 Third, T4 Fourth, T5 Fifth, T6 Sixth)
    : ILayer<Sequential<T1, T2, T3, T4, T5, T6>>
    where T1 : struct, ILayer<T1>
    where T2 : struct, ILayer<T2>
    where T3 : struct, ILayer<T3>
    where T4 : struct, ILayer<T4>
    where T5 : struct, ILayer<T5>
    where T6 : struct, ILayer<T6>
{
    private Sequential<T2, T3, T4, T5, T6> Rest => new(Second, Third, Fourth, Fifth, Sixth);

    /// <inheritdoc/>
    public static int OutputsOf(in Sequential<T1, T2, T3, T4, T5, T6> layer, int inputs) =>
        Sequential<T2, T3, T4, T5, T6>.OutputsOf(layer.Rest, T1.OutputsOf(layer.First, inputs));

    /// <inheritdoc/>
    public static void Apply(Sequential<T1, T2, T3, T4, T5, T6> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass) =>
        Chain.Apply(layer.First, layer.Rest, x, y, pass);

    /// <inheritdoc/>
    public static void ApplyForward(Sequential<T1, T2, T3, T4, T5, T6> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape) =>
        Chain.Forward(layer.First, layer.Rest, new(x, y), pass, tape);

    /// <inheritdoc/>
    public static void ApplyReverse(
        Sequential<T1, T2, T3, T4, T5, T6> layer,
        ReadOnlySpan<float> x,
        Span<float> y,
        Pass pass,
        Tape tape,
        ref Sequential<T1, T2, T3, T4, T5, T6> layerBar,
        Span<float> xBar,
        Span<float> yBar)
    {
        (T1 first, Sequential<T2, T3, T4, T5, T6> rest) = (layerBar.First, layerBar.Rest);
        Chain.Reverse((layer.First, layer.Rest), new(x, y, xBar, yBar), pass, tape, ref first, ref rest);
        layerBar = new(first, rest.First, rest.Second, rest.Third, rest.Fourth, rest.Fifth);
    }

    /// <inheritdoc/>
    public static string? FirstNotFinite(in Sequential<T1, T2, T3, T4, T5, T6> layer, ReadOnlySpan<float> x, Pass pass) =>
        Chain.FirstNotFiniteOfMore(layer.First, layer.Rest, x, pass);

    /// <inheritdoc/>
    public static void Keep(in Sequential<T1, T2, T3, T4, T5, T6> layer, LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.KeepLayer("first", layer.First);
        file.KeepLayer("second", layer.Second);
        file.KeepLayer("third", layer.Third);
        file.KeepLayer("fourth", layer.Fourth);
        file.KeepLayer("fifth", layer.Fifth);
        file.KeepLayer("sixth", layer.Sixth);
    }

    /// <inheritdoc/>
    public static Sequential<T1, T2, T3, T4, T5, T6> Restore(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(
            file.Layer<T1>("first"),
            file.Layer<T2>("second"),
            file.Layer<T3>("third"),
            file.Layer<T4>("fourth"),
            file.Layer<T5>("fifth"),
            file.Layer<T6>("sixth"));
    }
}

/// <summary>A network of seven layers, one behind the other, which is a layer, too.</summary>
/// <param name="First">Layer 1.</param>
/// <param name="Second">Layer 2.</param>
/// <param name="Third">Layer 3.</param>
/// <param name="Fourth">Layer 4.</param>
/// <param name="Fifth">Layer 5.</param>
/// <param name="Sixth">Layer 6.</param>
/// <param name="Seventh">Layer 7.</param>
/// <typeparam name="T1">The type of layer 1.</typeparam>
/// <typeparam name="T2">The type of layer 2.</typeparam>
/// <typeparam name="T3">The type of layer 3.</typeparam>
/// <typeparam name="T4">The type of layer 4.</typeparam>
/// <typeparam name="T5">The type of layer 5.</typeparam>
/// <typeparam name="T6">The type of layer 6.</typeparam>
/// <typeparam name="T7">The type of layer 7.</typeparam>
[Differentiable]
public readonly partial record struct Sequential<T1, T2, T3, T4, T5, T6, T7>(
    T1 First, T2 Second, T3 Third, T4 Fourth, T5 Fifth, T6 Sixth, T7 Seventh)
    : ILayer<Sequential<T1, T2, T3, T4, T5, T6, T7>>
    where T1 : struct, ILayer<T1>
    where T2 : struct, ILayer<T2>
    where T3 : struct, ILayer<T3>
    where T4 : struct, ILayer<T4>
    where T5 : struct, ILayer<T5>
    where T6 : struct, ILayer<T6>
    where T7 : struct, ILayer<T7>
{
    private Sequential<T2, T3, T4, T5, T6, T7> Rest => new(Second, Third, Fourth, Fifth, Sixth, Seventh);

    /// <inheritdoc/>
    public static int OutputsOf(in Sequential<T1, T2, T3, T4, T5, T6, T7> layer, int inputs) =>
        Sequential<T2, T3, T4, T5, T6, T7>.OutputsOf(layer.Rest, T1.OutputsOf(layer.First, inputs));

    /// <inheritdoc/>
    public static void Apply(Sequential<T1, T2, T3, T4, T5, T6, T7> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass) =>
        Chain.Apply(layer.First, layer.Rest, x, y, pass);

    /// <inheritdoc/>
    public static void ApplyForward(Sequential<T1, T2, T3, T4, T5, T6, T7> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape) =>
        Chain.Forward(layer.First, layer.Rest, new(x, y), pass, tape);

    /// <inheritdoc/>
    public static void ApplyReverse(
        Sequential<T1, T2, T3, T4, T5, T6, T7> layer,
        ReadOnlySpan<float> x,
        Span<float> y,
        Pass pass,
        Tape tape,
        ref Sequential<T1, T2, T3, T4, T5, T6, T7> layerBar,
        Span<float> xBar,
        Span<float> yBar)
    {
        (T1 first, Sequential<T2, T3, T4, T5, T6, T7> rest) = (layerBar.First, layerBar.Rest);
        Chain.Reverse((layer.First, layer.Rest), new(x, y, xBar, yBar), pass, tape, ref first, ref rest);
        layerBar = new(first, rest.First, rest.Second, rest.Third, rest.Fourth, rest.Fifth, rest.Sixth);
    }

    /// <inheritdoc/>
    public static string? FirstNotFinite(in Sequential<T1, T2, T3, T4, T5, T6, T7> layer, ReadOnlySpan<float> x, Pass pass) =>
        Chain.FirstNotFiniteOfMore(layer.First, layer.Rest, x, pass);

    /// <inheritdoc/>
    public static void Keep(in Sequential<T1, T2, T3, T4, T5, T6, T7> layer, LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.KeepLayer("first", layer.First);
        file.KeepLayer("second", layer.Second);
        file.KeepLayer("third", layer.Third);
        file.KeepLayer("fourth", layer.Fourth);
        file.KeepLayer("fifth", layer.Fifth);
        file.KeepLayer("sixth", layer.Sixth);
        file.KeepLayer("seventh", layer.Seventh);
    }

    /// <inheritdoc/>
    public static Sequential<T1, T2, T3, T4, T5, T6, T7> Restore(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(
            file.Layer<T1>("first"),
            file.Layer<T2>("second"),
            file.Layer<T3>("third"),
            file.Layer<T4>("fourth"),
            file.Layer<T5>("fifth"),
            file.Layer<T6>("sixth"),
            file.Layer<T7>("seventh"));
    }
}

/// <summary>A network of eight layers, one behind the other, which is a layer, too.</summary>
/// <param name="First">Layer 1.</param>
/// <param name="Second">Layer 2.</param>
/// <param name="Third">Layer 3.</param>
/// <param name="Fourth">Layer 4.</param>
/// <param name="Fifth">Layer 5.</param>
/// <param name="Sixth">Layer 6.</param>
/// <param name="Seventh">Layer 7.</param>
/// <param name="Eighth">Layer 8.</param>
/// <typeparam name="T1">The type of layer 1.</typeparam>
/// <typeparam name="T2">The type of layer 2.</typeparam>
/// <typeparam name="T3">The type of layer 3.</typeparam>
/// <typeparam name="T4">The type of layer 4.</typeparam>
/// <typeparam name="T5">The type of layer 5.</typeparam>
/// <typeparam name="T6">The type of layer 6.</typeparam>
/// <typeparam name="T7">The type of layer 7.</typeparam>
/// <typeparam name="T8">The type of layer 8.</typeparam>
[Differentiable]
public readonly partial record struct Sequential<T1, T2, T3, T4, T5, T6, T7, T8>(
    T1 First, T2 Second, T3 Third, T4 Fourth, T5 Fifth, T6 Sixth, T7 Seventh, T8 Eighth)
    : ILayer<Sequential<T1, T2, T3, T4, T5, T6, T7, T8>>
    where T1 : struct, ILayer<T1>
    where T2 : struct, ILayer<T2>
    where T3 : struct, ILayer<T3>
    where T4 : struct, ILayer<T4>
    where T5 : struct, ILayer<T5>
    where T6 : struct, ILayer<T6>
    where T7 : struct, ILayer<T7>
    where T8 : struct, ILayer<T8>
{
    private Sequential<T2, T3, T4, T5, T6, T7, T8> Rest => new(Second, Third, Fourth, Fifth, Sixth, Seventh, Eighth);

    /// <inheritdoc/>
    public static int OutputsOf(in Sequential<T1, T2, T3, T4, T5, T6, T7, T8> layer, int inputs) =>
        Sequential<T2, T3, T4, T5, T6, T7, T8>.OutputsOf(layer.Rest, T1.OutputsOf(layer.First, inputs));

    /// <inheritdoc/>
    public static void Apply(Sequential<T1, T2, T3, T4, T5, T6, T7, T8> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass) =>
        Chain.Apply(layer.First, layer.Rest, x, y, pass);

    /// <inheritdoc/>
    public static void ApplyForward(Sequential<T1, T2, T3, T4, T5, T6, T7, T8> layer, ReadOnlySpan<float> x, Span<float> y, Pass pass, Tape tape) =>
        Chain.Forward(layer.First, layer.Rest, new(x, y), pass, tape);

    /// <inheritdoc/>
    public static void ApplyReverse(
        Sequential<T1, T2, T3, T4, T5, T6, T7, T8> layer,
        ReadOnlySpan<float> x,
        Span<float> y,
        Pass pass,
        Tape tape,
        ref Sequential<T1, T2, T3, T4, T5, T6, T7, T8> layerBar,
        Span<float> xBar,
        Span<float> yBar)
    {
        (T1 first, Sequential<T2, T3, T4, T5, T6, T7, T8> rest) = (layerBar.First, layerBar.Rest);
        Chain.Reverse((layer.First, layer.Rest), new(x, y, xBar, yBar), pass, tape, ref first, ref rest);
        layerBar = new(first, rest.First, rest.Second, rest.Third, rest.Fourth, rest.Fifth, rest.Sixth, rest.Seventh);
    }

    /// <inheritdoc/>
    public static string? FirstNotFinite(in Sequential<T1, T2, T3, T4, T5, T6, T7, T8> layer, ReadOnlySpan<float> x, Pass pass) =>
        Chain.FirstNotFiniteOfMore(layer.First, layer.Rest, x, pass);

    /// <inheritdoc/>
    public static void Keep(in Sequential<T1, T2, T3, T4, T5, T6, T7, T8> layer, LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.KeepLayer("first", layer.First);
        file.KeepLayer("second", layer.Second);
        file.KeepLayer("third", layer.Third);
        file.KeepLayer("fourth", layer.Fourth);
        file.KeepLayer("fifth", layer.Fifth);
        file.KeepLayer("sixth", layer.Sixth);
        file.KeepLayer("seventh", layer.Seventh);
        file.KeepLayer("eighth", layer.Eighth);
    }

    /// <inheritdoc/>
    public static Sequential<T1, T2, T3, T4, T5, T6, T7, T8> Restore(LayerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(
            file.Layer<T1>("first"),
            file.Layer<T2>("second"),
            file.Layer<T3>("third"),
            file.Layer<T4>("fourth"),
            file.Layer<T5>("fifth"),
            file.Layer<T6>("sixth"),
            file.Layer<T7>("seventh"),
            file.Layer<T8>("eighth"));
    }
}
