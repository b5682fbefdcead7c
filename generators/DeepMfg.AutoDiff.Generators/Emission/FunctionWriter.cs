using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Connects a function's parameters and results with those of a C# method, in the order in which the function has them; then writes its body.
/// </summary>
internal sealed class FunctionWriter(Signature signature, Function function, HelperClass helpers)
{
    private readonly List<Place> places = [];
    private readonly List<Variable?> results = [];
    private readonly List<Assignment> always = [];
    private int taken;

    /// <summary>The method's own parameters and, in the same order, its own results.</summary>
    public void TakeOwn(Arguments arguments)
    {
        List<Variable> written = [];
        foreach ((Parameter parameter, string text, IrType type) in arguments.Leaves)
        {
            PlaceKind kind = Arguments.KindOf(parameter);
            Variable place = parameter.Passing == Passing.Out ? Invent(text, type) : Take(text, kind);
            if (kind == PlaceKind.Reference) written.Add(place);
        }
        Return(signature.Result?.Leaves().Count() ?? 0);
        Give(written);
    }

    /// <summary>The function's next parameters are the floating ones among these leaves.</summary>
    public List<Variable> Take(IEnumerable<(string Text, IrType Type)> leaves, PlaceKind kind) =>
        [.. leaves.Where(leaf => leaf.Type.IsFloat).Select(leaf => Take(leaf.Text, kind))];

    /// <summary>Leaves that the function does not take, as it only gives them.</summary>
    public List<Variable> Invent(IEnumerable<(string Text, IrType Type)> leaves) => [.. leaves.Select(leaf => Invent(leaf.Text, leaf.Type))];

    /// <summary>The function's next results go to these places.</summary>
    public void Give(IEnumerable<Variable> written) => results.AddRange(written);

    /// <summary>So many of the function's next results are returned.</summary>
    public void Return(int count) => results.AddRange(Enumerable.Repeat<Variable?>(null, count));

    /// <summary>What is assigned at every exit besides.</summary>
    public void Always(IEnumerable<Assignment> assignments) => always.AddRange(assignments);

    public void Write(CodeWriter writer, IEnumerable<string> names, Func<IReadOnlyList<string>, string> result)
    {
        IEnumerable<string> members = [signature.Name, .. names];
        Plan plan = Plan.Of(function, places, new Outputs(results, always), members, signature.QualifyNames) with { CallOf = helpers.CallOf };
        new BodyWriter(writer, plan, result).Write();
    }

    private Variable Take(string text, PlaceKind kind)
    {
        Variable parameter = function.Parameters[taken++];
        places.Add(new Place(parameter, text, kind));
        return parameter;
    }

    private Variable Invent(string text, IrType type)
    {
        string name = text.Substring(text.LastIndexOf('.') + 1).TrimStart('@');
        var place = new Variable($"{name}.place{places.Count}", type);
        places.Add(new Place(place, text, PlaceKind.Reference));
        return place;
    }
}
