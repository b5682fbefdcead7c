namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>C# that calls a marked method and its derivatives with flat vectors, written as a user would call them.</summary>
/// <param name="form">The method's signature.</param>
/// <param name="precision">What it computes in.</param>
/// <param name="path">The method's type, for the defaults that it declares.</param>
internal sealed class Driver(Form form, Precision precision, string path)
{
    private string Real => precision.Real;

    public string Text(string name, string target, string twin) => $$"""
        internal static class {{name}}
        {
            public static double[] Primal(double[] x, int n)
            {
                {{Inputs(Real, "x", "")}}
                {{(form.Results == 0 ? "" : "var r = ")}}({{target}}).{{form.Name}}{{form.Generic.Arguments}}({{Arguments(Real)}});
                return [{{Outputs("r")}}];
            }

            public static double[] Twin(double[] x, int n)
            {
                {{Inputs("double", "x", "")}}
                {{(form.Results == 0 ? "" : "var r = ")}}({{twin}}).{{form.Name}}{{form.Generic.Arguments}}({{Arguments("double")}});
                return [{{Outputs("r")}}];
            }

            public static double[] Jvp(double[] x, int n, double[] d)
            {
                {{Inputs(Real, "x", "")}}
                {{Inputs(Real, "d", "_d")}}
                {{(form.Results == 0 ? "" : "var r = ")}}({{target}}).{{form.Stem}}Jvp{{form.Generic.Arguments}}({{Arguments(Real)}}{{Extras()}}, {{Companions("_d", outIsRef: false)}});
                return [{{Outputs("r.Value")}}, {{Outputs("r.Tangent", "_d")}}];
            }

            public static double[] Vjp(double[] x, int n, double[] w, double[] start)
            {
                {{Inputs(Real, "x", "")}}
                {{Accumulators()}}
                {{(form.Results == 0 ? "" : "var r = ")}}({{target}}).{{form.Stem}}Vjp{{form.Generic.Arguments}}({{Arguments(Real)}}{{Extras()}}{{Cotangent()}}, {{Companions("_b", outIsRef: true)}});
                return [{{Outputs("r")}}, {{Bars()}}];
            }

            public static double[] Gradient(double[] x, int n)
            {
                {{Gradient(target)}}
            }
        }

        """.Replace($"({target}).", target.StartsWith("new", StringComparison.Ordinal) ? $"({target})." : $"{target}.")
            .Replace($"({twin}).", twin.StartsWith("new", StringComparison.Ordinal) ? $"({twin})." : $"{twin}.");

    /// <summary>What has a default, where something follows it.</summary>
    private string Extras() => string.Concat(form.Extras.Select(extra => ", " + extra.Argument.Replace("{path}", path, StringComparison.Ordinal)));

    private string Local(Argument argument, string suffix) => $"p{form.Arguments.ToList().IndexOf(argument)}{suffix}";

    private string Inputs(string real, string vector, string suffix)
    {
        List<string> lines = [];
        int next = 0;
        foreach (Argument argument in form.Arguments.Where(a => a.IsRead))
        {
            string Leaf() => $"({real}){vector}[{next++}]";
            string value = argument.IsArray ? $"[{string.Join(", ", Enumerable.Range(0, argument.Leaves).Select(_ => Leaf()))}]"
                : argument.Leaves == 1 ? Leaf() : $"({Leaf()}, {Leaf()})";
            lines.Add($"{form.Type(argument.Leaves, real)} {Local(argument, suffix)} = {value};");
        }

        return string.Join(" ", lines);
    }

    private string Arguments(string real) => string.Join(", ", form.Arguments.Select(argument => argument switch
    {
        { Leaves: 0 } => "n",
        { Pass: Pass.Out } => $"out {real} {Local(argument, "")}",
        _ => Form.Keyword(argument.Pass) + Local(argument, ""),
    }));

    private string Outputs(string result, string suffix = "") => string.Join(", ",
        (form.Results switch { 0 => [], 1 => [result], _ => new[] { $"{result}.Left", $"{result}.Right" } })
        .Concat(form.Arguments.Where(a => a.IsWritten).Select(a => $"{(a.IsArray ? ".. " : "")}{Local(a, suffix)}")));

    /// <summary>Tangents (an <c>out</c> parameter's is <c>out</c>), or accumulators (all <c>ref</c>).</summary>
    private string Companions(string suffix, bool outIsRef) => string.Join(", ", form.Arguments.Where(a => a.Leaves > 0).Select(argument => argument.Pass switch
    {
        _ when argument.IsArray => Local(argument, suffix),
        _ when outIsRef => $"ref {Local(argument, suffix)}",
        Pass.Out => $"out {Real} {Local(argument, suffix)}",
        Pass.Ref => $"ref {Local(argument, suffix)}",
        _ => Local(argument, suffix),
    }));

    private string Cotangent() => form.Results switch { 0 => "", 1 => $", ({Real})w[0]", _ => $", (({Real})w[0], ({Real})w[1])" };

    private string Accumulators()
    {
        List<string> lines = [];
        int read = 0, written = form.Results;
        foreach (Argument argument in form.Arguments.Where(a => a.Leaves > 0))
        {
            if (argument.IsArray)
            {
                string from = argument.IsWritten ? $"w[{written}..{written + argument.Leaves}]" : $"start[{read}..{read + argument.Leaves}]";
                lines.Add($"{Real}[] {Local(argument, "_b")} = [.. System.Linq.Enumerable.Select({from}, static v => ({Real})v)];");
                written += argument.IsWritten ? argument.Leaves : 0;
                read += argument.Leaves;
                continue;
            }

            string start = argument.IsWritten ? $"({Real})w[{written++}]"
                : argument.Leaves == 1 ? $"({Real})start[{read}]" : $"(({Real})start[{read}], ({Real})start[{read + 1}])";
            read += argument.IsRead ? argument.Leaves : 0;
            lines.Add($"{form.Type(argument.Leaves, Real)} {Local(argument, "_b")} = {start};");
        }

        return string.Join(" ", lines);
    }

    /// <summary>The cotangents of what is read, then those that <c>out</c> parameters are left with.</summary>
    private string Bars() => string.Join(", ", form.Arguments.Where(a => a.IsRead).Concat(form.Arguments.Where(a => a.Pass == Pass.Out))
        .SelectMany(a => Leaves(Local(a, "_b"), a)));

    private string Gradient(string target)
    {
        if (form.Results != 1)
        {
            return "return [];";
        }

        Argument[] read = [.. form.Arguments.Where(a => a.IsRead)];
        var leaves = read.SelectMany((a, i) => Leaves(read.Length == 1 ? "r.Gradient" : $"r.Gradient.Item{i + 1}", a));
        return $"{Inputs(Real, "x", "")} var r = ({target}).{form.Stem}ValueAndGradient{form.Generic.Arguments}({Arguments(Real)}); return [{Outputs("r.Value")}, {string.Join(", ", leaves)}];";
    }

    private static string[] Leaves(string value, Argument of) =>
        of.IsArray ? [$".. {value}"] : of.Leaves == 1 ? [value] : [$"{value}.Item1", $"{value}.Item2"];
}
