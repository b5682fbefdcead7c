using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary><c>(R Value, R Tangent) MJvp(…, T pDot, …)</c></summary>
internal static class JvpMember
{
    public const string Suffix = "Jvp";

    public static Member Of(Derived derived, Function jvp)
    {
        Signature signature = derived.Signature;
        var arguments = new Arguments(signature);
        var function = new FunctionWriter(signature, jvp, new HelperClass(derived));
        function.TakeOwn(arguments);
        List<string> parameters = [.. arguments.Declared(atEnd: false)], dots = [];
        // The tangents of the result are returned; those of written parameters go to their companions.
        int returned = signature.Result?.Leaves().Count(static leaf => leaf.IsReal) ?? 0;
        function.Return(returned);
        List<LeafPath> buffers = [];
        foreach (Parameter parameter in arguments.Differentiable)
        {
            string dot = arguments.Fresh(parameter.Name + "Dot");
            dots.Add(dot);
            if (Arguments.IsBuffer(parameter))
            {
                List<Variable> tangents = function.Take(Arguments.Paths(parameter.Shape, dot), PlaceKind.ReadOnly);
                IrType tangent = (tangents.Find(static one => one.Type.Form != StorageForm.ReadOnlySpan) ?? tangents[0]).Type;
                string type = parameter.Shape.Whole is { IsVector: true } whole
                    ? arguments.TypeName(whole with { Form = tangent.IsVector ? tangent.Form : StorageForm.Span })
                    : tangent.IsVector ? arguments.TypeName(tangent) : parameter.Type;
                parameters.Add($"{type} {dot}");
                bool isWritten = tangent.Form != StorageForm.ReadOnlySpan;
                IEnumerable<string> apart = isWritten ? arguments.Apart(parameter, dot, buffers) : [];
                foreach (string check in arguments.Checks(parameter, dot).Concat(apart)) function.Begin(check);
                continue;
            }
            string modifier = parameter.Passing switch { Passing.Ref => "ref ", Passing.Out => "out ", _ => "" };
            parameters.Add($"{modifier}{parameter.Type} {dot}");
            if (Arguments.IsMade(parameter) || parameter.Shape.Leaf is { IsModel: true }) arguments.Begin(function, parameter, dot);
            TakeTangent(function, parameter, dot);
        }
        return new Member(signature, Suffix)
        {
            Summary = Documentation.Jvp(signature, dots),
            Remarks = "Forward mode.",
            Result = signature.Result is { } result ? $"({result.Type} Value, {result.Type} Tangent)" : "void",
            Parameters = parameters,
            IsPrivate = !derived.Produce.HasFlag(Produce.Jvp),
            IsCalled = derived.Produce.HasFlag(Produce.Jacobian),
            Body = writer => function.Write(writer, arguments.Names, values => Pair(signature.Result, values)),
        };
    }

    private static void TakeTangent(FunctionWriter function, Parameter parameter, string dot)
    {
        List<LeafPath> leaves = [.. Arguments.Paths(parameter.Shape, dot)];
        if (Arguments.IsMade(parameter))
        {
            if (parameter.Passing != Passing.Out) function.Take(leaves, PlaceKind.ReadOnly);
            if (parameter.Passing is Passing.Ref or Passing.Out) function.Make(parameter, dot, isNew: parameter.Passing == Passing.Out);
            return;
        }
        if (parameter.Passing == Passing.Out)
        {
            function.Give(function.Invent(leaves.Where(static leaf => leaf.Leaf.IsReal)));
            function.Always(function.Invent(leaves.Where(static leaf => !leaf.Leaf.IsReal)).Select(place => new Assignment(place, Constant.Zero(place.Type))));
            return;
        }
        PlaceKind kind = parameter.Passing == Passing.Ref ? PlaceKind.Reference
            : parameter.Shape.Leaf is null ? PlaceKind.ReadOnly : PlaceKind.Value;
        List<Variable> places = function.Take(leaves, kind);
        if (parameter.Passing == Passing.Ref) function.Give(places);
    }

    private static string Pair(Shape? result, IReadOnlyList<string> values)
    {
        if (result is null) return "";
        var leaves = new Queue<string>(values);
        return $"({Values.Write(result, leaves)}, {Values.WriteTangent(result, leaves)})";
    }
}
