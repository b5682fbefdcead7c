using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>What the members of one method have in common: its parameters, their companions' names, their leaves.</summary>
internal sealed class Arguments(Signature signature)
{
    private readonly HashSet<string> names = [.. signature.Parameters.Select(parameter => parameter.Name)];

    public Signature Signature => signature;

    /// <summary>The parameters that derivatives are taken with respect to, and the results among them.</summary>
    public IEnumerable<Parameter> Differentiable => signature.Parameters.Where(parameter => parameter.Differentiable && parameter.Shape.HasFloat);

    public IEnumerable<Parameter> Inputs => Differentiable.Where(parameter => parameter.Passing != Passing.Out);

    /// <summary>The names that the parameters take.</summary>
    public IEnumerable<string> Names => names;

    /// <summary>A name that no parameter has, for one more.</summary>
    public string Fresh(string name)
    {
        while (!names.Add(name)) name += "_";
        return NameTable.Escaped(name);
    }

    /// <summary>The method's own parameters; defaults and <c>params</c> only <paramref name="atEnd"/>.</summary>
    public IEnumerable<string> Declared(bool atEnd) => signature.Parameters.Where(parameter => !IsReceiver(parameter)).Select(parameter =>
    {
        string modifier = parameter.IsParams && atEnd ? "params " : parameter.Passing.Modifier();
        string value = parameter.Default.Length > 0 && atEnd ? " = " + parameter.Default : "";
        return $"{modifier}{parameter.Type} {Text(parameter)}{value}";
    });

    /// <summary>The method's own parameters as they are passed along.</summary>
    public IEnumerable<string> Passed() => signature.Parameters.Where(parameter => !IsReceiver(parameter)).Select(parameter =>
        (parameter.Passing == Passing.RefReadOnly ? "in " : parameter.Passing == Passing.In ? "" : parameter.Passing.Modifier()) + Text(parameter));

    /// <summary>Where the leaves of the method's own parameters are, as the function takes them.</summary>
    public IEnumerable<(Parameter Parameter, string Text, IrType Type)> Leaves =>
        signature.Parameters.SelectMany(parameter => LeavesOf(parameter, Text(parameter)));

    public static IEnumerable<(Parameter Parameter, string Text, IrType Type)> LeavesOf(Parameter parameter, string text) =>
        Paths(parameter.Shape, text).Select(leaf => (parameter, leaf.Text, leaf.Type));

    /// <summary>The leaves of a value by the text that reads them: <c>range.Low</c>.</summary>
    public static IEnumerable<(string Text, IrType Type)> Paths(Shape shape, string text) => shape.Leaf is { } leaf
        ? [(text, leaf)]
        : shape.Items.SelectMany(item => Paths(item.Shape, $"{text}.{NameTable.Escaped(item.Name)}"));

    /// <summary>Whether a parameter's companion is a buffer that is written in place.</summary>
    public static bool IsBuffer(Parameter parameter) => parameter.Shape.Leaf is { IsStorage: true };

    /// <summary>The type of a companion that is written: of a vector a span.</summary>
    public string BufferType(Parameter parameter) => parameter.Shape.Leaf is { IsVector: true } leaf ? TypeName(leaf.Shadow()) : parameter.Type;

    /// <summary>A type of the library.</summary>
    public string Library(string type) => signature.QualifyNames ? "global::DeepMfg.AutoDiff." + type : type;

    public string TypeName(IrType type) => Literals.TypeName(type, signature.QualifyNames ? "global::System." : "");

    /// <summary>What throws where a companion's shape is not the parameter's.</summary>
    public IEnumerable<string> Checks(Parameter parameter, string companion)
    {
        string name = Text(parameter), exception = signature.QualifyNames ? "global::System.ArgumentException" : "ArgumentException";
        IrType type = parameter.Shape.Leaf!;
        string[] lengths = type.Rank == 1 ? ["Length"] : [.. Enumerable.Range(0, type.Rank).Select(static dimension => $"GetLength({dimension})")];
        string differs = string.Join(" || ", lengths.Select(Differs));
        string what = type.Rank == 1 ? "length" : "shape";
        yield return $"if ({differs}) throw new {exception}(\"{companion.TrimStart('@')} must have the {what} of {parameter.Name}.\", nameof({companion}));";

        // An array may be null: of a vector, whose companion is a span, that is one without elements; of a table the companion is null, too.
        string Differs(string length) => type.Form != StorageForm.Array ? $"{companion}.{length} != {name}.{length}"
            : type.IsVector ? $"{companion}.{length} != ({name}?.{length} ?? 0)"
            : $"{companion}?.{length} != {name}?.{length}";
    }

    public static PlaceKind KindOf(Parameter parameter) => parameter.Passing switch
    {
        Passing.Ref or Passing.Out => PlaceKind.Reference,
        Passing.Value when parameter.Shape.Leaf is { IsStorage: false } && !IsReceiver(parameter) => PlaceKind.Value,
        _ => PlaceKind.ReadOnly,
    };

    public static string Text(Parameter parameter) => IsReceiver(parameter) ? "this" : NameTable.Escaped(parameter.Name);

    private static bool IsReceiver(Parameter parameter) => parameter.Name == "this";
}
