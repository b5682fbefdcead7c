using DeepMfg.AutoDiff.Testing;
using DeepMfg.AutoDiff.Tests.Models;

namespace DeepMfg.AutoDiff.Optimization.Tests.Models;

public sealed class ModelOptimizerTests
{
    private static readonly IGradientTransformation[] s_settings =
    [
        Optimizers.Adam(0.1),
        Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.AdamW(Schedules.Cosine(0.1, steps: 20))),
        Optimizers.Chain(Optimizers.Accumulate(2), Optimizers.Sgd(0.1, momentum: 0.9)),
    ];

    public static TheoryData<int> Settings => [.. Enumerable.Range(0, s_settings.Length)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_record_of_numbers_is_stepped_as_the_same_numbers_in_an_array(int index)
    {
        var model = new Soft(1, -2, 3, "rules");
        double[] array = [1, -2, 3];
        ModelOptimizer<Soft, double> optimizer = s_settings[index].For(model);
        Optimizer<double> flat = s_settings[index].For(array);
        for (int step = 0; step < 10; step++)
        {
            var gradient = new Soft(model.Gap, 2 * model.Speed, 3 * model.Sharpness, "gradient");
            Assert.Equal(flat.Step(array, [array[0], 2 * array[1], 3 * array[2]]), optimizer.Step(ref model, gradient));
            Assert.Equal(new Soft(array[0], array[1], array[2], "rules"), model);
        }

        Assert.Equal(flat.Steps, optimizer.Steps);
    }

    [Fact]
    public void A_record_of_records_is_stepped_in_place_and_masks_see_the_names_of_its_leaves()
    {
        Network model = Network.Of(2, 3);
        Array.Fill(model.First.Weights, 1);
        Array.Fill(model.First.Bias, 1);
        float[] weights = model.First.Weights;
        var seen = new List<string>();
        Func<string, bool> decays = name =>
        {
            seen.Add(name);
            return name.EndsWith("weights");
        };
        IGradientTransformation decay = Optimizers.Chain(Optimizers.WeightDecay(0.5, decays), Optimizers.Sgd(1));
        ModelOptimizer<Network, float> optimizer = decay.For(model);
        optimizer.Step(ref model, model.Zero());
        Assert.Same(weights, model.First.Weights);
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f], model.First.Weights);
        Assert.Equal([1f, 1f, 1f], model.First.Bias);
        Assert.Equal(["first.weights", "first.bias", "second.weights", "second.bias"], seen);
        Assert.Equal([6, 3, 3, 1], optimizer.Leaves.Select(leaf => leaf.Length));
    }

    [Fact]
    public void A_saved_state_goes_on_with_the_same_bits()
    {
        Network model = Network.Of(2, 3), gradient = Network.Of(2, 3);
        Array.Fill(gradient.First.Weights, 0.3f);
        ModelOptimizer<Network, float> optimizer = Optimizers.Adam(0.1).For(model);
        optimizer.Step(ref model, gradient);
        using var file = new MemoryStream();
        optimizer.Save(file);
        Network copy = 1 * model;

        file.Position = 0;
        ModelOptimizer<Network, float> resumed = Optimizers.Adam(0.1).For(copy);
        resumed.Load(file);
        optimizer.Step(ref model, gradient);
        resumed.Step(ref copy, gradient);
        Assert.Equal(model.First.Weights, copy.First.Weights);
        Assert.Throws<InvalidDataException>(() => Load(file, Network.Of(2, 4)));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        Network model = Network.Of(16, 32), gradient = model.Zero();
        ModelOptimizer<Network, float> optimizer = s_settings[1].For(model);
        optimizer.Step(ref model, gradient);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int step = 0; step < 100; step++) optimizer.Step(ref model, gradient);
        }));
    }

    [Fact]
    public void A_gradient_of_another_shape_is_refused()
    {
        Network model = Network.Of(2, 3);
        ModelOptimizer<Network, float> optimizer = Optimizers.Sgd(1).For(model);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => optimizer.Step(ref model, Network.Of(2, 2))).ParamName);
    }

    private static void Load(MemoryStream file, Network model)
    {
        file.Position = 0;
        Optimizers.Adam(0.1).For(model).Load(file);
    }
}
