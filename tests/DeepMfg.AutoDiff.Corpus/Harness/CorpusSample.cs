using System.Reflection;

namespace DeepMfg.AutoDiff.Corpus.Harness;

/// <summary>A method of the corpus at a point.</summary>
public sealed class CorpusSample
{
    private readonly Dictionary<string, object> _constants = [];

    internal CorpusSample(CorpusMethod method, IReadOnlyList<object> arguments)
    {
        Method = method;
        List<double> input = [];
        int next = 0;
        foreach (ParameterInfo parameter in method.Parameters.Where(p => !p.IsOut))
        {
            int leaves = Leaves.Of(parameter.ParameterType).Count;
            if (leaves == 0)
            {
                _constants.Add(parameter.Name!, arguments[next++]);
            }

            for (int leaf = 0; leaf < leaves; leaf++, next++)
            {
                input.Add(arguments[next] is char c ? c : Convert.ToDouble(arguments[next], null));
            }
        }

        if (next != arguments.Count)
        {
            throw new ArgumentException($"{method.Name} takes {next} arguments, not {arguments.Count}.", nameof(arguments));
        }

        Input = [.. input];
    }

    public CorpusMethod Method { get; }

    /// <summary>The leaves of the arguments.</summary>
    public IReadOnlyList<double> Input { get; }

    /// <summary>For each leaf of the input, whether derivatives are taken with respect to it.</summary>
    public IReadOnlyList<bool> IsActive =>
    [
        .. from parameter in Method.Parameters
           where !parameter.IsOut
           from leaf in Leaves.Of(parameter.ParameterType)
           select Leaves.IsFloat(leaf) && Method.Differentiable.Contains(parameter),
    ];

    /// <summary>The method or one of its derivatives, to be called with flat arguments.</summary>
    public FlatCall Call(MethodInfo member) => FlatCalls.Compile(member, Method.Receiver, _constants);

    /// <summary>The value of a parameter that is not made of numbers.</summary>
    public object? Constant(string parameter) => _constants.GetValueOrDefault(parameter);
}
