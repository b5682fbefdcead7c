namespace DeepMfg.AutoDiff.Tests.Models;

/// <summary>Two dense layers with a tangent between them, and the gradient of a loss by hand.</summary>
[Differentiable]
public readonly partial record struct Network(Dense First, Dense Second)
{
    public static Network Of(int inputs, int hidden, int outputs = 1) => new(Dense.Of(inputs, hidden), Dense.Of(hidden, outputs));

    /// <summary>The logits of rows.</summary>
    public void Apply(ReadOnlySpan<float> x, Span<float> logits)
    {
        using Tape tape = Tape.Open();
        Span<float> hidden = tape.Reserve<float>(logits.Length / Second.Outputs * First.Outputs);
        Ops.Linear(x, First.Weights, First.Bias, hidden);
        Ops.Tanh(hidden, hidden);
        Ops.Linear(hidden, Second.Weights, Second.Bias, logits);
    }

    /// <summary>The mean binary cross-entropy, and its gradient, as a reverse sweep would compute it.</summary>
    public static float LossValueAndGradient(Network model, ReadOnlySpan<float> x, ReadOnlySpan<float> targets, ref Network gradient)
    {
        int rows = targets.Length, hiddens = model.First.Outputs;
        using Tape tape = Tape.Open();
        Span<float> sum = tape.Reserve<float>(rows * hiddens), hidden = tape.Reserve<float>(rows * hiddens), logits = tape.Reserve<float>(rows);
        Ops.Linear(x, model.First.Weights, model.First.Bias, sum);
        Ops.Tanh(sum, hidden);
        Ops.Linear<float>(hidden, model.Second.Weights, model.Second.Bias, logits);
        float loss = Ops.BinaryCrossEntropy<float>(logits, targets);

        Span<float> sumBar = tape.Reserve<float>(rows * hiddens), hiddenBar = tape.Reserve<float>(rows * hiddens), logitsBar = tape.Reserve<float>(rows);
        sumBar.Clear();
        hiddenBar.Clear();
        logitsBar.Clear();
        Clear(gradient.First);
        Clear(gradient.Second);
        Pullbacks.BinaryCrossEntropy(new MeanLossTerms<float>(logits, targets, default), 1, logitsBar, default);
        Pullbacks.LinearInput<float>(model.Second.Weights, logitsBar, hiddenBar, 1);
        Pullbacks.LinearWeights<float>(hidden, logitsBar, gradient.Second.Weights, 1);
        Pullbacks.LinearBias<float>(logitsBar, gradient.Second.Bias);
        Pullbacks.Tanh<float>(sum, hiddenBar, sumBar);
        Pullbacks.LinearWeights(x, sumBar, gradient.First.Weights, hiddens);
        Pullbacks.LinearBias<float>(sumBar, gradient.First.Bias);
        return loss;
    }

    private static void Clear(Dense layer)
    {
        Array.Clear(layer.Weights);
        Array.Clear(layer.Bias);
    }
}
