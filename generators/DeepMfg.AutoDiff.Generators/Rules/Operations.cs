using System.Text;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The library's operations over spans as primitives: what they do, and what is performed on tangents and cotangents.</summary>
/// <remarks>An operation of n operands has companions n to 2n − 1: tangents in forward mode, cotangents in reverse mode.</remarks>
internal static class Operations
{
    private static readonly string[] Activations = ["Relu", "Tanh", "Sigmoid", "Gelu", "GeluTanh", "Silu", "Softplus", "LogSigmoid"];

    public static IEnumerable<Kernel> All => [.. Activations.SelectMany(Activation), .. Linear()];

    // y = f(x), ẏ = f'(x) ẋ, x̄ += f'(x) ȳ
    private static IEnumerable<Kernel> Activation(string name)
    {
        (string tangent, string pullback) = ("Tangents." + name, "Pullbacks." + name);
        yield return new(name, [Access.Reads, Access.Writes], Call("Ops." + name, 2), [])
        {
            Derivative = new([new(tangent, [0, 1, 2, 3])], [new(pullback, [0, 1, 3, 2]), new(Kernels.Clear, [3])]),
        };
        yield return new(tangent, [Access.Reads, Access.Reads, Access.Reads, Access.Writes], Call(tangent, 4), []);
        yield return new(pullback, [Access.Reads, Access.Reads, Access.Reads, Access.Adds], Call(pullback, 4), []);
    }

    // y = x · W + b
    private static IEnumerable<Kernel> Linear()
    {
        const string tangent = "Tangents.Linear", input = "Pullbacks.LinearInput", weights = "Pullbacks.LinearWeights", bias = "Pullbacks.LinearBias";
        yield return new("Linear", [Access.Reads, Access.Reads, Access.Reads, Access.Writes], Call("Ops.Linear", 4), [])
        {
            Derivative = new(
                [new(tangent, [0, 4, 1, 5, 6, 7])],
                [new(input, [1, 7, 4, 2]), new(weights, [0, 7, 5, 2]), new(bias, [7, 6]), new(Kernels.Clear, [7])]),
        };
        yield return new(
            tangent, [Access.Reads, Access.Reads, Access.Reads, Access.Reads, Access.Reads, Access.Writes], Call(tangent, 6), []);
        yield return new(input, [Access.Reads, Access.Reads, Access.Adds, Access.Measures], Call(input, 3, "{3}.Length"), []);
        yield return new(weights, [Access.Reads, Access.Reads, Access.Adds, Access.Measures], Call(weights, 3, "{3}.Length"), []);
        yield return new(bias, [Access.Reads, Access.Adds], Call(bias, 2), []);
    }

    private static string Call(string method, int operands, string last = "")
    {
        StringBuilder text = new("{prefix}");
        text.Append(method).Append("<{type}>(").Append(string.Join(", ", Enumerable.Range(0, operands).Select(static i => $"{{{i}}}")));
        return text.Append(last.Length > 0 ? ", " + last : "").Append(')').ToString();
    }
}
