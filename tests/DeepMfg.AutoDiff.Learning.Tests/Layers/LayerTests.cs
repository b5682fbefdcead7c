using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Testing;

namespace DeepMfg.AutoDiff.Learning.Tests.Layers;

/// <summary>Layers against the same formulas in double precision and their extrapolated differences.</summary>
public sealed class LayerTests
{
    private const int Rows = 3;

    private static readonly float[] s_input = [.. Enumerable.Range(0, Rows * 4).Select(i => MathF.Sin(1.7f * i * (i % 5 + 1)))];

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_dense_layer_is_its_formula(Activation activation) => IsFormula(
        Learning.Layers.Dense(4, 5, activation, Initializers.Normal(seed: 3, deviation: 0.7)) with { Bias = [0.1f, -0.2f, 0.3f, 0.05f, -0.4f] },
        (numbers, x) => Formulas.Dense(numbers, x, 4, 5, activation));

    [Fact]
    public void A_normalising_layer_is_its_formula() => IsFormula(
        Learning.Layers.LayerNorm(4) with { Gain = [1, 0.5f, 2, -1], Shift = [0.1f, 0, -0.3f, 0.2f] }, (numbers, x) => Formulas.LayerNorm(numbers, x, 4, 1e-5f));

    [Fact]
    public void An_activation_is_its_formula() => IsFormula(
        Learning.Layers.Activate(Activation.Tanh), (_, x) => [.. x.Select(value => Formulas.Of(Activation.Tanh, value))]);

    [Fact]
    public void A_layer_of_ones_own_is_its_formula_and_stands_in_the_documentation()
    {
        IsFormula(new Scale([2, -1, 0.5f, 3]), (numbers, x) => [.. x.Select((value, i) => value * numbers[i % 4])]);
        string code = File.ReadAllText(PathOf("tests/DeepMfg.AutoDiff.Learning.Tests/Layers/Scale.cs")).ReplaceLineEndings("\n");
        string page = File.ReadAllText(PathOf("docs/training.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```cs\n{code[code.IndexOf('[', StringComparison.Ordinal)..]}```", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_layers_stands_in_the_documentation_but_for_how_it_is_kept()
    {
        string code = File.ReadAllText(PathOf("tests/DeepMfg.AutoDiff.Learning.Tests/Layers/Net.cs")).ReplaceLineEndings("\n");
        string shown = code[code.IndexOf('[', StringComparison.Ordinal)..code.IndexOf("\n\n    public static void Keep", StringComparison.Ordinal)];
        string page = File.ReadAllText(PathOf("docs/training.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```cs\n{shown}\n}}\n```", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_record_of_layers_with_a_number_between_them_is_its_formula(Activation activation) => IsFormula(
        new Net(
            Learning.Layers.Dense(4, 3, Activation.Tanh, Initializers.Normal(seed: 1, deviation: 0.8)),
            Learning.Layers.Dense(3, 2, activation, Initializers.Normal(seed: 2, deviation: 0.9)),
            0.3f),
        (numbers, x) =>
        {
            double[] mixed = Formulas.Dense(numbers[15..23], Formulas.Dense(numbers[..15], x, 4, 3, Activation.Tanh), 3, 2, activation);
            return [.. mixed.Select((value, i) => (numbers[23] * value) + ((1 - numbers[23]) * x[(i / 2 * 4) + (i % 2)]))];
        });

    private static string PathOf(string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../..", file);

    [Fact]
    public void A_chain_is_its_layers_one_behind_the_other()
    {
        var network = Learning.Layers.Sequential(
            Learning.Layers.Dense(4, 3, Activation.Tanh, Initializers.Normal(seed: 1, deviation: 0.8)),
            Learning.Layers.LayerNorm(3),
            Learning.Layers.Activate(Activation.Silu),
            Learning.Layers.Dense(3, 2, Activation.Identity, Initializers.Normal(seed: 2, deviation: 0.9)));
        IsFormula(network, (numbers, x) =>
        {
            double[] hidden = Formulas.LayerNorm(numbers[15..21], Formulas.Dense(numbers[..15], x, 4, 3, Activation.Tanh), 3, 1e-5f);
            return Formulas.Dense(numbers[21..], [.. hidden.Select(value => Formulas.Of(Activation.Silu, value))], 3, 2, Activation.Identity);
        });
    }

    [Fact]
    public void Networks_of_any_length_and_networks_in_networks_are_the_same_network()
    {
        Dense[] d = [.. Enumerable.Range(0, 8).Select(i => Learning.Layers.Dense(4, 4, Activation.Tanh, Initializers.Normal(seed: i, deviation: 0.6)))];
        var eight = Learning.Layers.Sequential(d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7]);
        var nested = Learning.Layers.Sequential(
            Learning.Layers.Sequential(d[0]), Learning.Layers.Sequential(d[1], d[2], d[3]), Learning.Layers.Sequential(d[4], Learning.Layers.Sequential(d[5], d[6]), d[7]));
        Assert.Equal(Passed(eight), Passed(nested));
    }

    [Fact]
    public void What_is_dropped_is_given_by_seed_pass_and_place_and_changes_nothing_on_average()
    {
        float[] x = new float[100_000], y = new float[x.Length], again = new float[x.Length], other = new float[x.Length];
        Array.Fill(x, 2);
        Pass pass = new(1, IsTraining: true, Seed: 5, Number: 9);
        Dropout layer = Learning.Layers.Dropout(0.3f);
        Dropout.Apply(layer, x, y, pass);
        Dropout.Apply(layer, x, again, pass);
        Dropout.Apply(layer, x, other, pass with { Number = 10 });
        Assert.Equal(y, again);
        Assert.NotEqual(y, other);
        Assert.All(y, value => Assert.True(value is 0 || Math.Abs(value - (2 / 0.7f)) < 1e-6));
        Assert.Equal(2, y.Average(), 0.02);
        Dropout.Apply(layer, x, y, Pass.Of(1));
        Assert.Equal(x, y);
    }

    [Fact]
    public void The_cotangent_of_what_is_dropped_is_zero()
    {
        float[] x = [.. s_input.Select(value => value + 3)], y = new float[x.Length], xBar = new float[x.Length], yBar = [.. x.Select(_ => 1f)];
        Pass pass = new(Rows, IsTraining: true, Seed: 1, Number: 2);
        Dropout layer = Learning.Layers.Dropout(0.5f), bar = layer;
        using (Tape tape = Tape.Open())
        {
            Dropout.ApplyForward(layer, x, y, pass, tape);
            Dropout.ApplyReverse(layer, x, y, pass, tape, ref bar, xBar, yBar);
        }

        Assert.Equal(y.Zip(x, (after, before) => after / before), xBar, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Contains(0, xBar);
        Assert.Contains(2, xBar);
    }

    [Fact]
    public void A_step_through_a_network_and_a_prediction_allocate_nothing()
    {
        var network = Learning.Layers.Sequential(
            Learning.Layers.Dense(4, 8, Activation.Relu), Learning.Layers.LayerNorm(8), Learning.Layers.Dropout(0.2f), Learning.Layers.Dense(8, 2));
        var bar = network * 0;
        float[] y = new float[Rows * 2], xBar = new float[s_input.Length], yBar = new float[y.Length];
        Run();
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 20; i++) Run();
        }));

        void Run()
        {
            using Tape tape = Tape.Open();
            Forward(network, s_input, y, tape);
            Reverse(network, ref bar, s_input, y, tape, xBar, yBar);
            network.Predict(s_input, y, Rows);
        }
    }

    [Fact]
    public void Rows_of_another_width_are_refused()
    {
        var network = Learning.Layers.Sequential(Learning.Layers.Dense(4, 8), Learning.Layers.Dense(7, 2));
        Assert.Contains("7 inputs", Assert.Throws<ArgumentException>(() => network.Predict(new float[2, 4])).Message, StringComparison.Ordinal);
        Assert.Contains("room for 3", Assert.Throws<ArgumentException>(() => network.First.Predict(new float[4], new float[3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Learning.Layers.Dense(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Learning.Layers.Dropout(1));
    }

    private static void Forward<TModel>(TModel model, float[] x, float[] y, Tape tape)
        where TModel : struct, ILayer<TModel> => TModel.ApplyForward(model, x, y, Pass.Of(Rows), tape);

    private static void Reverse<TModel>(TModel model, ref TModel bar, float[] x, float[] y, Tape tape, float[] xBar, float[] yBar)
        where TModel : struct, ILayer<TModel> => TModel.ApplyReverse(model, x, y, Pass.Of(Rows), tape, ref bar, xBar, yBar);

    private static float[] Passed<TModel>(TModel model)
        where TModel : struct, ILayer<TModel>
    {
        (float[] y, float[] slopes, float[] xBar) = Run(model, i => MathF.Cos(i));
        return [.. y, .. slopes, .. xBar];
    }

    private static (float[] Outputs, float[] Slopes, float[] InputBar) Run<TModel>(TModel model, Func<int, float> cotangent)
        where TModel : struct, ILayer<TModel>
    {
        float[] y = new float[Rows * TModel.OutputsOf(model, 4)], xBar = new float[s_input.Length], slopes = new float[TModel.ParameterCount(model)];
        float[] yBar = [.. y.Select((_, i) => cotangent(i))];
        TModel bar = TModel.ZeroLike(model);
        using (Tape tape = Tape.Open())
        {
            Forward(model, s_input, y, tape);
            Reverse(model, ref bar, s_input, y, tape, xBar, yBar);
        }

        Assert.All(yBar, value => Assert.Equal(0, value));
        TModel.CopyTo(bar, slopes);
        float[] applied = new float[y.Length];
        TModel.Apply(model, s_input, applied, Pass.Of(Rows));
        Assert.Equal(y, applied);
        return (y, slopes, xBar);
    }

    private static void IsFormula<TModel>(TModel model, Func<double[], double[], double[]> formula)
        where TModel : struct, ILayer<TModel>
    {
        (float[] y, float[] slopes, float[] xBar) = Run(model, i => MathF.Cos(i));
        float[] numbers = new float[TModel.ParameterCount(model)];
        TModel.CopyTo(model, numbers);
        double[] weights = Array.ConvertAll(numbers, value => (double)value), x = Array.ConvertAll(s_input, value => (double)value);
        double[] expected = formula(weights, x);
        for (int i = 0; i < y.Length; i++) Assert.Equal(expected[i], y[i], 1e-5 * (1 + Math.Abs(expected[i])));

        double Weighted(double[] w, double[] at) => formula(w, at).Select((value, i) => value * Math.Cos(i)).Sum();
        for (int i = 0; i < slopes.Length; i++) Agrees(h => Weighted([.. weights.Select((value, k) => k == i ? value + h : value)], x), slopes[i], $"number {i}");
        for (int i = 0; i < xBar.Length; i++) Agrees(h => Weighted(weights, [.. x.Select((value, k) => k == i ? value + h : value)]), xBar[i], $"input {i}");
    }

    private static void Agrees(Func<double, double> along, float slope, string what)
    {
        double Difference(double h) => (along(h) - along(-h)) / (2 * h);
        double expected = ((4 * Difference(1e-4)) - Difference(2e-4)) / 3;
        Assert.True(Math.Abs(slope - expected) <= 2e-5 * (1 + Math.Abs(expected)), $"{what}: {slope}, differences {expected}");
    }

    /// <summary>The layers once more, in double precision.</summary>
    private static class Formulas
    {
        public static double[] Dense(double[] numbers, double[] x, int inputs, int outputs, Activation activation)
        {
            double[] y = new double[x.Length / inputs * outputs];
            for (int row = 0; row < x.Length / inputs; row++)
            {
                for (int o = 0; o < outputs; o++)
                {
                    double sum = numbers[(inputs * outputs) + o];
                    for (int i = 0; i < inputs; i++) sum += numbers[(i * outputs) + o] * x[(row * inputs) + i];
                    y[(row * outputs) + o] = Of(activation, sum);
                }
            }

            return y;
        }

        public static double[] LayerNorm(double[] numbers, double[] x, int width, double epsilon)
        {
            double[] y = new double[x.Length];
            for (int start = 0; start < x.Length; start += width)
            {
                double[] row = x[start..(start + width)];
                double mean = row.Average(), variance = row.Average(value => (value - mean) * (value - mean));
                for (int i = 0; i < width; i++) y[start + i] = ((row[i] - mean) / Math.Sqrt(variance + epsilon) * numbers[i]) + numbers[width + i];
            }

            return y;
        }

        public static double Of(Activation activation, double x) => activation switch
        {
            Activation.Relu => Math.Max(x, 0),
            Activation.Tanh => Math.Tanh(x),
            Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
            Activation.Gelu => x * (1 + Ops.Erf(x / Math.Sqrt(2))) / 2,
            Activation.Silu => x / (1 + Math.Exp(-x)),
            Activation.Softplus => Math.Log(1 + Math.Exp(x)),
            _ => x,
        };
    }
}
