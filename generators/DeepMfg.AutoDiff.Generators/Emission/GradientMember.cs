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
            Body = derived.Gradient is { } gradient ? Fused(arguments, new FunctionWriter(signature, gradient, new HelperClass(derived)), inputs) : ByVjp(arguments, inputs),
        };
    }

    private static int Leaves(Parameter parameter) => parameter.Shape.Leaves().Count(static leaf => leaf.Leaf!.IsFloat);

    private static string TypeOf(Parameter[] inputs) => inputs is [var single]
        ? single.Type
        : $"({string.Join(", ", inputs.Select((parameter, i) => $"{parameter.Type} {Values.ElementName(parameter.Name, i)}"))})";

    private static Action<CodeWriter> Fused(Arguments arguments, FunctionWriter function, Parameter[] inputs)
    {
        function.TakeOwn(arguments);
        function.Return(inputs.Sum(Leaves));
        return writer => function.Write(writer, arguments.Names, values =>
        {
            var leaves = new Queue<string>(values);
            string value = Values.Write(arguments.Signature.Result!, leaves);
            return $"({value}, {Tuple(inputs.Select(parameter => Values.WriteTangent(parameter.Shape, leaves)))})";
        });
    }

    /// <summary>The VJP at cotangent one, with accumulators that start at zero.</summary>
    private static Action<CodeWriter> ByVjp(Arguments arguments, Parameter[] inputs) => writer =>
    {
        Dictionary<Parameter, string> bars = arguments.Differentiable.ToDictionary(parameter => parameter, parameter => arguments.Fresh(parameter.Name + "Bar"));
        foreach (KeyValuePair<Parameter, string> bar in bars)
        {
            writer.Line($"{bar.Key.Type} {bar.Value} = {Values.WriteTangent(bar.Key.Shape, Zeros(bar.Key.Shape))};");
        }
        string value = arguments.Fresh("value");
        IEnumerable<string> passed = [.. arguments.Passed(), "1", .. bars.Values.Select(bar => "ref " + bar)];
        Signature signature = arguments.Signature;
        writer.Line($"{signature.Result!.Type} {value} = {signature.Name}{VjpMember.Suffix}{signature.TypeParameters}({string.Join(", ", passed)});");
        writer.Line($"return ({value}, {Tuple(inputs.Select(parameter => bars[parameter]))});");
    };

    private static string Tuple(IEnumerable<string> parts)
    {
        string[] all = [.. parts];
        return all.Length == 1 ? all[0] : $"({string.Join(", ", all)})";
    }

    private static Queue<string> Zeros(Shape shape) => new(shape.Leaves().Select(_ => "0"));
}
