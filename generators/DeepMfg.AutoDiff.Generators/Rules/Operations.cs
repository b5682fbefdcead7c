namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The library's operations over spans as primitives.</summary>
internal static class Operations
{
    private static readonly string[] Activations = ["Tanh", "Sigmoid", "Gelu", "GeluTanh", "Silu", "Softplus", "LogSigmoid"];

    private static readonly string[] Means = ["BinaryCrossEntropy", "MeanSquaredError", "MeanAbsoluteError"];

    public static IReadOnlyList<OperationRow> Rows { get; } =
    [
        Row("Relu(x, >y)", "Relu(y, xDot, >yDot)", "Relu(y, yBar, +xBar)"),
        .. Activations.Select(static name => Row($"{name}(x, >y)", $"{name}(x, xDot, >yDot)", $"{name}(x, yBar, +xBar)")),
        Row("LeakyRelu(x, !slope, >y)", "LeakyRelu(x, !slope, xDot, >yDot)", "LeakyRelu(x, !slope, yBar, +xBar)"),
        Row("Elu(x, !alpha, >y)", "Elu(x, !alpha, xDot, >yDot)", "Elu(x, !alpha, yBar, +xBar)"),
        Row("Linear(x, weights, bias, >y)", "Linear(x, xDot?, weights, weightsDot?, biasDot, >yDot)",
            "LinearInput(weights, yBar, +xBar, bias.Length)", "LinearWeights(x, yBar, +weightsBar, bias.Length)", "LinearBias(yBar, +biasBar)"),
        .. Products("!inner"),
        .. Products("!inner, !transposed"),
        Row("Softmax(x, !width, >y)", "Softmax(y, !width, xDot, >yDot)", "Softmax(y, !width, yBar, +xBar)"),
        Row("LogSoftmax(x, !width, >y)", "LogSoftmax(y, !width, xDot, >yDot)", "LogSoftmax(y, !width, yBar, +xBar)"),
        Row("LogSumExp(x) -> y", "LogSumExp(x, y, xDot) -> yDot", "LogSumExp(x, y, yBar, +xBar)"),
        Classes("!classes", "!classes, default"),
        Classes("!classes, !weights", "!classes, !weights"),
        .. Means.SelectMany(static name => MeanLoss(name, "")),
        .. MeanLoss("Huber", ", !delta"),
        .. MeanLoss("QuantileLoss", ", !quantile"),
    ];

    // C = A B, C += A B
    private static IEnumerable<OperationRow> Products(string sizes)
    {
        string[] tangents = [$"MatMulAdd(aDot, b, +cDot, {sizes})", $"MatMulAdd(a, bDot, +cDot, {sizes})"];
        string[] pullbacks = [$"MatMulLeft(b, cBar, +aBar, {sizes})", $"MatMulRight(a, cBar, +bBar, {sizes})"];
        return [new($"MatMul(a, b, >c, {sizes})", ["Clear(>cDot)", .. tangents], pullbacks), new($"MatMulAdd(a, b, +c, {sizes})", tangents, pullbacks)];
    }

    private static OperationRow Classes(string given, string handed) => Row(
        $"SoftmaxCrossEntropy(logits, {given}) -> y", $"SoftmaxCrossEntropy(logits, logitsDot, {handed}) -> yDot",
        $"SoftmaxCrossEntropy(logits, {handed}, yBar, +logitsBar)");

    // The mean of a loss of a prediction x where t was the target, with weights of rows and without.
    private static IEnumerable<OperationRow> MeanLoss(string name, string parameter) => new[] { "", ", !weights" }.Select(weights => Row(
        $"{name}(x, t{parameter}{weights}) -> y",
        $"{name}(new(x, t{weights}){parameter}, xDot?, tDot?) -> yDot",
        $"{name}(new(x, t{weights}){parameter}, yBar, +xBar?, +tBar?)"));

    private static OperationRow Row(string operation, string tangent, params string[] pullbacks) => new(operation, [tangent], pullbacks);
}
