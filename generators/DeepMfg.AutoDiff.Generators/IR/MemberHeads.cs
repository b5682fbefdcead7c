namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>
/// The declarations of a method's members without their bodies, of which nothing needs to be known: what code that calls them is bound to before they
/// exist, and what stands in for them where the method is refused.
/// </summary>
/// <remarks>A companion has the type of its parameter's shape, which need not be the parameter's own where that is refused.</remarks>
internal sealed class MemberHeads
{
    private const string Library = "global::DeepMfg.AutoDiff.", Spans = "global::System.";

    private readonly Signature signature;
    private readonly string result;
    private readonly Parameter[] active, inputs;
    private readonly HashSet<string> names;

    private MemberHeads(Signature signature)
    {
        this.signature = signature;
        result = signature.Result?.Type ?? "void";
        active = [.. signature.Parameters.Where(static parameter => parameter.Differentiable)];
        inputs = [.. active.Where(static parameter => parameter.Passing != Passing.Out)];
        names = [.. signature.Parameters.Select(static parameter => parameter.Name)];
    }

    /// <summary>The heads of the methods that are asked for.</summary>
    public static IEnumerable<string> Of(Signature signature, Produce produce) => new MemberHeads(signature).Methods(produce);

    /// <summary>The objective's head, and those of its own members.</summary>
    public static (string Type, IEnumerable<string> Members) OfObjective(Signature signature) => new MemberHeads(signature).Objective();

    private string Scalar => result.Contains("float") ? "float" : "double";

    private IEnumerable<string> Methods(Produce produce)
    {
        if (produce.HasFlag(Produce.Gradient) && signature.Result is not null)
        {
            yield return Head($"({result} Value, {Gradient()} Gradient)", "ValueAndGradient", [.. Own(atEnd: true)]);
            if (inputs.Any(HasStorage)) yield return Head(result, "ValueAndGradient", [.. Own(), .. inputs.Select(Buffer)]);
        }
        if (produce.HasFlag(Produce.Jvp))
        {
            yield return Head(signature.Result is null ? "void" : $"({result} Value, {result} Tangent)", "Jvp", [.. Own(), .. active.Select(Tangent)]);
        }
        if (produce.HasFlag(Produce.Vjp)) yield return Head(result, "Vjp", [.. Own(), .. Cotangents()]);
        if (produce.HasFlag(Produce.Jacobian))
        {
            yield return Head($"{Scalar}[,]", "Jacobian", [.. Own(atEnd: true)]);
            yield return Head("void", "Jacobian", [.. Own(), $"{Spans}Span<{Scalar}> {Fresh("jacobian")}"]);
        }
        if (produce.HasFlag(Produce.Split))
        {
            string tape = $"{Library}Tape {Fresh("tape")}";
            yield return Head(result, "Forward", [.. Own(), tape]);
            yield return Head("void", "Reverse", [.. Own(), tape, .. Cotangents()]);
        }
    }

    private (string Type, IEnumerable<string> Members) Objective()
    {
        string read = $"{Spans}ReadOnlySpan<{Scalar}>", write = $"{Spans}Span<{Scalar}>", name = signature.Name + "Objective";
        bool isScalar = result is "double" or "float";
        string contract = $"{Library}{(isScalar ? "IObjective" : "IResiduals")}<{Scalar}>";
        string type = $"{signature.Accessibility} readonly struct {name}{signature.TypeParameters} : {contract} {signature.Constraints}";
        string[] kept = [.. signature.Parameters.Skip(1).Select(static parameter => $"{parameter.Type} @{parameter.Name}")];
        string[] constructor = kept.Length == 0 ? [] : [$"public {name}({string.Join(", ", kept)})"];
        return (type.TrimEnd(), isScalar ? [.. constructor, $"public {Scalar} ValueAndGradient({read} x, {write} gradient)"] :
        [
            .. constructor, $"public int Count({read} x)", $"public void Residuals({read} x, {write} residuals)",
            $"public void Jacobian({read} x, {write} jacobian)",
        ]);
    }

    private string Head(string type, string suffix, IEnumerable<string> parameters)
    {
        Produce kind = Producing.AskedBy(suffix);
        string head = $"{signature.Accessibility}{signature.ModifiersOf(kind)} {type} {signature.Name}{suffix}{signature.TypeParameters}"
            + $"({string.Join(", ", parameters)}) {signature.ConstraintsOf(kind)}";
        return head.TrimEnd();
    }

    private IEnumerable<string> Own(bool atEnd = false) => signature.Parameters.Where(static parameter => !parameter.IsReceiver).Select(parameter =>
        $"{(parameter.IsParams && atEnd ? "params " : parameter.Passing.Modifier())}{parameter.Type} @{parameter.Name}"
        + (parameter.Default.Length > 0 && atEnd ? " = " + parameter.Default : ""));

    private IEnumerable<string> Cotangents()
    {
        if (signature.Result is not null) yield return $"{(ItemOf(result) is { } item ? $"{Spans}ReadOnlySpan<{item}>" : result)} {Fresh("cotangent")}";
        foreach (Parameter parameter in active)
        {
            string type = parameter.Shape.Type;
            yield return (ItemOf(type) is { } number ? $"{Spans}Span<{number}>" : IsTable(type) ? type : $"ref {type}") + " " + Fresh(parameter.Name + "Bar");
        }
    }

    private string Tangent(Parameter parameter)
    {
        string modifier = parameter.Passing is Passing.Ref or Passing.Out && !IsTable(parameter.Shape.Type) ? parameter.Passing.Modifier() : "";
        string type = ItemOf(parameter.Shape.Type) is { } item ? $"{Spans}ReadOnlySpan<{item}>" : modifier + parameter.Shape.Type;
        return $"{type} {Fresh(parameter.Name + "Dot")}";
    }

    private string Buffer(Parameter parameter)
    {
        string type = parameter.Shape.Type;
        string buffer = ItemOf(type) is { } item ? $"{Spans}Span<{item}>" : IsTable(type) ? type : (parameter.Shape.HasStorage ? "ref " : "out ") + type;
        return $"{buffer} {Fresh(parameter.Name + "Gradient")}";
    }

    private string Gradient() => inputs.Length switch
    {
        0 => Scalar,
        1 => GradientOf(inputs[0]),
        _ => $"({string.Join(", ", inputs.Select(static (input, i) => $"{GradientOf(input)} @{ElementName(input, i)}"))})",
    };

    /// <summary>What the gradient in a parameter is called in the tuple of all: C# forbids some names there, which get an underscore.</summary>
    public static string ElementName(Parameter input, int position)
    {
        string name = input.IsReceiver ? "This" : input.Name;
        bool isForbidden = name is "CompareTo" or "Deconstruct" or "Equals" or "GetHashCode" or "Rest" or "ToString"
            || IsItem(name) && name != "Item" + (position + 1);
        return isForbidden ? name + "_" : name;
    }

    private static bool IsItem(string name) =>
        name.StartsWith("Item", StringComparison.Ordinal) && name.Length > 4 && name.Skip(4).All(char.IsDigit) && name[4] != '0';

    private static string GradientOf(Parameter input) => IsSpan(input.Shape.Type) ? ItemOf(input.Shape.Type) + "[]" : input.Shape.Type;

    private string Fresh(string name)
    {
        while (names.Contains(name)) name += "_";
        return "@" + name;
    }

    private static bool HasStorage(Parameter parameter) =>
        parameter.Shape.HasStorage || ItemOf(parameter.Shape.Type) is not null || IsTable(parameter.Shape.Type);

    private static bool IsTable(string type) => type.TrimEnd('?').EndsWith("]", StringComparison.Ordinal);

    public static bool IsSpan(string type) =>
        type.StartsWith(Spans + "Span<", StringComparison.Ordinal) || type.StartsWith(Spans + "ReadOnlySpan<", StringComparison.Ordinal);

    /// <summary>The type of the elements of a span or of an array with one index; nothing of other types.</summary>
    public static string? ItemOf(string type)
    {
        if (IsSpan(type)) return type.Substring(type.IndexOf('<') + 1, type.Length - type.IndexOf('<') - 2);
        string array = type.TrimEnd('?');
        if (!array.EndsWith("[]", StringComparison.Ordinal)) return null;
        string item = array.Substring(0, array.Length - 2);
        return IsTable(item) ? null : item;
    }
}
