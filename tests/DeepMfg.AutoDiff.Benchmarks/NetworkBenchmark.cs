using System.Diagnostics;
using System.Globalization;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;
using Spectre.Console;
using Model = DeepMfg.AutoDiff.Learning.Sequential<
    DeepMfg.AutoDiff.Learning.Dense, DeepMfg.AutoDiff.Learning.Dense, DeepMfg.AutoDiff.Learning.Dense>;

namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>
/// A network 16-32-32-1 with hyperbolic tangents, 32 rows a batch, one thread: a step of training, gradient alone, the prediction of one row, and the same
/// network as plain loops; and an epoch of the network that predicts failures (8-32-32-1, 8,000 rows). What another library takes is handed in.
/// </summary>
internal static class NetworkBenchmark
{
    private const int Rows = 32, Rounds = 25;
    private const double StepBar = 0.2, PredictionBar = 1000, LoopsBar = 1.1;

    internal static int Run(IReadOnlyList<string> peer)
    {
        double[] others = [.. peer.Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        (double gradient, double loops) = Gradients();
        double prediction = Prediction(), step = Step(LoopNetwork.Inputs, Rows * 100, Losses.MeanSquaredError) / 100;
        double epoch = Step(inputs: 8, rows: 8000, Losses.BinaryCrossEntropy) / 1000;
        var table = new Spectre.Console.Table().Border(TableBorder.Minimal).AddColumn("what").AddColumn("time", right => right.RightAligned())
            .AddColumn("beside", right => right.RightAligned()).AddColumn("ratio", right => right.RightAligned()).AddColumn("bar");
        bool holds = Add(table, "gradient, 32 rows [ns]; plain loops", gradient, loops, LoopsBar);
        holds &= Add(table, "prediction of a row [ns]; a microsecond", prediction, PredictionBar, 1);
        holds &= others.Length < 1 ? Add(table, "step of training [ns]") : Add(table, "step of training [ns]; the other's", step, others[0] * 1000, StepBar);
        holds &= others.Length < 2 ? Add(table, "epoch of 8,000 rows [µs]") : Add(table, "epoch of 8,000 rows [µs]; the other's", epoch, others[1], StepBar);
        AnsiConsole.Write(table);
        Console.WriteLine($"{Rounds} rounds, minimum");
        return holds ? 0 : 1;

        bool Add(Spectre.Console.Table to, string what, double? time = null, double? beside = null, double? bar = null)
        {
            double mine = time ?? (what.StartsWith("step", StringComparison.Ordinal) ? step : epoch);
            to.AddRow(Markup.Escape(what), $"{mine:F0}", $"{beside:F0}", $"{mine / beside:F3}", bar is null ? "" : $"≤ {bar}");
            return bar is null || mine <= bar * beside;
        }
    }

    private static (double Layers, double Loops) Gradients()
    {
        Rows<float> rows = Drawn(LoopNetwork.Inputs, Rows);
        Model model = Network(LoopNetwork.Inputs), bar = Zero(model);
        float[] weights = Numbers(LoopNetwork.Count), gradient = new float[weights.Length];
        return (
            Time(() => Gradient(model, ref bar, rows)),
            Time(() => LoopNetwork.LossValueAndGradient(weights, rows.Values, rows.Targets, gradient)));
    }

    private static void Gradient<TModel>(TModel model, ref TModel bar, Rows<float> rows)
        where TModel : struct, ILayer<TModel>
    {
        using Tape tape = Tape.Open();
        Span<float> outputs = tape.Reserve<float>(rows.Count), outputsBar = tape.Reserve<float>(rows.Count);
        Span<float> inputsBar = tape.Reserve<float>(rows.Values.Length);
        Pass pass = Pass.Of(rows.Count) with { IsTraining = true };
        TModel.ApplyForward(model, rows.Values, outputs, pass, tape);
        Losses.MeanSquaredError.ValueAndGradient(outputs, rows.Targets, default, outputsBar);
        TModel.ApplyReverse(model, rows.Values, outputs, pass, tape, ref bar, inputsBar, outputsBar);
    }

    private static TModel Zero<TModel>(TModel model)
        where TModel : struct, ILayer<TModel> => TModel.ZeroLike(model);

    private static double Prediction()
    {
        Model model = Network(LoopNetwork.Inputs);
        float[] x = Numbers(LoopNetwork.Inputs), y = new float[1];
        return Time(() => model.Predict(x, y));
    }

    /// <summary>Nanoseconds of an epoch: the least between two that are told, so that neither what a fit does once nor another program's turn counts.</summary>
    private static double Step(int inputs, int rows, RowLoss loss)
    {
        Rows<float> drawn = Drawn(inputs, rows);
        var clock = new EpochClock();
        for (int round = 0; round < Rounds; round++)
        {
            var options = new FitOptions { Optimizer = Optimizers.Adam(1e-3), BatchSize = Rows, Epochs = 12, Progress = clock };
            Training.Fit(Network(inputs), drawn, loss, options);
        }

        return clock.Least;
    }

    private static Model Network(int inputs) => Layers.Sequential(
        Layers.Dense(inputs, LoopNetwork.Hidden, Activation.Tanh),
        Layers.Dense(LoopNetwork.Hidden, LoopNetwork.Hidden, Activation.Tanh),
        Layers.Dense(LoopNetwork.Hidden, 1));

    private static Rows<float> Drawn(int inputs, int rows)
    {
        float[] x = Numbers(rows * inputs);
        return Learning.Rows.Of(x, inputs, [.. Enumerable.Range(0, rows).Select(row => x[row * inputs] > 0 ? 1f : 0f)]);
    }

    private static double Time(Action action)
    {
        double best = double.PositiveInfinity;
        int calls = 100;
        for (int round = 0; round < 10 * Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++)
            {
                action();
            }

            double each = (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency) / calls;
            best = Math.Min(best, each);
            calls = Math.Clamp((int)(2e6 / each), 10, 10_000);
        }

        return best;
    }

    private static float[] Numbers(int count)
    {
        var random = new Philox(seed: 1);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = (float)random.NextDouble() - 0.5f;
        }

        return numbers;
    }

    private sealed class EpochClock : IProgress<ProgressStep>
    {
        private long _last;

        /// <summary>The least time between two epochs of a fit, in nanoseconds.</summary>
        internal double Least { get; private set; } = double.PositiveInfinity;

        public void Report(ProgressStep value)
        {
            long now = Stopwatch.GetTimestamp();
            Least = value.Done == 1 ? Least : Math.Min(Least, (now - _last) * (1e9 / Stopwatch.Frequency));
            _last = now;
        }
    }
}
