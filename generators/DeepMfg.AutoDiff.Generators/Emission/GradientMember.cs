using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary><c>(R Value, G Gradient) MValueAndGradient(…)</c></summary>
internal static class GradientMember
{
    public const string Suffix = "ValueAndGradient";

    public static Member Of(Derived derived)
    {
        Signature signature = derived.Signature;
        var arguments = new Arguments(signature);
        Parameter[] inputs = [.. arguments.Inputs];
        return new Member(signature, Suffix)
        {
            Summary = Documentation.Gradient(signature, inputs),
            Remarks = derived.GradientMode == Mode.Forward ? Documentation.Forward(inputs.Sum(Leaves)) : Documentation.Tape(derived.Gradient ?? derived.Vjp!),
            Result = $"({signature.Result!.Type} Value, {TypeOf(inputs)} Gradient)",
            Parameters = [.. arguments.Declared(atEnd: true)],
            Body = derived.Gradient is { } gradient ? Fused(arguments, new FunctionWriter(signature, gradient, new HelperClass(derived)), inputs)
                : ByVjp(arguments, inputs),
        };
    }

    private static int Leaves(Parameter parameter) => parameter.Shape.Leaves().Count(static leaf => leaf.IsReal);

    /// <summary>The form that overwrites buffers of the caller's, one for each input; it exists where some input is an array or a span.</summary>
    public static Member? IntoBuffers(Derived derived)
    {
        Signature signature = derived.Signature;
        var arguments = new Arguments(signature);
        Parameter[] inputs = [.. arguments.Inputs];
        if (!inputs.Any(static input => input.Shape.HasStorage)) return null;
        (Parameter Parameter, string Name)[] gradients = [.. inputs.Select(parameter => (parameter, arguments.Fresh(parameter.Name + "Gradient")))];
        return new Member(signature, Suffix)
        {
            Summary = Documentation.IntoBuffers(signature, [.. gradients.Select(static gradient => gradient.Name)]),
            Remarks = Documentation.Tape(derived.Vjp!),
            Result = signature.Result!.Type,
            Parameters =
            [
                .. arguments.Declared(atEnd: false),
                .. gradients.Select(gradient => $"{(Arguments.IsBuffer(gradient.Parameter) ? arguments.BufferType(gradient.Parameter)
                    : (gradient.Parameter.Shape.HasStorage ? "ref " : "out ") + gradient.Parameter.Type)} {gradient.Name}"),
            ],
            Body = writer =>
            {
                foreach ((Parameter parameter, string name) in gradients)
                {
                    if (parameter.MustExist) writer.Line(arguments.NullCheck(Arguments.Text(parameter)));
                    foreach (string check in arguments.Checks(parameter, name)) writer.Line(check);
                }
                List<LeafPath> buffers = [];
                foreach ((Parameter parameter, string name) in gradients)
                {
                    foreach (string check in arguments.Apart(parameter, name, buffers)) writer.Line(check);
                }
                foreach ((Parameter parameter, string name) in gradients)
                {
                    foreach (string line in Cleared(arguments, parameter, name)) writer.Line(line);
                }
                string[] bars = [.. arguments.Differentiable.Select(parameter =>
                {
                    (Parameter _, string? name) = gradients.FirstOrDefault(gradient => gradient.Parameter == parameter);
                    if (name is not null) return Arguments.IsBuffer(parameter) ? name : "ref " + name;
                    string bar = arguments.Fresh(parameter.Name + "Bar");
                    writer.Line($"{parameter.Type} {bar} = {Zero(arguments, parameter)};");
                    return "ref " + bar;
                })];
                string passed = string.Join(", ", [.. arguments.Passed(), "1", .. bars]);
                writer.Line($"return {signature.NameHere(VjpMember.Suffix)}{signature.TypeParameters}({passed});");
            },
        };
    }

    /// <summary>What sets a companion to zero.</summary>
    public static IEnumerable<string> Cleared(Arguments arguments, Parameter parameter, string name)
    {
        if (SpaceOf(parameter) is { } space)
        {
            return [$"{arguments.Library("GradientBuffers")}.Clear{(IsTable(parameter) ? "Table" : "")}<{space}>({name});"];
        }
        if (Arguments.BufferOf(parameter) is { IsStorage: true, IsVector: true }) return [$"{arguments.Library("GradientBuffers")}.Zero({name});"];
        if (parameter.Shape.Leaf is { IsModel: true } model) return [$"{name} = {Cleared(arguments, model, name)};"];
        string[] buffers = [.. Arguments.Places(parameter.Shape, name)
            .Where(static leaf => leaf.Leaf.IsReal && leaf.Type is { IsStorage: true, IsModel: false })
            .Select(leaf => $"{arguments.Library("GradientBuffers")}.Clear{(SpaceOf(leaf.Type) is { } space ? $"<{space}>" : "")}({leaf.Text});")];
        if (!parameter.Shape.HasStorage) return [$"{name} = {Zero(arguments, parameter)};"];
        string? numbers = Values.Changed(
            parameter.Shape, name,
            leaf => !leaf.Leaf.IsReal ? null : leaf.Type.IsFloat ? "0" : leaf.Type.IsModel ? Cleared(arguments, leaf.Type, leaf.Text) : null);
        return numbers is null ? buffers : [.. buffers, $"{name} = {numbers};"];
    }

    /// <summary>The type of the elements of an array and that of their numbers, where a zero of theirs is more than that all is zero.</summary>
    private static string? SpaceOf(IrType type) =>
        type.HeldMember is { Struct: var element } && !Arguments.IsNumbers(element) ? Arguments.ModelOf(element) : null;

    private static string? SpaceOf(Parameter parameter) =>
        parameter.Shape.Whole is null ? null : SpaceOf(parameter.Shape.Leaves().First(static leaf => leaf.IsReal).Leaf!);

    /// <summary>Whether it is an array of structs that has several dimensions, or rows.</summary>
    private static bool IsTable(Parameter parameter) => parameter.Shape.Whole is { IsVector: false };

    /// <summary>The zero of a parameter's type: new arrays, and the parameter's constants.</summary>
    private static string Zero(Arguments arguments, Parameter parameter) => Arguments.IsMade(parameter)
        ? Values.Changed(parameter.Shape, Arguments.Text(parameter), leaf => !leaf.Leaf.IsReal ? null
            : leaf.Type.IsFloat ? "0" : ZeroLike(arguments, leaf.Text, leaf.Type))!
        : parameter.Shape.Leaf is { IsModel: true } model ? ZeroLike(arguments, Arguments.Text(parameter), model)
        : Values.WriteTangent(parameter.Shape, Zeros(parameter.Shape));

    private static string Cleared(Arguments arguments, IrType model, string place) =>
        $"{arguments.Library("GradientBuffers")}.Cleared<{model.Name}, {Literals.TypeName(model.Item!)}>({place})";

    private static string ZeroLike(Arguments arguments, string place, IrType type) =>
        type.IsModel ? $"{type.Name}.ZeroLike({place})"
        : SpaceOf(type) is { } space ? $"{arguments.Library("VectorSpace")}.ZeroLike<{space}>({place})!"
        : $"{arguments.Library("GradientBuffers")}.Like({place})";

    /// <summary>The declaration of a companion that is zero.</summary>
    public static string Declared(Arguments arguments, Parameter parameter, string name) => Arguments.IsBuffer(parameter)
        ? $"{GradientType(parameter)} {name} = {NewBuffer(arguments, parameter)};"
        : $"{parameter.Type} {name} = {Zero(arguments, parameter)};";

    private static string TypeOf(Parameter[] inputs) => inputs is [var single]
        ? GradientType(single)
        : $"({string.Join(", ", inputs.Select((input, i) => $"{GradientType(input)} {NameTable.Escaped(MemberHeads.ElementName(input, i))}"))})";

    /// <summary>The gradient's type in a tuple: of a span an array.</summary>
    private static string GradientType(Parameter parameter) => Arguments.BufferOf(parameter) is { IsVector: true, Form: not StorageForm.Array } leaf
        ? Literals.TypeName(leaf with { Form = StorageForm.Array }) : parameter.Type;

    /// <summary>An array of zeros in the shape of a parameter; of one that is null, null.</summary>
    private static string NewBuffer(Arguments arguments, Parameter parameter)
    {
        IrType type = Arguments.BufferOf(parameter)!;
        string name = Arguments.Text(parameter);
        if (SpaceOf(parameter) is { } space && IsTable(parameter))
        {
            return $"{arguments.Library("VectorSpace")}.ZeroTable<{parameter.Type}, {space}>({name})!";
        }
        if (SpaceOf(parameter) is { } numbers)
        {
            string elements = type.Form == StorageForm.Array ? name : name + ".ToArray()";
            return $"{arguments.Library("VectorSpace")}.ZeroLike<{numbers}>({elements})!";
        }
        if (type.Form != StorageForm.Array) return $"new {Literals.TypeName(type.Item!)}[{name}.Length]";
        return $"{arguments.Library("GradientBuffers")}.Like({name})";
    }

    private static Action<CodeWriter> Fused(Arguments arguments, FunctionWriter function, Parameter[] inputs)
    {
        function.TakeOwn(arguments);
        function.Return(inputs.Sum(Leaves));
        return writer => function.Write(writer, arguments.Names, values =>
        {
            var leaves = new Queue<string>(values);
            string value = Values.Write(arguments.Signature.Result!, leaves);
            return $"({value}, {Tuple(inputs.Select(parameter => OfLeaves(parameter, leaves)))})";
        });
    }

    private static string OfLeaves(Parameter parameter, Queue<string> leaves) => Arguments.IsMade(parameter)
        ? Values.Changed(parameter.Shape, Arguments.Text(parameter), leaf => leaf.Leaf.IsReal ? leaves.Dequeue() : null) ?? Arguments.Text(parameter)
        : Values.WriteTangent(parameter.Shape, leaves);

    /// <summary>The VJP at cotangent one, with accumulators that start at zero.</summary>
    private static Action<CodeWriter> ByVjp(Arguments arguments, Parameter[] inputs) => writer =>
    {
        foreach (Parameter parameter in arguments.Differentiable.Where(static parameter => parameter.MustExist && parameter.Passing != Passing.Out))
        {
            writer.Line(arguments.NullCheck(Arguments.Text(parameter)));
        }
        Dictionary<Parameter, string> bars =
            arguments.Differentiable.ToDictionary(parameter => parameter, parameter => arguments.Fresh(parameter.Name + "Bar"));
        foreach (KeyValuePair<Parameter, string> bar in bars)
        {
            writer.Line(Declared(arguments, bar.Key, bar.Value));
        }
        string value = arguments.Fresh("value");
        IEnumerable<string> passed = [.. arguments.Passed(), "1", .. bars.Select(static bar => Arguments.IsBuffer(bar.Key) ? bar.Value : "ref " + bar.Value)];
        Signature signature = arguments.Signature;
        writer.Line($"{signature.Result!.Type} {value} = {signature.NameHere(VjpMember.Suffix)}{signature.TypeParameters}({string.Join(", ", passed)});");
        writer.Line($"return ({value}, {Tuple(inputs.Select(parameter => bars[parameter]))});");
    };

    private static string Tuple(IEnumerable<string> parts)
    {
        string[] all = [.. parts];
        return all.Length == 1 ? all[0] : $"({string.Join(", ", all)})";
    }

    private static Queue<string> Zeros(Shape shape) => new(shape.Leaves().Select(_ => "0"));
}
