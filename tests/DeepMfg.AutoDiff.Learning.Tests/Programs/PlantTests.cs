using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Learning.Tests;
using DeepMfg.AutoDiff.Optimization;

namespace Programs;

public static partial class Plant
{
    /// <summary>What the model says of the settings, and what their distance from the usual ones costs.</summary>
    [Differentiable]
    public static double Cost(ReadOnlySpan<double> x, [NoDerivative] Sequential<Dense, Dense> model)
    {
        float[] settings = new float[x.Length], sums = new float[model.First.Bias.Length], hidden = new float[sums.Length], scrap = new float[1];
        for (int i = 0; i < x.Length; i++) settings[i] = (float)x[i];
        Ops.Linear(settings, model.First.Weights, model.First.Bias, sums);
        Ops.Tanh(sums, hidden);
        Ops.Linear(hidden, model.Second.Weights, model.Second.Bias, scrap);
        double dear = 0;
        for (int i = 0; i < x.Length; i++) dear += 0.01 * x[i] * x[i];
        return scrap[0] + dear;
    }
}

/// <summary>Settings that make the part better: the gradient in the inputs.</summary>
public sealed class PlantTests
{
    [Fact]
    public void Settings_are_found_by_the_gradient_in_the_inputs_of_a_kept_model()
    {
        using var folder = new TemporaryFolder();
        Fitted().Save(folder["plant.model"]);
        var kept = Kept.Load<Sequential<Dense, Dense>>(folder["plant.model"]);
        double[] start = [0, 0], lower = [-1, -1], upper = [1, 1];
        using var source = new CancellationTokenSource();
        CancellationToken token = source.Token;
        var steps = new Steps();

        Minimum best = LBfgsB.Solve(
            (ReadOnlySpan<double> x, Span<double> g) => Plant.CostValueAndGradient(x, kept.Model, g),
            start, lower, upper, new SolveOptions { GradientTolerance = 1e-4, Cancel = token, Progress = steps });
        if (best.Status != SolveStatus.Converged) Assert.Fail(best.Explanation);

        // No point of a grid is cheaper, by what the model says itself, and the cheapest one is a neighbour.
        double[][] grid = [.. Enumerable.Range(0, 101 * 101).Select(i => (double[])[i % 101 / 50.0 - 1, i / 101 / 50.0 - 1])];
        double Cost(double[] at) => kept.Model.Predict(new float[,] { { (float)at[0], (float)at[1] } })[0] + 0.01 * (at[0] * at[0] + at[1] * at[1]);
        double[] cheapest = grid.MinBy(Cost)!;
        Assert.InRange(best.Value, Cost(cheapest) - 1e-3, Cost(cheapest) + 1e-6);
        Assert.Equal(cheapest[0], best.Point[0], 0.05);
        Assert.Equal(cheapest[1], best.Point[1], 0.05);
        Assert.True(steps.Count > 1);
    }

    /// <summary>Scrap that is least at (0.4, −0.3).</summary>
    private static FitResult<Sequential<Dense, Dense>, float> Fitted()
    {
        float[,] x = new float[121, 2];
        float[] y = new float[121];
        for (int i = 0; i < y.Length; i++)
        {
            (float a, float b) = (i % 11 / 5f - 1, i / 11 / 5f - 1);
            (x[i, 0], x[i, 1], y[i]) = (a, b, (a - 0.4f) * (a - 0.4f) + (b + 0.3f) * (b + 0.3f));
        }

        var model = Layers.Sequential(Layers.Dense(2, 12, Activation.Tanh), Layers.Dense(12, 1));
        return Training.Fit(
            model, Rows.Of(x, y), Losses.MeanSquaredError, new FitOptions { Optimizer = Optimizers.Adam(0.02), Epochs = 100, BatchSize = 11, Seed = 1 });
    }

    private sealed class Steps : IProgress<SolveStep>
    {
        public int Count { get; private set; }

        public void Report(SolveStep value) => Count++;
    }
}
