using System.Globalization;
using System.Text;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The rows as a table for the README.</summary>
internal static class RuleTable
{
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("| function | partials | tested on | at special points |\n| --- | --- | --- | --- |\n");
        foreach (Primitive row in Primitives.All.Where(IsForUsers).Where(row => !row.Partials.IsEmpty)) text.Append(Line(row)).Append('\n');
        text.Append("\nDerivative zero: ").Append(Names(row => row.Result is ResultKind.First or ResultKind.Int32)).Append(".\n");
        text.Append("No derivative: ").Append(Names(row => row.Result == ResultKind.Bool)).Append("; ");
        text.Append(string.Join("; ", NoDerivative.Reasons.Select(static entry => $"`{entry.Key}` ({entry.Value})"))).Append(".\n");
        return text.ToString();
    }

    private static bool IsForUsers(Primitive row) => row.Form is not (StaticCall { Home: Home.Partials } or Cast or CheckedInfix or Transparent);

    private static string Line(Primitive row)
    {
        string partials = string.Join("; ", Enumerable.Range(0, row.Arity).Where(i => row.Form is not Conditional || i > 0)
            .Select(i => $"`{Mathematics.Print(row.Partial(i), row.Arity)}`"));
        string domains = string.Join(" × ", row.Domains.Select(static domain => $"[{Number(domain.Low)}, {Number(domain.High)}]"));
        return $"| `{Mathematics.Print(row)}` | {partials} | {domains} | {row.Convention} |";
    }

    private static string Names(Func<Primitive, bool> filter) => string.Join(", ", Primitives.All
        .Where(row => row.Kind == RuleKind.None && row.Form is StaticCall { Home: not Home.Partials } && filter(row))
        .Select(static row => $"`{((StaticCall)row.Form).Method}`").Distinct());

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
