using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Lays out expressions that are as long as a model has members.</summary>
internal sealed class ModelLayout(ModelType type, CodeWriter writer)
{
    private const int MaxWidth = 130;

    private const string Step = "    ", Arrow = " => ";

    /// <summary>A new value of the model, behind a statement's or a member's beginning.</summary>
    /// <param name="head"><c>return </c>, <c>value = </c>, or a member's head, whose expression it is.</param>
    /// <param name="root">The variable of which the new value keeps the constants.</param>
    /// <param name="leaf">The new value of each leaf.</param>
    /// <param name="only">The members that are new; where there is nothing else, all.</param>
    public void Value(string head, string root, Func<ModelLeaf, string> leaf, IReadOnlyCollection<Component>? only = null)
    {
        if (!head.EndsWith(" ", StringComparison.Ordinal)) head += Arrow;
        bool isBuilt = type.Constructor is not null;
        (string Access, string Text)[] items =
        [
            .. type.Components.Where(component => isBuilt || only is null || only.Contains(component)).Select(component => (
                component.Access, only?.Contains(component) == false ? $"{root}.{component.Access}" : ModelText.Build(component, root, leaf))),
        ];
        string[] texts = [.. items.Select(item => isBuilt ? item.Text : $"{item.Access} = {item.Text}")];
        string line = isBuilt ? $"new({root}, {string.Join(", ", texts)});" : $"{root} with {{ {string.Join(", ", texts)} }};";
        if (OneOrTwoLines(head, line)) return;
        writer.Line(isBuilt ? $"{head}new(" : $"{head}{root} with");
        if (isBuilt) writer.Line($"{Step}{root},");
        else writer.Line("{");
        for (int i = 0; i < texts.Length; i++) writer.Line($"{Step}{texts[i]}{(isBuilt ? i + 1 < texts.Length ? "," : ");" : ",")}");
        if (!isBuilt) writer.Line("};");
    }

    /// <summary>A member that is one sum or conjunction.</summary>
    public void Chain(string head, string joint, IReadOnlyList<string> terms) => Statement(head + Arrow, joint, terms);

    /// <summary>A statement, or a member, that is one sum or conjunction.</summary>
    public void Statement(string head, string joint, IReadOnlyList<string> terms)
    {
        if (OneOrTwoLines(head, string.Join(joint, terms) + ";")) return;
        bool isMember = head.EndsWith(Arrow, StringComparison.Ordinal);
        if (isMember) writer.Line(head.TrimEnd());
        for (int i = 0; i < terms.Count; i++)
        {
            string before = i > 0 ? Step + joint.TrimStart() : isMember ? Step : head;
            writer.Line($"{before}{terms[i]}{(i + 1 < terms.Count ? "" : ";")}");
        }
    }

    private bool OneOrTwoLines(string head, string line)
    {
        if (head.Length + line.Length <= MaxWidth)
        {
            writer.Line(head + line);
            return true;
        }
        if (!head.EndsWith(Arrow, StringComparison.Ordinal) || line.Length > MaxWidth) return false;
        writer.Line(head.TrimEnd());
        writer.Line(Step + line);
        return true;
    }
}
