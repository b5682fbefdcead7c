using System.Text;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The rows of operations over spans as tables for readers.</summary>
internal static class OperationTable
{
    public static string Markdown(IEnumerable<OperationRow> rows)
    {
        var text = new StringBuilder("| operation | its tangent, by `Tangents` | cotangents, by `Pullbacks` |\n| --- | --- | --- |\n");
        foreach (OperationRow row in rows)
        {
            text.Append($"| `{Plain(row.Operation)}` | {Calls(row.Tangents)} | {Calls(row.Pullbacks)} |\n");
        }
        return text.ToString();
    }

    private static string Calls(IEnumerable<string> calls) => string.Join(", ", calls.Select(static call => $"`{Plain(call)}`"));

    // What is written and what is left out says its name; what is held constant is marked.
    private static string Plain(string call) => call.Replace(">", "").Replace("- ", "→ ").Replace("+", "").Replace("?", "");
}
