namespace DeepMfg.AutoDiff.Learning;

/// <summary>What goes through a chain, and the cotangents of that.</summary>
internal readonly ref struct Flow(ReadOnlySpan<float> x, Span<float> y, Span<float> xBar = default, Span<float> yBar = default)
{
    public ReadOnlySpan<float> X { get; } = x;

    public Span<float> Y { get; } = y;

    public Span<float> XBar { get; } = xBar;

    public Span<float> YBar { get; } = yBar;
}

/// <summary>Two layers, one behind the other: each runs forward once and back once.</summary>
internal static class Chain
{
    private static readonly string[] s_names = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

    internal static void Apply<T1, T2>(in T1 first, in T2 second, ReadOnlySpan<float> x, Span<float> y, Pass pass)
        where T1 : struct, ILayer<T1>
        where T2 : struct, ILayer<T2>
    {
        using Tape tape = Tape.Open();
        Span<float> between = tape.Reserve<float>(LengthOf(first, x, pass));
        T1.Apply(first, x, between, pass);
        T2.Apply(second, between, y, pass);
    }

    internal static void Forward<T1, T2>(in T1 first, in T2 second, Flow flow, Pass pass, Tape tape)
        where T1 : struct, ILayer<T1>
        where T2 : struct, ILayer<T2>
    {
        Span<float> between = tape.Reserve<float>(LengthOf(first, flow.X, pass));
        T1.ApplyForward(first, flow.X, between, pass, tape);
        T2.ApplyForward(second, between, flow.Y, pass, tape);
        tape.Push(between);
    }

    internal static void Reverse<T1, T2>(in (T1 First, T2 Second) layers, Flow flow, Pass pass, Tape tape, ref T1 firstBar, ref T2 secondBar)
        where T1 : struct, ILayer<T1>
        where T2 : struct, ILayer<T2>
    {
        Span<float> between = tape.PopSpan<float>();
        using Tape scratch = Tape.Open();
        Span<float> betweenBar = scratch.Reserve<float>(between.Length);
        betweenBar.Clear();
        T2.ApplyReverse(layers.Second, between, flow.Y, pass, tape, ref secondBar, betweenBar, flow.YBar);
        T1.ApplyReverse(layers.First, flow.X, between, pass, tape, ref firstBar, flow.XBar, betweenBar);
    }

    /// <summary>The first layer of a chain whose outputs are not finite: of the first, or of the second.</summary>
    internal static string? FirstNotFinite<T1, T2>(in T1 first, in T2 second, ReadOnlySpan<float> x, Pass pass)
        where T1 : struct, ILayer<T1>
        where T2 : struct, ILayer<T2> =>
        T1.FirstNotFinite(first, x, pass) is { } inFirst ? Path(s_names[0], inFirst)
            : After(first, second, x, pass) is { } inSecond ? Path(s_names[1], inSecond)
            : null;

    /// <summary>The same of a longer chain, the rest of which calls its own layers by the names of those before.</summary>
    internal static string? FirstNotFiniteOfMore<T1, TRest>(in T1 first, in TRest rest, ReadOnlySpan<float> x, Pass pass)
        where T1 : struct, ILayer<T1>
        where TRest : struct, ILayer<TRest>
    {
        if (T1.FirstNotFinite(first, x, pass) is { } inFirst)
        {
            return Path(s_names[0], inFirst);
        }

        string[]? found = After(first, rest, x, pass)?.Split('.', 2);
        return found is null ? null : Path(s_names[Array.IndexOf(s_names, found[0]) + 1], found.Length > 1 ? found[1] : "");
    }

    internal static bool IsFinite(ReadOnlySpan<float> numbers)
    {
        foreach (float number in numbers)
        {
            if (!float.IsFinite(number))
            {
                return false;
            }
        }

        return true;
    }

    private static string? After<T1, T2>(in T1 first, in T2 second, ReadOnlySpan<float> x, Pass pass)
        where T1 : struct, ILayer<T1>
        where T2 : struct, ILayer<T2>
    {
        using Tape tape = Tape.Open();
        Span<float> between = tape.Reserve<float>(LengthOf(first, x, pass));
        T1.Apply(first, x, between, pass);
        return T2.FirstNotFinite(second, between, pass);
    }

    private static string Path(string name, string within) => within.Length == 0 ? name : $"{name}.{within}";

    private static int LengthOf<T1>(in T1 layer, ReadOnlySpan<float> x, Pass pass)
        where T1 : struct, ILayer<T1> => pass.Rows == 0 ? 0 : checked(pass.Rows * T1.OutputsOf(layer, x.Length / pass.Rows));
}
