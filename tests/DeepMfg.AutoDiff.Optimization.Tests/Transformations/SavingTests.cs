namespace DeepMfg.AutoDiff.Optimization.Tests.Transformations;

/// <summary>States that are saved and loaded.</summary>
public sealed class SavingTests
{
    private static readonly Leaf[] s_leaves = [("weights", 21), ("bias", 3)];

    public static TheoryData<string> Names => Case.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_loaded_state_goes_on_to_the_bit(string name)
    {
        Optimizer<double> saved = Case.All[name].Settings.For<double>(s_leaves), loaded = Case.All[name].Settings.For<double>(s_leaves);
        double[] first = Case.Start(24);
        Run(saved, first, 1, 7);
        double[] second = [.. first];
        loaded.Load(Saved(saved));
        Assert.Equal(saved.Steps, loaded.Steps);
        Run(saved, first, 8, 20);
        Run(loaded, second, 8, 20);
        Assert.Equal(first.Select(BitConverter.DoubleToInt64Bits), second.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void What_a_schedule_watched_is_saved_too()
    {
        IGradientTransformation settings = Optimizers.Sgd(Schedules.ReduceOnPlateau(1, factor: 0.5, patience: 1));
        Optimizer<double> saved = settings.For<double>(1), loaded = settings.For<double>(1);
        saved.Observe(1);
        saved.Observe(1);
        loaded.Load(Saved(saved));
        double[] x = [0];
        loaded.Step(x, [-1]);
        Assert.Equal(0.5, x[0]);
    }

    [Fact]
    public void A_truncated_state_is_refused_and_nothing_changes()
    {
        byte[] bytes = Saved(Trained()).ToArray();
        Optimizer<double> optimizer = Trained();
        byte[] before = Saved(optimizer).ToArray();
        for (int length = 0; length < bytes.Length; length++)
        {
            using var part = new MemoryStream(bytes[..length]);
            InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => optimizer.Load(part));
            Assert.Contains("ends too early", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, Saved(optimizer).ToArray());
    }

    [Fact]
    public void A_foreign_state_is_refused_and_says_what_it_is()
    {
        AssertRefused("'Adam'", Optimizers.RAdam(0.1).For<double>(s_leaves));
        AssertRefused("'Adam'", Optimizers.Chain(Optimizers.ClipByValue(1), Optimizers.Adam(0.1)).For<double>(s_leaves));
        AssertRefused("'bias'", Optimizers.Adam(0.1).For<double>(("weights", 21), ("scale", 3)));
        AssertRefused("'21'", Optimizers.Adam(0.1).For<double>(("weights", 20), ("bias", 3)));
        AssertRefused("leaves of '2'", Optimizers.Adam(0.1).For<double>(24));
        AssertRefused("counters", Optimizers.Adam(Schedules.ReduceOnPlateau(0.1)).For<double>(s_leaves));
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => Optimizers.Adam(0.1).For<float>(s_leaves).Load(Saved(Trained())));
        Assert.Contains("'Double'", refusal.Message, StringComparison.Ordinal);
        using var noise = new MemoryStream([.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 37))]);
        refusal = Assert.Throws<InvalidDataException>(() => Trained().Load(noise));
        Assert.Contains("not the saved state", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_a_state_in_a_stream_is_left_there()
    {
        using MemoryStream stream = Saved(Trained());
        stream.Position = stream.Length;
        stream.WriteByte(42);
        stream.Position = 0;
        Trained().Load(stream);
        Assert.Equal(42, stream.ReadByte());
    }

    private static Optimizer<double> Trained()
    {
        Optimizer<double> optimizer = Optimizers.Adam(0.1).For<double>(s_leaves);
        Run(optimizer, Case.Start(24), 1, 5);
        return optimizer;
    }

    private static void Run(Optimizer<double> optimizer, double[] parameters, int first, int last)
    {
        for (int step = first; step <= last; step++)
        {
            optimizer.Step(parameters, Case.Gradient(step, parameters));
        }
    }

    private static MemoryStream Saved<T>(Optimizer<T> optimizer)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var stream = new MemoryStream();
        optimizer.Save(stream);
        stream.Position = 0;
        return stream;
    }

    private static void AssertRefused(string what, Optimizer<double> by)
    {
        byte[] before = Saved(by).ToArray();
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => by.Load(Saved(Trained())));
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, Saved(by).ToArray());
    }
}
