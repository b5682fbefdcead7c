namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>
/// The library's operations over spans as primitives. A row is the calls, in the words of <see cref="OperationCall"/>: of the operation, of what gives the
/// tangent <c>yDot</c>, of what adds to the cotangents <c>xBar</c>. The cotangent of what an operation overwrites is zero before it.
/// </summary>
internal static class Operations
{
    private const string Library = "DeepMfg.AutoDiff";

    private static readonly string[] Activations = ["Relu", "Tanh", "Sigmoid", "Gelu", "GeluTanh", "Silu", "Softplus", "LogSigmoid"];

    public static IEnumerable<Kernel> All => new IEnumerable<Kernel>[]
    {
        Activations.SelectMany(static name => Row($"{name}(x, >y)", $"{name}(x, y, xDot, >yDot)", $"{name}(x, y, yBar, +xBar)")),
        Row("LeakyRelu(x, !slope, >y)", "LeakyRelu(x, y, !slope, xDot, >yDot)", "LeakyRelu(x, y, !slope, yBar, +xBar)"),
        Row("Elu(x, !alpha, >y)", "Elu(x, y, !alpha, xDot, >yDot)", "Elu(x, y, !alpha, yBar, +xBar)"),
        Row("Linear(x, weights, bias, >y)", "Linear(x, xDot?, weights, weightsDot?, biasDot, >yDot)",
            "LinearInput(weights, yBar, +xBar, bias.Length)", "LinearWeights(x, yBar, +weightsBar, bias.Length)", "LinearBias(yBar, +biasBar)"),
        Products("!inner"),
        Products("!inner, !transposed"),
        Row("Softmax(x, !width, >y)", "Softmax(y, !width, xDot, >yDot)", "Softmax(y, !width, yBar, +xBar)"),
        Row("LogSoftmax(x, !width, >y)", "LogSoftmax(y, !width, xDot, >yDot)", "LogSoftmax(y, !width, yBar, +xBar)"),
        Row("LogSumExp(x) -> y", "LogSumExp(x, y, xDot) -> yDot", "LogSumExp(x, y, yBar, +xBar)"),
        Classes("!classes", "!classes, default"),
        Classes("!classes, !weights", "!classes, !weights"),
        new[] { "BinaryCrossEntropy", "MeanSquaredError", "MeanAbsoluteError" }.SelectMany(static name => MeanLoss(name)),
        MeanLoss("Huber", ", !delta"),
        MeanLoss("QuantileLoss", ", !quantile"),
    }.SelectMany(static rows => rows).GroupBy(static kernel => kernel.Name).Select(static same => same.First());

    // C = A B, C += A B
    private static IEnumerable<Kernel> Products(string sizes)
    {
        string[] tangents = [$"MatMulAdd(aDot, b, +cDot, {sizes})", $"MatMulAdd(a, bDot, +cDot, {sizes})"];
        string[] pullbacks = [$"MatMulLeft(b, cBar, +aBar, {sizes})", $"MatMulRight(a, cBar, +bBar, {sizes})"];
        return [.. Row($"MatMul(a, b, >c, {sizes})", ["Clear(>cDot)", .. tangents], pullbacks), .. Row($"MatMulAdd(a, b, +c, {sizes})", tangents, pullbacks)];
    }

    private static IEnumerable<Kernel> Classes(string given, string handed) => Row(
        $"SoftmaxCrossEntropy(logits, {given}) -> y", $"SoftmaxCrossEntropy(logits, logitsDot, {handed}) -> yDot",
        $"SoftmaxCrossEntropy(logits, {handed}, yBar, +logitsBar)");

    // The mean of a loss of a prediction x where t was the target, with weights of rows and without.
    private static IEnumerable<Kernel> MeanLoss(string name, string parameter = "") => new[] { "", ", !weights" }.SelectMany(weights => Row(
        $"{name}(x, t{parameter}{weights}) -> y",
        $"{name}(new(x, t{weights}){parameter}, xDot?, tDot?) -> yDot",
        $"{name}(new(x, t{weights}){parameter}, yBar, +xBar?, +tBar?)"));

    private static IEnumerable<Kernel> Row(string operation, string tangent, params string[] pullbacks) => Row(operation, [tangent], pullbacks);

    private static IEnumerable<Kernel> Row(string operation, string[] tangents, string[] pullbacks)
    {
        var call = new OperationCall(operation);
        IReadOnlyList<string> values = call.Values;
        List<Kernel> called = [];
        Transposed[] forward = [.. tangents.Select(text => Call(text, "Tangents"))], reverse = [.. pullbacks.Select(text => Call(text, "Pullbacks"))];
        IEnumerable<Transposed> cleared = call.Overwritten.Select(i => new Transposed(Kernels.Clear, [values.Count + i]));
        return [call.ToKernel(Library, "Ops") with { Derivative = new(forward, [.. reverse, .. cleared]) }, .. called];

        Transposed Call(string text, string home)
        {
            var companion = new OperationCall(text);
            int[] operands = [.. companion.Operands.Select(IndexOf)];
            if (companion.Method == Kernels.Clear) return new(Kernels.Clear, operands);
            Kernel kernel = companion.ToKernel(Library, home);
            called.Add(kernel);
            return new(kernel.Name, operands);
        }

        // The companions' names end with Dot or Bar.
        int IndexOf(string name)
        {
            for (int i = 0; i < values.Count; i++)
            {
                if (values[i] == name) return i;
                if (values[i] + "Dot" == name || values[i] + "Bar" == name) return values.Count + i;
            }
            throw new InvalidOperationException($"{operation} has no {name}.");
        }
    }
}
