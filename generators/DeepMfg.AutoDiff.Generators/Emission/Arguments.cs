using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>A leaf of a parameter or a companion, and the text that reads it.</summary>
internal readonly record struct LeafPath(string Text, Shape Leaf, bool IsMember)
{
    private readonly string? name;

    public IrType Type => Leaf.Leaf!;

    /// <summary>What the user calls it: <c>range.low</c>, where only a function reads that.</summary>
    public string Name { get => name ?? Text; init => name = value; }
}

/// <summary>What the members of one method have in common: its parameters, their companions' names, their leaves.</summary>
internal sealed class Arguments(Signature signature)
{
    /// <summary>How many others a buffer is held against at once.</summary>
    private const int MostApart = 3;

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
    public IEnumerable<string> Declared(bool atEnd) => signature.Parameters.Where(parameter => !parameter.IsReceiver).Select(parameter =>
    {
        string modifier = parameter.IsParams && atEnd ? "params " : parameter.Passing.Modifier();
        string value = parameter.Default.Length > 0 && atEnd ? " = " + parameter.Default : "";
        return $"{modifier}{Short(parameter.Type)} {Text(parameter)}{value}";
    });

    /// <summary>A type with spans named alone, where that means them.</summary>
    private string Short(string type) =>
        signature.QualifyNames ? type : type.Replace("global::System.Span<", "Span<").Replace("global::System.ReadOnlySpan<", "ReadOnlySpan<");

    /// <summary>The method's own parameters as they are passed along.</summary>
    public IEnumerable<string> Passed() => signature.Parameters.Where(parameter => !parameter.IsReceiver).Select(parameter =>
        (parameter.Passing == Passing.RefReadOnly ? "in " : parameter.Passing == Passing.In ? "" : parameter.Passing.Modifier()) + Text(parameter));

    /// <summary>The leaves of a value by the text that reads them: <c>range.Low</c>.</summary>
    public static IEnumerable<LeafPath> Paths(Shape shape, string text) => Paths(shape, new LeafPath(text, shape, IsMember: false));

    private static IEnumerable<LeafPath> Paths(Shape shape, LeafPath path) => shape.Leaf is not null ? [path with { Leaf = shape }]
        // What the structs of an array hold is all read from the array.
        : shape.Whole is not null ? shape.Leaves().Select(leaf => path with { Leaf = leaf })
        : shape.Items.SelectMany(item => Paths(item.Shape, Member(path, item)));

    private static LeafPath Member(LeafPath path, Item item)
    {
        string name = NameTable.Escaped(item.Name);
        return new LeafPath(item.Read(path.Text, name), item.Shape, IsMember: true) { Name = $"{path.Name}.{name}" };
    }

    /// <summary>Whether a parameter's companion is a buffer that is written in place.</summary>
    public static bool IsBuffer(Parameter parameter) => BufferOf(parameter) is { IsStorage: true, IsModel: false };

    /// <summary>The type of the array or span that a parameter is.</summary>
    public static IrType? BufferOf(Parameter parameter) => parameter.Shape.Whole ?? parameter.Shape.Leaf;

    /// <summary>Whether a parameter's companion is a value with members, made anew where they change; arrays in it are written in place.</summary>
    public static bool IsMade(Parameter parameter) => parameter.Shape.HasRecord || parameter.Shape is { Leaf: null, Whole: null, HasStorage: true };

    /// <summary>The type of a companion that is written: of a vector a span.</summary>
    public string BufferType(Parameter parameter) => BufferOf(parameter) is { IsVector: true } leaf ? TypeName(leaf.Shadow()) : parameter.Type;

    /// <summary>A type of the library.</summary>
    public string Library(string type) => Library("DeepMfg.AutoDiff", type);

    /// <summary>A type of a namespace that generated code uses.</summary>
    public string Library(string space, string type) => signature.QualifyNames ? $"global::{space}.{type}" : type;

    public string TypeName(IrType type) => Literals.TypeName(type, signature.QualifyNames ? "global::System." : "");

    /// <summary>What throws where there is no record.</summary>
    public string NullCheck(string name) => $"{Library("System", "ArgumentNullException")}.ThrowIfNull({name});";

    /// <summary>What stands before the body for a companion with members.</summary>
    public void Begin(FunctionWriter function, Parameter parameter, string companion)
    {
        if (parameter.Shape.IsReference && parameter.Passing != Passing.Out) function.Begin(NullCheck(companion));
        foreach (string check in Checks(parameter, companion)) function.Begin(check);
    }

    /// <summary>What throws where the arrays of a companion do not have the shapes of the parameter's.</summary>
    public IEnumerable<string> Checks(Parameter parameter, string companion) =>
        Places(parameter.Shape, Text(parameter)).Zip(Places(parameter.Shape, companion), (own, its) => (own, its))
            .Where(static pair => pair.own.Leaf.IsReal && pair.own.Type.IsStorage)
            .SelectMany(pair => Checks(pair.own, pair.its, companion, parameter.IsAlwaysRead));

    /// <summary>
    /// What throws, in a project that is compiled for debugging, where a buffer lies where an argument lies, or a buffer before it: <paramref name="buffers"/>,
    /// to which it is added. A vector in a companion with members is held against the one that it is the companion of.
    /// </summary>
    public IEnumerable<string> Apart(Parameter parameter, string companion, List<LeafPath> buffers)
    {
        LeafPath[] own = [.. Places(parameter.Shape, Text(parameter))], its = [.. Places(parameter.Shape, companion)];
        LeafPath[] arguments = [.. signature.Parameters.Where(static other => IsBuffer(other)).SelectMany(other => Places(other.Shape, Text(other)))];
        string call = Library("GradientBuffers") + ".RequireApart";
        for (int i = 0; i < own.Length; i++)
        {
            if (!own[i].Leaf.IsReal || !own[i].Type.IsVector) continue;
            string item = Literals.ItemName(own[i].Type);
            string[] others = own[i].IsMember ? [own[i].Text]
                : [.. arguments.Concat(buffers).Where(other => other.Type.IsVector && Literals.ItemName(other.Type) == item)
                    .Select(static other => other.Text)];
            for (int first = 0; first < others.Length; first += MostApart)
            {
                yield return $"{call}<{item}>(nameof({companion}), {its[i].Text}, {string.Join(", ", others.Skip(first).Take(MostApart))});";
            }
            if (!own[i].IsMember) buffers.Add(its[i]);
        }
    }

    /// <summary>The leaves that lie in different places: of an array of structs one number stands for all.</summary>
    public static IEnumerable<LeafPath> Places(Shape shape, string text) => Places(shape, new LeafPath(text, shape, IsMember: false));

    private static IEnumerable<LeafPath> Places(Shape shape, LeafPath path) =>
        shape.Whole is not null ? Paths(shape, path).Where(static leaf => leaf.Leaf.IsReal).Take(1)
        : shape.Leaf is not null ? Paths(shape, path) : shape.Items.SelectMany(item => Places(item.Shape, Member(path, item)));

    private IEnumerable<string> Checks(LeafPath own, LeafPath companions, string companion, bool exists)
    {
        (string name, IrType type, string its) = (own.Text, own.Type, companions.Text);
        string exception = Library("System", "ArgumentException");
        string differing = $"throw new {exception}(\"{companions.Name.TrimStart('@')} must have the";
        string than = $"of {own.Name.TrimStart('@')}.\", nameof({companion}));";
        if (type.IsModel)
        {
            yield return $"if (!{type.Name}.HasSameShape({its}, {name})) {differing} shape {than}";
            yield break;
        }
        if (type.HeldMember is { Struct: { HasStorage: true } element })
        {
            string same = type is { Member: not null, Rank: 1 } ? "HasSameShape" : "HaveSameShapes";
            yield return $"if (!{Library("VectorSpace")}.{same}<{ModelOf(element)}>({its}, {name})) {differing} shape {than}";
            yield break;
        }
        if (type.Item is { IsStorage: true })
        {
            yield return $"if (!{Library("GradientBuffers")}.HaveSameShapes({its}, {name})) {differing} shape {than}";
            yield break;
        }
        bool isMember = its != companion;
        string[] lengths = type.Rank == 1 ? ["Length"] : [.. Enumerable.Range(0, type.Rank).Select(static dimension => $"GetLength({dimension})")];
        string differs = string.Join(" || ", lengths.Select(Differs));
        string what = type.Rank == 1 ? "length" : "shape";
        yield return $"if ({differs}) {differing} {what} {than}";

        // An array may be null: of a vector, whose companion is a span, that is one without elements; of a table the companion is null, too.
        string Differs(string length) => type.Form != StorageForm.Array || exists && type.IsVector ? $"{its}.{length} != {name}.{length}"
            : type.IsVector && !isMember ? $"{its}.{length} != ({name}?.{length} ?? 0)"
            // None is as good as an empty one, and is compared as a number: numbers that there may be cost more than the comparison.
            : type.IsVector ? $"({its}?.{length} ?? 0) != ({name}?.{length} ?? 0)"
            : $"{its}?.{length} != {name}?.{length}";
    }

    /// <summary>A marked type, and the type of its numbers.</summary>
    public static string ModelOf(Shape element)
    {
        IrType number = element.Leaves().First(static leaf => leaf.IsReal).Leaf!;
        while (number.Item is { } item) number = item;
        return $"{element.Type}, {Literals.TypeName(number)}";
    }

    /// <summary>Whether an element of an array holds nothing but numbers through which derivatives flow, so that all of it is zero where they are.</summary>
    public static bool IsNumbers(Shape element) => !element.IsReference && element.Leaf is null or { IsFloat: true } && !element.IsConstant
        && element.Items.All(static item => IsNumbers(item.Shape));

    public static PlaceKind KindOf(Parameter parameter) => parameter.Passing switch
    {
        Passing.Ref or Passing.Out => PlaceKind.Reference,
        Passing.Value when parameter.Shape.Leaf is { IsStorage: false } && !parameter.IsReceiver => PlaceKind.Value,
        _ => PlaceKind.ReadOnly,
    };

    public static string Text(Parameter parameter) => parameter.IsReceiver ? "this" : NameTable.Escaped(parameter.Name);
}
