namespace DeepMfg.AutoDiff.Tests.Models;

/// <summary>Two dense layers with a tangent between them, as the compiler writes a record of records, and the gradient of a loss by hand.</summary>
public readonly record struct Network(Dense First, Dense Second) : IDifferentiable<Network, float>
{
    public static Network Of(int inputs, int hidden, int outputs = 1) => new(Dense.Of(inputs, hidden), Dense.Of(hidden, outputs));

    public static Network ZeroLike(in Network value) => new(Dense.ZeroLike(value.First), Dense.ZeroLike(value.Second));

    public static Network Add(in Network left, in Network right) => new(Dense.Add(left.First, right.First), Dense.Add(left.Second, right.Second));

    public static Network Subtract(in Network left, in Network right) =>
        new(Dense.Subtract(left.First, right.First), Dense.Subtract(left.Second, right.Second));

    public static Network Scale(float factor, in Network value) => new(Dense.Scale(factor, value.First), Dense.Scale(factor, value.Second));

    public static float Dot(in Network left, in Network right) => Dense.Dot(left.First, right.First) + Dense.Dot(left.Second, right.Second);

    public static void AddScaled(ref Network target, float factor, in Network value)
    {
        (Dense first, Dense second) = target;
        Dense.AddScaled(ref first, factor, value.First);
        Dense.AddScaled(ref second, factor, value.Second);
        target = new(first, second);
    }

    public static int ParameterCount(in Network value) => Dense.ParameterCount(value.First) + Dense.ParameterCount(value.Second);

    public static void CopyTo(in Network value, Span<float> destination)
    {
        if (destination.Length != ParameterCount(value)) throw new ArgumentException("The length is another.", nameof(destination));
        int first = Dense.ParameterCount(value.First);
        Dense.CopyTo(value.First, destination[..first]);
        Dense.CopyTo(value.Second, destination[first..]);
    }

    public static Network From(in Network like, ReadOnlySpan<float> values)
    {
        if (values.Length != ParameterCount(like)) throw new ArgumentException("The length is another.", nameof(values));
        int first = Dense.ParameterCount(like.First);
        return new(Dense.From(like.First, values[..first]), Dense.From(like.Second, values[first..]));
    }

    public static void Visit<TVisitor>(ref Network value, ref TVisitor visitor)
        where TVisitor : ILeafVisitor<float>, allows ref struct
    {
        Dense.Visit(value.First, ("first.weights", "first.bias"), ref visitor);
        Dense.Visit(value.Second, ("second.weights", "second.bias"), ref visitor);
    }

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
        Pullbacks.Tanh<float>(sum, hidden, hiddenBar, sumBar);
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
