using System.Text.RegularExpressions;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>
/// A call as the table of operations writes it, like <c>Softmax(x, !width, >y)</c> or <c>LogSumExp(x) -> y</c>: what is written is marked <c>></c>, what
/// is added to <c>+</c>, what is held constant <c>!</c>; <c>?</c> stands behind what may be left out, <c>x.Length</c> for a length alone, and behind
/// the arrow the number that is given back.
/// </summary>
internal sealed class OperationCall
{
    private static readonly Regex Whole = new(@"^(?<method>\w+)\((?<arguments>.*)\)( -> (?<result>\w+))?$");
    private static readonly Regex Token = new(@"(?<mark>[>+!]?)\b(?!(new|default)\b)(?<name>[A-Za-z]\w*)(?<optional>\??)(?<length>(\.Length)?)");

    private readonly List<Access> accesses = [];
    private readonly List<int> optional = [];
    private readonly string arguments;
    private readonly string? result;

    public OperationCall(string text)
    {
        Match match = Whole.Match(text);
        Method = match.Groups["method"].Value;
        result = match.Groups["result"] is { Success: true, Value: var given } ? given : null;
        arguments = Token.Replace(match.Groups["arguments"].Value, Operand);
    }

    public string Method { get; }

    /// <summary>The names of its operands, in order.</summary>
    public List<string> Operands { get; } = [];

    /// <summary>The names of its values: its operands, and the number that it gives.</summary>
    public IReadOnlyList<string> Values => result is null ? Operands : [.. Operands, result];

    /// <summary>The positions of what it overwrites.</summary>
    public IEnumerable<int> Overwritten => Enumerable.Range(0, accesses.Count).Where(i => accesses[i] == Access.Writes);

    /// <summary>The row of the method, without derivatives.</summary>
    public Kernel ToKernel(string @namespace, string home) =>
        new(Kernels.NameOf(home, Method, Operands.Count), accesses, $"{home}.{Method}<{{type}}>({arguments})", [])
        {
            Namespace = @namespace, HasResult = result is not null, Optional = optional,
        };

    private string Operand(Match token)
    {
        int index = Operands.Count;
        bool isLength = token.Groups["length"].Length > 0;
        Operands.Add(token.Groups["name"].Value);
        accesses.Add(isLength ? Access.Measures : token.Groups["mark"].Value switch
        {
            ">" => Access.Writes, "+" => Access.Adds, "!" => Access.Holds, _ => Access.Reads,
        });
        if (token.Groups["optional"].Length > 0) optional.Add(index);
        return isLength ? $"{{{index}}}.Length" : $"{{{index}}}";
    }
}
