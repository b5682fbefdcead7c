namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>
/// A row for an operation over spans: the calls, in the words of <see cref="OperationCall"/>, of the operation itself, of what gives the tangent
/// <c>yDot</c>, and of what adds to the cotangents <c>xBar</c>.
/// </summary>
/// <param name="Operation">The operation. The cotangent of what it overwrites is zero before it.</param>
/// <param name="Tangents">What is called, of <c>Tangents</c>, after it.</param>
/// <param name="Pullbacks">What is called, of <c>Pullbacks</c>, on cotangents.</param>
internal sealed record OperationRow(string Operation, IReadOnlyList<string> Tangents, IReadOnlyList<string> Pullbacks)
{
    private const string Library = "DeepMfg.AutoDiff";

    /// <summary>The type whose method it is.</summary>
    public string Home { get; init; } = "Ops";

    /// <summary>The namespace of that.</summary>
    public string Namespace { get; init; } = Library;

    /// <summary>The primitive that the operation is, and those that are called instead of it or beside it.</summary>
    public IEnumerable<Kernel> Kernels()
    {
        var call = new OperationCall(Operation);
        IReadOnlyList<string> values = call.Values;
        List<Kernel> called = [];
        Transposed[] forward = [.. Tangents.Select(text => Call(text, nameof(Tangents)))];
        Transposed[] reverse = [.. Pullbacks.Select(text => Call(text, nameof(Pullbacks)))];
        IEnumerable<Transposed> cleared = call.Overwritten.Select(i => new Transposed(Rules.Kernels.Clear, [values.Count + i]));
        return [call.ToKernel(Namespace, Home) with { Derivative = new(forward, [.. reverse, .. cleared]) }, .. called];

        Transposed Call(string text, string home)
        {
            var companion = new OperationCall(text);
            int[] operands = [.. companion.Operands.Select(name => IndexOf(values, name))];
            if (companion.Method == Rules.Kernels.Clear) return new(Rules.Kernels.Clear, operands);
            Kernel kernel = companion.ToKernel(Library, home);
            called.Add(kernel);
            return new(kernel.Name, operands);
        }
    }

    /// <summary>The number of a value, or of its companion, whose name ends with Dot or Bar.</summary>
    private int IndexOf(IReadOnlyList<string> values, string name)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] == name) return i;
            if (values[i] + "Dot" == name || values[i] + "Bar" == name) return values.Count + i;
        }
        throw new InvalidOperationException($"{Operation} has no {name}.");
    }
}
