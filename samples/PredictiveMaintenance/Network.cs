using DeepMfg.AutoDiff;
using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Optimization;

namespace PredictiveMaintenance;

/// <summary>A network of two hidden layers on standardised readings. Its weights lie behind each other in one array.</summary>
internal sealed partial class Network
{
    private const int Hidden = 32, Batch = 32, Inputs = Readings.Width + 3;

    private readonly double[] weights = new double[Inputs * Hidden + Hidden + Hidden * Hidden + Hidden + Hidden + 1];
    private readonly double[] mean = new double[Readings.Width], deviation = new double[Readings.Width];

    private double threshold = 0.5;

    private Network() { }

    /// <summary>
    /// Trains with Adam on batches, so that the loss on an eighth of the readings is least; the threshold is that of the best F1 on them.
    /// </summary>
    public static Network Fit(Readings readings, int epochs)
    {
        var network = new Network();
        network.Standardise(readings);
        Split split = Splits.Stratified<double>(readings.Failed, testShare: 0.1, seed: 2);
        (Readings train, Readings kept) = (readings.Take(split.Train), readings.Take(split.Test));
        (double[] x, double[] y) = (network.Features(train), train.Failed);
        (double[] keptX, double[] keptY) = (network.Features(kept), kept.Failed);
        network.Initialise(new Random(3));

        double[] gradient = new double[network.weights.Length], best = [.. network.weights];
        Optimizer<double> adam = Optimizers.AdamW(Schedules.Cosine(6e-3f, epochs * (y.Length / Batch)), decay: 1e-3).For(network.weights);
        int[] order = [.. Enumerable.Range(0, y.Length)];
        double[] batchX = new double[Batch * Inputs], batchY = new double[Batch];
        double least = double.PositiveInfinity;
        var shuffle = new Random(4);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            shuffle.Shuffle(order);
            for (int first = 0; first + Batch <= order.Length; first += Batch)
            {
                for (int k = 0; k < Batch; k++)
                {
                    x.AsSpan(order[first + k] * Inputs, Inputs).CopyTo(batchX.AsSpan(k * Inputs));
                    batchY[k] = y[order[first + k]];
                }
                // Generated: the loss of the batch, and its gradient into the buffer.
                LossValueAndGradient(network.weights, batchX, batchY, gradient);
                adam.Step(network.weights, gradient);
            }
            double loss = Loss(network.weights, keptX, keptY);
            if (loss >= least) continue;
            least = loss;
            network.weights.CopyTo(best, 0);
        }
        best.CopyTo(network.weights, 0);
        network.threshold = Thresholds.ByF1<double>(network.Risks(readings), readings.Failed).Threshold;
        return network;
    }

    public Score Score(Readings test) => PredictiveMaintenance.Score.Of(Risks(test), test.Failed, threshold);

    /// <summary>The mean cross-entropy of failures, from logits.</summary>
    [Differentiable(Produce = Derivatives.Gradient)]
    private static double Loss(ReadOnlySpan<double> w, [NoDerivative] ReadOnlySpan<double> x, [NoDerivative] ReadOnlySpan<double> failed)
    {
        double sum = 0;
        for (int row = 0; row < failed.Length; row++)
        {
            double z = Logit(w, x.Slice(row * Inputs, Inputs));
            sum += Ops.Softplus(z) - failed[row] * z;
        }
        return sum / failed.Length;
    }

    private static double Logit(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        Span<double> first = stackalloc double[Hidden], second = stackalloc double[Hidden];
        int at = Dense(w, 0, x, first);
        at = Dense(w, at, first, second);
        double z = w[at + Hidden];
        for (int k = 0; k < Hidden; k++) z += w[at + k] * second[k];
        return z;
    }

    /// <summary>A dense layer with the hyperbolic tangent; returns where the weights of the next begin.</summary>
    private static int Dense(ReadOnlySpan<double> w, int at, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int k = 0; k < y.Length; k++)
        {
            double z = w[at + y.Length * x.Length + k];
            for (int j = 0; j < x.Length; j++) z += w[at + k * x.Length + j] * x[j];
            y[k] = Math.Tanh(z);
        }
        return at + y.Length * x.Length + y.Length;
    }

    private double[] Risks(Readings readings)
    {
        double[] x = Features(readings);
        return [.. Enumerable.Range(0, readings.Count).Select(row => Ops.Sigmoid(Logit(weights, x.AsSpan(row * Inputs, Inputs))))];
    }

    private void Initialise(Random random)
    {
        // Glorot and Bengio (2010): uniform, so that values keep their spread from layer to layer. Biases begin at zero.
        int at = 0;
        foreach ((int inputs, int outputs) in new[] { (Inputs, Hidden), (Hidden, Hidden), (Hidden, 1) })
        {
            double limit = Math.Sqrt(6.0 / (inputs + outputs));
            for (int i = 0; i < inputs * outputs; i++) weights[at + i] = limit * (2 * random.NextDouble() - 1);
            at += inputs * outputs + outputs;
        }
    }

    private void Standardise(Readings readings)
    {
        for (int k = 0; k < Readings.Width; k++)
        {
            double[] column = [.. Enumerable.Range(0, readings.Count).Select(row => readings.Rows[row * Readings.Width + k])];
            mean[k] = column.Average();
            deviation[k] = Math.Sqrt(column.Average(value => (value - mean[k]) * (value - mean[k])));
        }
    }

    private double[] Features(Readings readings)
    {
        double[] x = new double[readings.Count * Inputs];
        for (int row = 0; row < readings.Count; row++)
        {
            for (int k = 0; k < Readings.Width; k++) x[row * Inputs + k] = (readings.Rows[row * Readings.Width + k] - mean[k]) / deviation[k];
            x[row * Inputs + Readings.Width + readings.Quality[row]] = 1;
        }
        return x;
    }
}
