using System.Text;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The members of known types as a table for the documentation.</summary>
internal static class KnownMemberTable
{
    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Addition"] = "+", ["op_Subtraction"] = "-", ["op_Multiply"] = "*", ["op_Division"] = "/", ["op_UnaryNegation"] = "-", ["op_UnaryPlus"] = "+",
    };

    public static string Markdown()
    {
        StringBuilder text = new();
        text.Append("| type | its numbers | members that compute, written out | members that are called for their value |\n| --- | --- | --- | --- |\n");
        foreach (KnownType type in KnownTypes.All)
        {
            text.Append($"| `{type.Name}` | {Parts(type)} | {Names(type, isExact: true)} | {Names(type, isExact: false)} |\n");
        }
        text.Append("\n| members and overloads without a derivative | instead |\n| --- | --- |\n");
        foreach ((string names, string instead) in RefusedMembers.Groups)
        {
            text.Append($"| {string.Join(", ", names.Split(' ').Select(Written).Distinct())} | {instead.Replace('\'', '`')} |\n");
        }
        return text.ToString();
    }

    private static string Parts(KnownType type) =>
        type.Count > 6 ? $"`{type.Parts[0]}` … `{type.Parts[type.Count - 1]}`" : string.Join(", ", type.Parts.Select(static part => $"`{part}`"));

    private static string Names(KnownType type, bool isExact) => string.Join(", ", KnownMembers.All
        .Where(member => member.Home == type && member.IsExact == isExact).Select(static member => Written(member.Name)).Distinct());

    private static string Written(string name) => $"`{(
        Operators.TryGetValue(name, out string? symbol) ? symbol
        : name == ".ctor" ? "new"
        : name is "op_Implicit" or "op_Explicit" ? "(T)"
        : name.StartsWith("op_", StringComparison.Ordinal) ? name.Substring(3)
        : name is "get_Item" or "set_Item" ? "[i]"
        : name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal) ? name.Substring(4)
        : name)}`";
}
