using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;

namespace Xor;

/// <summary>Two inputs, eight ReLUs, a sigmoid: written as plain C#, whose gradient the compiler writes.</summary>
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
        var network = new Network(new double[4 * Hidden + 1]);
        Initializer he = Initializers.HeNormal(seed);
        he.Fill<double>(network._weights.AsSpan(0, 2 * Hidden), 2, Hidden, layer: 1);
        he.Fill<double>(network._weights.AsSpan(3 * Hidden, Hidden), Hidden, 1, layer: 2);
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

    /// <summary>The weights of a hidden unit lie together; then come all biases, the weights of the output, and its bias.</summary>
    private static double Logit(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double logit = w[4 * Hidden];
        for (int k = 0; k < Hidden; k++) logit += w[3 * Hidden + k] * Ops.Relu(w[2 * k] * x[0] + w[2 * k + 1] * x[1] + w[2 * Hidden + k]);
        return logit;
    }
}
