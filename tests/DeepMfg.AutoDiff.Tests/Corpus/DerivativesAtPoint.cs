using DeepMfg.AutoDiff.Corpus.Harness;

namespace DeepMfg.AutoDiff.Tests.Corpus;

/// <summary>A method of the corpus at a point, its derivatives called with flat arguments.</summary>
/// <remarks>Outputs are the leaves of the result and of what the method writes; weights of the outputs play the cotangent.</remarks>
internal sealed class DerivativesAtPoint
{
    private readonly CorpusMethod _method;
    private readonly double[] _input;
    private readonly FlatCall _primal;
    private readonly (Type Leaf, bool Active)[] _result;
    private readonly Written[] _written;

    internal DerivativesAtPoint(CorpusSample sample)
    {
        _method = sample.Method;
        _input = [.. sample.Input];
        _primal = sample.Call(_method.Primal);
        _result = [.. Leaves.Of(_method.Primal.ReturnType).Select(leaf => (leaf, Leaves.IsFloat(leaf)))];
        _written =
        [
            .. from parameter in _method.Parameters
               where parameter.ParameterType.IsByRef && !parameter.IsIn
               from leaf in Leaves.Of(parameter.ParameterType)
               select new Written(parameter.Name!, _method.Differentiable.Contains(parameter) && Leaves.IsFloat(leaf)),
        ];
        Value = new double[_result.Length + _written.Length];
        _primal(_input, Value);
    }

    private sealed record Written(string Parameter, bool Active);

    /// <summary>The primal's outputs.</summary>
    internal double[] Value { get; }

    internal IReadOnlyList<double> Input => _input;

    /// <summary>For each output, whether it has a cotangent.</summary>
    internal bool[] ActiveOutputs => [.. _result.Select(leaf => leaf.Active), .. _written.Select(leaf => leaf.Active)];

    /// <summary>The weighted sum of the outputs at another point.</summary>
    internal double Weighted(double[] input, double[] weights)
    {
        var output = new double[Value.Length];
        _primal(input, output);
        return output.Zip(weights, (value, weight) => weight == 0 ? 0 : value * weight).Sum();
    }

    /// <summary>Runs the VJP: its outputs, and the cotangent of each leaf of the input (accumulated onto <paramref name="start"/>).</summary>
    internal (double[] Value, double[] InputBar, double[] OutBar) Vjp(FlatCall vjp, double[] weights, double start = 0)
    {
        List<double> input = [.. _input, .. weights[.._result.Length]];
        List<Companion> companions = [.. Companions()];
        foreach (Companion companion in companions)
        {
            input.Add(companion.Output is int output ? weights[_result.Length + output] : start);
        }

        double[] all = new double[Value.Length + companions.Count];
        vjp([.. input], all);
        var inputBar = new double[_input.Length];
        List<double> outBar = [];
        foreach ((Companion companion, double bar) in companions.Zip(all[Value.Length..]))
        {
            if (companion.Input is int index)
            {
                inputBar[index] = bar;
            }
            else
            {
                outBar.Add(bar);
            }
        }

        return (all[..Value.Length], inputBar, [.. outBar]);
    }

    /// <summary>Runs the JVP: its outputs, and their tangents.</summary>
    internal (double[] Value, double[] Tangent) Jvp(FlatCall jvp, double[] inputDot)
    {
        List<Companion> companions = [.. Companions()];
        double[] input = [.. _input, .. companions.Where(c => c.Input is not null).Select(c => inputDot[c.Input!.Value])];
        int tangents = companions.Count(c => c.Output is not null);
        var all = new double[(2 * _result.Length) + _written.Length + tangents];
        jvp(input, all);

        double[] value = [.. all[.._result.Length], .. all.AsSpan(2 * _result.Length, _written.Length)];
        var tangent = new double[Value.Length];
        all.AsSpan(_result.Length, _result.Length).CopyTo(tangent);
        int next = (2 * _result.Length) + _written.Length;
        foreach (Companion companion in companions.Where(c => c.Output is not null))
        {
            tangent[_result.Length + companion.Output!.Value] = all[next++];
        }

        return (value, tangent);
    }

    /// <summary>Runs value and gradient: its outputs, and the gradient for each leaf of the input.</summary>
    internal (double[] Value, double[] Gradient) ValueAndGradient(FlatCall valueAndGradient)
    {
        Companion[] components = [.. Companions().Where(c => c.Input is not null)];
        var all = new double[Value.Length + components.Length];
        valueAndGradient(_input, all);
        double[] value = [.. all[.._result.Length], .. all[(_result.Length + components.Length)..]];
        var gradient = new double[_input.Length];
        for (int i = 0; i < components.Length; i++)
        {
            gradient[components[i].Input!.Value] = all[_result.Length + i];
        }

        return (value, gradient);
    }

    /// <summary>A leaf of a tangent or cotangent parameter: the leaf of the input and of what is written that it belongs to.</summary>
    private sealed record Companion(int? Input, int? Output);

    private IEnumerable<Companion> Companions()
    {
        int input = 0, written = 0;
        foreach (var parameter in _method.Parameters)
        {
            bool isWritten = parameter.ParameterType.IsByRef && !parameter.IsIn;
            bool differentiable = _method.Differentiable.Contains(parameter);
            foreach (Type _ in Leaves.Of(parameter.ParameterType))
            {
                int? from = parameter.IsOut ? null : input++;
                int? to = isWritten ? written++ : null;
                if (differentiable)
                {
                    yield return new Companion(from, to);
                }
            }
        }
    }
}
