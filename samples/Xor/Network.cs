using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;
using DeepMfg.AutoDiff.Samples;

namespace Xor;

/// <summary>Two inputs, eight ReLUs, a sigmoid.</summary>
internal sealed partial class Network
{
    private const int Hidden = 8;

    private readonly double[] _weights;
    private readonly List<double> _accuracies = [], _losses = [];

    private Network(double[] weights) => _weights = weights;

    /// <summary>The share of right answers after each epoch.</summary>
    public IReadOnlyList<double> Accuracies => _accuracies;

    /// <summary>The loss before each epoch's step.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>The first epoch from which on all answers were right.</summary>
    public int? LearntAt => _accuracies[^1] == 1 ? _accuracies.FindLastIndex(accuracy => accuracy < 1) + 2 : null;

    public static Network Fit(Truth truth, int epochs, int seed)
    {
        var network = new Network(Start.Of(Initializers.HeNormal(seed), 2, Hidden, 1));
        double[] gradient = new double[network._weights.Length];
        Optimizer<double> adam = Optimizers.Adam(0.05).For(network._weights);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            // Generated: the loss of all rows, and its gradient into the buffer.
            network._losses.Add(LossValueAndGradient(network._weights, truth.X, truth.Y, gradient));
            adam.Step(network._weights, gradient);
            network._accuracies.Add(network.AccuracyOn(truth));
        }

        return network;
    }

    public double AccuracyOn(Truth truth) => Metrics.Accuracy<double>(
        [.. truth.Y.Select((_, i) => Ops.Sigmoid(Logit(_weights, truth.X.AsSpan(2 * i, 2))))], truth.Y);

    public int Decide(double a, double b) => Logit(_weights, [a, b]) > 0 ? 1 : 0;

    /// <summary>The mean binary cross-entropy of the sigmoid of the logits.</summary>
    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Loss(ReadOnlySpan<double> w, [NoDerivative] ReadOnlySpan<double> x, [NoDerivative] ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int row = 0; row < y.Length; row++)
        {
            double z = Logit(w, x.Slice(2 * row, 2));
            sum += Ops.Softplus(z) - y[row] * z;
        }

        return sum / y.Length;
    }

    private static double Logit(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        Span<double> hidden = stackalloc double[Hidden], logit = stackalloc double[1];
        int at = DenseLoops.Relu(w, 0, x, hidden);
        DenseLoops.Linear(w, at, hidden, logit);
        return logit[0];
    }
}
