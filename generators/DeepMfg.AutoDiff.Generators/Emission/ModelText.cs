using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>A leaf of a model, or a model in it.</summary>
/// <param name="Component">What it is.</param>
/// <param name="At">How C# reaches it behind the variable that holds the model: <c>.Pair.A</c>.</param>
/// <param name="Name">Its name: <c>pair.a</c>.</param>
internal sealed record ModelLeaf(Component Component, string At, string Name);

/// <summary>The texts of which a model's file consists.</summary>
internal sealed class ModelText(ModelType type)
{
    public string Interface => $"{Library("IDifferentiable")}<{type.Name}, {type.Scalar}>";

    public string LeafCalls => Library("ModelLeaves");

    public string Span => type.QualifyNames ? "global::System.Span" : "Span";

    public string ReadOnlySpan => type.QualifyNames ? "global::System.ReadOnlySpan" : "ReadOnlySpan";

    public string Zero => IsGeneric ? $"{type.Scalar}.Zero" : "0";

    public string One => IsGeneric ? $"{type.Scalar}.One" : "1";

    public string MinusOne => "-" + One;

    private bool IsGeneric => type.Scalar is not ("float" or "double");

    /// <summary>The call of an operation on the type itself.</summary>
    public string Space(string operation) => Space(operation, type.Name);

    /// <summary>The call of an operation on a model.</summary>
    public string Space(string operation, string model, string more = "") => $"{Library("VectorSpace")}.{operation}<{model}, {type.Scalar}{more}>";

    /// <summary>All leaves and models, in order.</summary>
    public IEnumerable<ModelLeaf> Leaves() => type.Components.SelectMany(static component => LeavesOf(component));

    public static IEnumerable<ModelLeaf> LeavesOf(Component component, string at = "", string name = "")
    {
        ModelLeaf leaf = new(component, $"{at}.{component.Access}", name.Length == 0 ? component.Leaf : $"{name}.{component.Leaf}");
        return component.Form switch
        {
            ComponentForm.Constant => [],
            ComponentForm.Tuple => component.Items.SelectMany(item => LeavesOf(item, leaf.At, leaf.Name)),
            _ => [leaf],
        };
    }

    /// <summary>A member's new value: of each leaf what is said, in tuples beside the constants of a variable.</summary>
    public static string Build(Component component, string constants, Func<ModelLeaf, string> leaf) => Build(component, "", "", constants, leaf);

    private static string Build(Component component, string at, string name, string constants, Func<ModelLeaf, string> leaf)
    {
        string here = $"{at}.{component.Access}", named = name.Length == 0 ? component.Leaf : $"{name}.{component.Leaf}";
        return component.Form switch
        {
            ComponentForm.Constant => constants + here,
            ComponentForm.Tuple => (component.IsPositional ? $"new {component.Type}" : "")
                + $"({string.Join(", ", component.Items.Select(item => Build(item, here, named, constants, leaf)))})",
            _ => leaf(new ModelLeaf(component, here, named)),
        };
    }

    private string Library(string name) => type.QualifyNames ? $"global::DeepMfg.AutoDiff.{name}" : name;
}
