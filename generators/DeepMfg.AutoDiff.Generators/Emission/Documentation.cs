using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>What the documentation of generated members says.</summary>
internal static class Documentation
{
    public static string Vjp(Signature signature, IReadOnlyList<string> bars)
    {
        string value = signature.Result is null ? $"Runs {Method(signature)} and pulls cotangents back into" : $"Value of {Method(signature)}; adds its pulled-back cotangent to";
        return $"{value} {List(bars.Select(Reference))}.";
    }

    public static string Jvp(Signature signature, IReadOnlyList<string> dots) =>
        $"{(signature.Result is null ? "Runs" : "Value of")} {Method(signature)}, and its tangent in the direction {List(dots.Select(Reference))}.";

    public static string Gradient(Signature signature, IReadOnlyList<Parameter> inputs) =>
        $"Value and gradient of {Method(signature)} in {(inputs.Count == 1 ? inputs[0].Name : $"({string.Join(", ", inputs.Select(static input => input.Name))})")}.";

    /// <summary>What one pass costs.</summary>
    public static string Forward(int inputs) =>
        $"Forward mode: {(inputs == 1 ? "a tangent travels" : $"{inputs} tangents travel")} along with the value. Tape: none.";

    /// <summary>How many bytes of tape a function takes, and where.</summary>
    public static string Tape(Function function)
    {
        List<string> costs = [];
        Survey(function.Body, "the method", costs);
        return $"Reverse mode. Tape: {(costs.Count == 0 ? "none" : string.Join("; ", costs))}.";
    }

    private static void Survey(Block block, string place, List<string> costs)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Turn { Forward: true } turn: costs.Add($"{turn.Tape.Columns.Sum(Size)} bytes a trip of {place}"); break;
                case If branch:
                    Survey(branch.Then, place, costs);
                    Survey(branch.Else, place, costs);
                    break;
                case For loop: Survey(loop.Body, $"the for loop over {loop.Counter.Index.BaseName}", costs); break;
                case While loop:
                    string carried = string.Join(", ", loop.Carried.Select(static value => value.Variable.BaseName).Distinct().Take(3));
                    Survey(loop.Body, carried.Length == 0 ? "the while loop" : $"the while loop over {carried}", costs);
                    break;
            }
        }
    }

    private static int Size(IrType type) => type.Element switch
    {
        Element.Float64 or Element.Int64 or Element.UInt64 => 8,
        Element.Bool or Element.Int8 or Element.UInt8 => 1,
        Element.Char or Element.Int16 or Element.UInt16 => 2,
        _ => 4,
    };

    private static string Method(Signature signature) => signature.Cref.Length > 0 ? $"<see cref=\"{signature.Cref}\"/>" : $"<c>{signature.Name}</c>";

    private static string Reference(string parameter) => $"<paramref name=\"{parameter.TrimStart('@')}\"/>";

    private static string List(IEnumerable<string> parts)
    {
        string[] all = [.. parts];
        return all.Length < 2 ? string.Concat(all) : string.Join(", ", all.Take(all.Length - 1)) + " and " + all[all.Length - 1];
    }
}
