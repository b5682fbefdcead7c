using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary><c>R MVjp(…, R cotangent, ref T pBar, …)</c></summary>
internal static class VjpMember
{
    public const string Suffix = "Vjp";

    public static Member Of(Derived derived, Function vjp)
    {
        var arguments = new Arguments(derived.Signature);
        var function = new FunctionWriter(derived.Signature, vjp, new HelperClass(derived));
        function.TakeOwn(arguments);
        List<string> parameters = [.. arguments.Declared(atEnd: false)];
        List<string> bars = TakeCompanions(function, arguments, parameters);
        return new Member(derived.Signature, Suffix)
        {
            Summary = Documentation.Vjp(derived.Signature, bars),
            Remarks = Documentation.Tape(vjp),
            Result = derived.Signature.Result?.Type ?? "void",
            Parameters = parameters,
            IsPrivate = !derived.Produce.HasFlag(Produce.Vjp),
            IsCalled = derived.Produce != Produce.Vjp,
            Body = writer => function.Write(writer, arguments.Names, values => derived.Signature.Result is { } shape ? Values.Write(shape, new(values)) : ""),
        };
    }

    /// <summary>The cotangent and the accumulators: declared as parameters, taken by the function; the accumulators' names.</summary>
    public static List<string> TakeCompanions(FunctionWriter function, Arguments arguments, List<string> parameters)
    {
        if (arguments.Signature.Result is { } result)
        {
            string cotangent = arguments.Fresh("cotangent");
            string type = result.Leaf is { IsVector: true } leaf ? arguments.TypeName(leaf with { Form = StorageForm.ReadOnlySpan }) : result.Type;
            parameters.Add($"{type} {cotangent}");
            function.Take(Arguments.Paths(result, cotangent), result.Leaf is { IsStorage: false } ? PlaceKind.Value : PlaceKind.ReadOnly);
        }
        List<string> bars = [];
        List<LeafPath> buffers = [];
        foreach (Parameter parameter in arguments.Differentiable)
        {
            string bar = arguments.Fresh(parameter.Name + "Bar");
            bars.Add(bar);
            if (Arguments.IsBuffer(parameter))
            {
                parameters.Add($"{arguments.BufferType(parameter)} {bar}");
                function.Take(Arguments.Paths(parameter.Shape, bar), PlaceKind.ReadOnly);
                foreach (string check in arguments.Checks(parameter, bar).Concat(arguments.Apart(parameter, bar, buffers))) function.Begin(check);
                continue;
            }
            parameters.Add($"ref {parameter.Type} {bar}");
            if (Arguments.IsMade(parameter))
            {
                arguments.Begin(function, parameter, bar);
                foreach (string check in arguments.Apart(parameter, bar, buffers)) function.Begin(check);
                function.Take(Arguments.Paths(parameter.Shape, bar), PlaceKind.ReadOnly);
                if (parameter.Passing == Passing.Out) function.Zero(parameter, bar);
                else function.Make(parameter, bar);
                continue;
            }
            if (parameter.Shape.Leaf is { IsModel: true })
            {
                arguments.Begin(function, parameter, bar);
                function.Take(Arguments.Paths(parameter.Shape, bar), PlaceKind.ReadOnly);
                continue;
            }
            List<Variable> places = function.Take(Arguments.Paths(parameter.Shape, bar), PlaceKind.Reference);
            if (parameter.Passing == Passing.Out) function.Always(places.Select(place => new Assignment(place, Constant.Zero(place.Type))));
            else function.Give(places);
        }
        return bars;
    }
}
