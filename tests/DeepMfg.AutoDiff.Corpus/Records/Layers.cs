using DeepMfg.AutoDiff.Corpus.Arrays;

namespace DeepMfg.AutoDiff.Corpus.Records;

/// <summary>A dense layer.</summary>
[Differentiable]
public readonly partial record struct Dense(double[] Weights, double[] Bias, int Inputs)
{
    public int Outputs => Bias.Length;

    public static Dense Of(int inputs, int outputs, double scale) => new(ArrayCase.Numbers(inputs * outputs, scale), ArrayCase.Numbers(outputs, scale / 2), inputs);

    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int o = 0; o < Outputs; o++)
        {
            double sum = Bias[o];
            for (int i = 0; i < Inputs; i++) sum += Weights[o * Inputs + i] * x[i];
            y[o] = sum;
        }
    }
}

/// <summary>Two layers with a mix of their inputs.</summary>
[Differentiable]
public readonly partial record struct Net(Dense Encode, Dense Decode, double Mix);

/// <summary>Weights of a logistic regression.</summary>
[Differentiable]
public readonly partial record struct Weights(double[] Slopes, double Intercept);

/// <summary>A mixture of normal distributions.</summary>
[Differentiable]
public readonly partial record struct Mixture(double[] Logits, double[,] Means, double[][] Scales);

/// <summary>Records of arrays, with nested records.</summary>
public static partial class Layers
{
    private static readonly double[][] s_rows = [[1, 2], [3, 4], [0.5, -1], [-0.2, 0.7]];
    private static readonly double[] s_targets = [0, 1, 0, 1];
    private static readonly Net s_net = new(Dense.Of(2, 3, 0.7), Dense.Of(3, 1, 0.9), 0.3);
    private static readonly Mixture s_mixture = new([0.1, -0.2], new double[,] { { 0, 0.5 }, { 1, -1 } }, [[0.1, 0.2], [-0.3, 0.4]]);

    public static IEnumerable<ArrayCase> Cases =>
    [
        RecordCase.Of("logistic regression", new Weights([0.3, -0.2], 0.1), w => Logistic(w, s_rows, s_targets),
            (Weights w, ref Weights g) => LogisticValueAndGradient(w, s_rows, s_targets, ref g), (w, d) => LogisticJvp(w, s_rows, s_targets, d)),
        RecordCase.Of("a layer", Dense.Of(2, 3, 0.8), Single, (Dense x, ref Dense g) => SingleValueAndGradient(x, ref g), SingleJvp),
        RecordCase.Of("a record of layers", s_net, n => Loss(n, s_rows, s_targets),
            (Net n, ref Net g) => LossValueAndGradient(n, s_rows, s_targets, ref g), (n, d) => LossJvp(n, s_rows, s_targets, d)),
        RecordCase.Of("mixture", s_mixture, m => Likelihood(m, s_rows), (Mixture m, ref Mixture g) => LikelihoodValueAndGradient(m, s_rows, ref g),
            (m, d) => LikelihoodJvp(m, s_rows, d)),
        RecordCase.Of("a record of arrays that is made inside", new Weights([0.3, -0.2, 0.9], 0.1), Made, (Weights x, ref Weights g) => MadeValueAndGradient(x, ref g), MadeJvp),
        RecordCase.Of("a layer that is chosen", s_net, Chosen, (Net x, ref Net g) => ChosenValueAndGradient(x, ref g), ChosenJvp),
    ];

    [Differentiable]
    public static double Logistic(Weights weights, [NoDerivative] double[][] rows, [NoDerivative] double[] targets)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double z = weights.Intercept;
            for (int j = 0; j < weights.Slopes.Length; j++) z += weights.Slopes[j] * rows[i][j];
            sum += Ops.Softplus(z) - targets[i] * z;
        }
        return sum / rows.Length;
    }

    [Differentiable]
    public static double Single(Dense layer)
    {
        double[] x = [0.4, -0.6], y = new double[layer.Outputs];
        layer.Apply(x, y);
        double sum = 0;
        foreach (double value in y) sum += Math.Tanh(value);
        return sum;
    }

    [Differentiable]
    public static double Loss(Net net, [NoDerivative] double[][] rows, [NoDerivative] double[] targets)
    {
        Span<double> hidden = stackalloc double[net.Encode.Outputs], output = stackalloc double[1];
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            net.Encode.Apply(rows[i], hidden);
            for (int j = 0; j < hidden.Length; j++) hidden[j] = Math.Tanh(hidden[j]);
            net.Decode.Apply(hidden, output);
            double error = output[0] + net.Mix * rows[i][0] - targets[i];
            sum += error * error;
        }
        return sum / rows.Length;
    }

    [Differentiable]
    public static double Likelihood(Mixture mixture, [NoDerivative] double[][] rows)
    {
        double sum = 0;
        foreach (double[] row in rows)
        {
            double total = 0;
            for (int k = 0; k < mixture.Logits.Length; k++)
            {
                double term = mixture.Logits[k];
                for (int j = 0; j < row.Length; j++)
                {
                    double scaled = (row[j] - mixture.Means[k, j]) * Math.Exp(mixture.Scales[k][j]);
                    term += mixture.Scales[k][j] - 0.5 * scaled * scaled;
                }
                total += Math.Exp(term);
            }
            sum += Math.Log(total);
        }
        return sum;
    }

    [Differentiable]
    public static double Made(Weights weights)
    {
        double[] squares = new double[weights.Slopes.Length];
        for (int i = 0; i < squares.Length; i++) squares[i] = weights.Slopes[i] * weights.Slopes[i];
        Weights other = new(squares, weights.Intercept * squares[0]);
        other.Slopes[1] += weights.Intercept;
        return Total(other) + other.Slopes[2];
    }

    [Differentiable]
    public static double Chosen(Net net)
    {
        Dense layer = net.Mix > 0 ? net.Decode : net.Encode;
        double sum = 0;
        for (int i = 0; i < layer.Weights.Length; i++) sum += layer.Weights[i] * layer.Weights[i] * net.Mix;
        return sum + net.Encode.Bias[0];
    }

    private static double Total(in Weights weights)
    {
        double sum = weights.Intercept;
        foreach (double slope in weights.Slopes) sum += Math.Sin(slope);
        return sum;
    }
}
