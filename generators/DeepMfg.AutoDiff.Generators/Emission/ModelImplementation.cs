using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Writes a model's explicit implementation of the interface.</summary>
internal sealed class ModelImplementation(ModelType type, ModelText text, CodeWriter writer)
{
    private readonly ModelLayout layout = new(type, writer);
    private readonly ModelLeaf[] leaves = [.. text.Leaves()];

    /// <summary>Whether it has a fixed number of numbers, so that two values always have one shape.</summary>
    private bool IsOnlyNumbers => Array.TrueForAll(leaves, IsNumber);

    public void Write()
    {
        ModelChanges changes = new(type, text, writer);
        Action?[] members =
        [
            type.Constructor is null ? null : WriteConstructor,
            () => layout.Value(Head(type.Name, "ZeroLike", "in {0} value"), "value", ZeroOf),
            () => WriteSum(nameof(ModelMemberKind.Add), "+", text.One),
            () => WriteSum(nameof(ModelMemberKind.Subtract), "-", text.MinusOne),
            () => layout.Value(Head(type.Name, "Scale", $"{type.Scalar} factor, in {{0}} value"), "value", ScaledOf),
            WriteDot,
            () => changes.WriteAddScaled(Head("void", "AddScaled", $"ref {{0}} target, {type.Scalar} factor, in {{0}} value"), !IsOnlyNumbers),
            () => layout.Chain(Head("int", "ParameterCount", "in {0} value"), " + ", Counts()),
            IsOnlyNumbers ? null : WriteHasSameShape,
            WriteCopyTo,
            WriteFrom,
            () => changes.WriteVisit(Head("void", $"Visit<{type.Visitor}>", $"ref {{0}} value, ref {type.Visitor} visitor")),
        ];
        bool isFirst = true;
        foreach (Action member in members.OfType<Action>())
        {
            if (!isFirst) writer.Line();
            isFirst = false;
            writer.Line(SourceFile.MarksOf(type.QualifyNames));
            member();
        }
    }

    private void WriteHasSameShape() => layout.Chain(
        Head("bool", "HasSameShape", "in {0} left, in {0} right"), " && ",
        [.. leaves.Where(static leaf => !IsNumber(leaf)).Select(leaf => $"{CallOf(leaf, "HasSameShape")}(left{leaf.At}, right{leaf.At})")]);

    /// <summary>The head of a member of the interface; <c>{0}</c> stands for the type in its parameters.</summary>
    private string Head(string result, string name, string parameters) =>
        $"static {result} {text.Interface}.{name}({string.Format(parameters, type.Name)})";

    /// <summary>Sets what neither <c>with</c> nor an assignment can.</summary>
    private void WriteConstructor()
    {
        ModelNames names = new("like");
        (Component Component, string Name)[] parameters = [.. type.Components.Select(component => (component, names.Of(component.Leaf)))];
        writer.Line($"private {type.Constructor}(in {type.Name} like, {string.Join(", ", parameters.Select(static p => $"{p.Component.Type} {p.Name}"))})");
        writer.Open();
        writer.Line("this = like;");
        foreach ((Component component, string name) in parameters) writer.Line($"this.{component.Access} = {name};");
        writer.Close();
    }

    private void WriteSum(string name, string sign, string factor)
    {
        string head = Head(type.Name, name, "in {0} left, in {0} right");
        if (IsOnlyNumbers) layout.Value(head, "left", leaf => $"left{leaf.At} {sign} right{leaf.At}");
        else layout.Chain(head, "", [$"{text.Space("Combine")}(left, {factor}, right)"]);
    }

    private void WriteDot()
    {
        string head = Head(type.Scalar, "Dot", "in {0} left, in {0} right");
        if (IsOnlyNumbers)
        {
            layout.Chain(head, " + ", [.. leaves.Select(DotOf)]);
            return;
        }
        writer.Line(head);
        writer.Open();
        writer.Line($"{text.Space("RequireSameShape")}(left, right);");
        layout.Statement("return ", " + ", [.. leaves.Select(DotOf)]);
        writer.Close();
    }

    private void WriteCopyTo()
    {
        writer.Line(Head("void", "CopyTo", $"in {{0}} value, {text.Span}<{type.Scalar}> destination"));
        writer.Open();
        RequireLength("destination", "value");
        for (int i = 0; i < leaves.Length; i++)
        {
            writer.Line(IsOnlyNumbers ? $"destination[{i}] = value{leaves[i].At};" : $"{CallOf(leaves[i], "Put")}(value{leaves[i].At}, ref destination);");
        }
        writer.Close();
    }

    private void WriteFrom()
    {
        int taken = 0;
        writer.Line(Head(type.Name, "From", $"in {{0}} like, {text.ReadOnlySpan}<{type.Scalar}> values"));
        writer.Open();
        RequireLength("values", "like");
        layout.Value("return ", "like", leaf => !IsNumber(leaf) ? $"{CallOf(leaf, "Take")}(like{leaf.At}, ref values)"
            : IsOnlyNumbers ? $"values[{taken++}]" : $"{text.LeafCalls}.Take(ref values)");
        writer.Close();
    }

    private void RequireLength(string span, string model)
    {
        string count = IsOnlyNumbers ? $"{leaves.Length}" : $"{text.Space("Count")}({model})";
        writer.Line($"{text.LeafCalls}.RequireLength({span}.Length, {count}, nameof({type.Name}), nameof({span}));");
    }

    private string ZeroOf(ModelLeaf leaf) => IsNumber(leaf) ? text.Zero : $"{CallOf(leaf, "ZeroLike")}(value{leaf.At})";

    private string ScaledOf(ModelLeaf leaf) =>
        IsNumber(leaf) ? $"factor * value{leaf.At}" : $"{CallOf(leaf, "Scale")}(factor, value{leaf.At})";

    private string DotOf(ModelLeaf leaf) => leaf.Component.Form switch
    {
        ComponentForm.Number => $"left{leaf.At} * right{leaf.At}",
        ComponentForm.Array or ComponentForm.Rows => $"{text.LeafCalls}.Dot<{type.Scalar}>(left{leaf.At}, right{leaf.At})",
        _ => $"{CallOf(leaf, "Dot")}(left{leaf.At}, right{leaf.At})",
    };

    private string[] Counts()
    {
        int numbers = leaves.Count(IsNumber);
        IEnumerable<string> others = leaves.Where(static leaf => !IsNumber(leaf)).Select(leaf => $"{CallOf(leaf, "Count")}(value{leaf.At})");
        return numbers > 0 ? [$"{numbers}", .. others] : [.. others];
    }

    private static bool IsNumber(ModelLeaf leaf) => leaf.Component.Form == ComponentForm.Number;

    /// <summary>The call of an operation on a leaf: C# infers what an array's operation needs, and not what a model's does.</summary>
    private string CallOf(ModelLeaf leaf, string operation) => leaf.Component.Form is ComponentForm.Model or ComponentForm.Models
        ? text.Space(operation, leaf.Component.Model) : $"{text.LeafCalls}.{operation}";
}
