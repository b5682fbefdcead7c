using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Writes the members that change a model in place: arrays by themselves, members by assignment, what can only be made anew at the end.</summary>
internal sealed class ModelChanges(ModelType type, ModelText text, CodeWriter writer)
{
    private readonly ModelLayout layout = new(type, writer);

    public void WriteAddScaled(string head, bool checksShape)
    {
        if (!checksShape && type.Components.All(static component => !component.IsAssignable))
        {
            layout.Value($"{head} => target = ", "target", leaf => $"target{leaf.At} + factor * value{leaf.At}");
            return;
        }
        ModelNames names = new("target", "factor", "value");
        Dictionary<ModelLeaf, string> models = [];
        writer.Line(head);
        writer.Open();
        if (checksShape) writer.Line($"{text.Space("RequireSameShape")}(target, value);");
        foreach (ModelLeaf leaf in text.Leaves())
        {
            switch (leaf.Component.Form)
            {
                case ComponentForm.Array or ComponentForm.Rows:
                    writer.Line($"{text.LeafCalls}.AddScaled(target{leaf.At}, factor, value{leaf.At});");
                    break;
                case ComponentForm.Models:
                    writer.Line($"{text.Space("AddScaled", leaf.Component.Model)}(target{leaf.At}, factor, value{leaf.At});");
                    break;
                case ComponentForm.Model:
                    models[leaf] = Read(leaf, "target", names);
                    writer.Line($"{text.Space("AddScaled", leaf.Component.Model)}(ref {models[leaf]}, factor, value{leaf.At});");
                    break;
            }
        }
        WriteBack("target", leaf => leaf.Component.Form switch
        {
            ComponentForm.Number => $"target{leaf.At} + factor * value{leaf.At}",
            ComponentForm.Model => models[leaf],
            _ => "target" + leaf.At,
        });
        writer.Close();
    }

    public void WriteVisit(string head)
    {
        ModelNames names = new("value", "visitor");
        Dictionary<ModelLeaf, string> locals = [];
        writer.Line(head);
        writer.Open();
        foreach (ModelLeaf leaf in text.Leaves())
        {
            switch (leaf.Component.Form)
            {
                case ComponentForm.Number:
                    locals[leaf] = Read(leaf, "value", names);
                    writer.Line($"visitor.Visit(\"{leaf.Name}\", new {text.Span}<{type.Scalar}>(ref {locals[leaf]}), default);");
                    break;
                case ComponentForm.Model:
                    locals[leaf] = Read(leaf, "value", names);
                    writer.Line($"{text.Space("Visit", leaf.Component.Model, $", {type.Visitor}")}(\"{leaf.Name}\", ref {locals[leaf]}, ref visitor);");
                    break;
                case ComponentForm.Models:
                    writer.Line($"{text.Space("Visit", leaf.Component.Model, $", {type.Visitor}")}(\"{leaf.Name}\", value{leaf.At}, ref visitor);");
                    break;
                default:
                    writer.Line($"{text.LeafCalls}.Visit<{type.Scalar}, {type.Visitor}>(\"{leaf.Name}\", value{leaf.At}, ref visitor);");
                    break;
            }
        }
        WriteBack("value", leaf => locals.TryGetValue(leaf, out string? local) ? local : "value" + leaf.At);
        writer.Close();
    }

    /// <summary>A leaf that is passed by reference needs a variable.</summary>
    private string Read(ModelLeaf leaf, string root, ModelNames names)
    {
        string name = names.Of(leaf.Name);
        writer.Line($"{leaf.Component.Type} {name} = {root}{leaf.At};");
        return name;
    }

    private void WriteBack(string root, Func<ModelLeaf, string> leaf)
    {
        Component[] changed = [.. type.Components.Where(static component => !component.StaysItself)];
        foreach (Component component in changed.Where(static component => component.IsAssignable))
        {
            writer.Line(Assignment(root, component, ModelText.Build(component, root, leaf)));
        }
        Component[] made = [.. changed.Where(static component => !component.IsAssignable)];
        if (made.Length > 0) layout.Value($"{root} = ", root, leaf, made);
    }

    private static string Assignment(string root, Component component, string value)
    {
        string place = $"{root}.{component.Access}", sum = $"{place} + ";
        return value.StartsWith(sum, StringComparison.Ordinal) ? $"{place} += {value.Substring(sum.Length)};" : $"{place} = {value};";
    }
}
