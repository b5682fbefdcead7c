using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Connects a function's parameters and results with those of a C# method, in the order in which the function has them; then writes its body.
/// </summary>
internal sealed class FunctionWriter(Signature signature, Function function, HelperClass helpers)
{
    private readonly List<ParameterPlace> places = [];
    private readonly List<Variable?> results = [];
    private readonly List<Assignment> always = [];
    private readonly List<string> first = [];
    private readonly List<string> held = [];
    private readonly List<Made> made = [];

    /// <summary>The locals that hold members of companions which are changed as a whole.</summary>
    private readonly Dictionary<string, string> models = [];

    /// <summary>The locals that hold arrays of structs, each for all that these hold.</summary>
    private readonly Dictionary<(string Path, string Type), string> arrays = [];
    private HashSet<Variable>? mentioned;
    private Arguments? arguments;
    private int taken, kept;

    /// <summary>The tape that a parameter is, in which the body reserves.</summary>
    public string Tape { get; init; } = "";

    /// <summary>The tape that a parameter is, from which the body takes what another has kept there.</summary>
    public string Kept { get; init; } = "";

    /// <summary>The method's own parameters and, in the same order, its own results.</summary>
    public void TakeOwn(Arguments arguments)
    {
        List<Action> written = TakeParameters(arguments);
        Return(signature.Result?.Leaves().Count() ?? 0);
        foreach (Action give in written) give();
    }

    /// <summary>The method's own parameters; what has the function's next results go to those that are written.</summary>
    public List<Action> TakeParameters(Arguments arguments)
    {
        this.arguments = arguments;
        List<Action> written = [];
        foreach (Parameter parameter in signature.Parameters)
        {
            PlaceKind kind = Arguments.KindOf(parameter);
            LeafPath[] leaves = [.. Arguments.Paths(parameter.Shape, Arguments.Text(parameter))];
            if (Arguments.IsMade(parameter))
            {
                bool isNew = parameter.Passing == Passing.Out;
                if (parameter.Shape.IsReference && !isNew) Begin(arguments.NullCheck(Arguments.Text(parameter)));
                foreach (LeafPath leaf in leaves.Where(_ => !isNew)) Take(leaf, PlaceKind.ReadOnly);
                if (kind == PlaceKind.Reference) written.Add(() => Make(parameter.Shape, Arguments.Text(parameter), isNew, isOwn: true));
                continue;
            }
            if (parameter.IsAlwaysRead) Begin(arguments.NullCheck(Arguments.Text(parameter)));
            List<Variable> places = [.. leaves.Select(leaf => parameter.Passing == Passing.Out ? Invent(leaf) : Take(leaf, kind))];
            if (kind == PlaceKind.Reference) written.Add(() => Give(places));
        }
        return written;
    }

    /// <summary>The function's next parameters are those among these leaves through which derivatives flow.</summary>
    public List<Variable> Take(IEnumerable<LeafPath> leaves, PlaceKind kind) =>
        [.. leaves.Where(static leaf => leaf.Leaf.IsReal).Select(leaf => Take(leaf, kind))];

    /// <summary>Leaves that the function does not take, as it only gives them.</summary>
    public List<Variable> Invent(IEnumerable<LeafPath> leaves) => [.. leaves.Select(Invent)];

    /// <summary>The function's next results are the numbers of a derivative with members, which is made anew at its place.</summary>
    public void Make(Parameter parameter, string place, bool isNew = false) => Make(parameter.Shape, place, isNew, isOwn: false);

    /// <summary>The numbers of a derivative with members are zero at every exit.</summary>
    public void Zero(Parameter parameter, string place) => made.Add(new Made(parameter.Shape, place, 0, 0, IsNew: false, IsOwn: false));

    private void Make(Shape shape, string place, bool isNew, bool isOwn)
    {
        int count = shape.Leaves().Count(leaf => isOwn || leaf.IsReal && leaf.Leaf!.IsFloat);
        made.Add(new Made(shape, place, results.Count(static result => result is null), count, isNew, isOwn));
        results.AddRange(Enumerable.Repeat<Variable?>(null, count));
    }

    /// <summary>The function's next results go to these places.</summary>
    public void Give(IEnumerable<Variable> written) => results.AddRange(written);

    /// <summary>So many of the function's next results are returned.</summary>
    public void Return(int count) => results.AddRange(Enumerable.Repeat<Variable?>(null, count));

    /// <summary>So many of the function's next results, its last, are pushed onto the tape at every exit.</summary>
    public void Keep(int count)
    {
        kept = count;
        results.AddRange(Enumerable.Repeat<Variable?>(null, count));
    }

    /// <summary>So many of the function's next parameters are popped from a tape before the body, the last first.</summary>
    public void Pop(int count, string tape)
    {
        Variable[] popped = [.. function.Parameters.Skip(taken).Take(count)];
        string[] names = [.. popped.Select(variable => arguments!.Fresh(variable.BaseName))];
        for (int i = count - 1; i >= 0; i--)
        {
            IrType type = popped[i].Type;
            string pop = type.IsStorage ? $"PopSpan<{Literals.ItemName(type)}>" : $"Pop<{arguments!.TypeName(type)}>";
            held.Add($"{arguments!.TypeName(type)} {names[i]} = {tape}.{pop}();");
        }
        for (int i = 0; i < count; i++) places.Add(new ParameterPlace(popped[i], names[i], popped[i].Type.IsStorage ? PlaceKind.ReadOnly : PlaceKind.Value));
        taken += count;
    }

    /// <summary>What is assigned at every exit besides.</summary>
    public void Always(IEnumerable<Assignment> assignments) => always.AddRange(assignments);

    /// <summary>A statement that stands before the body.</summary>
    public void Begin(string line) => first.Add(line);

    public void Write(CodeWriter writer, IEnumerable<string> names, Func<IReadOnlyList<string>, string> result)
    {
        bool returnsLast = made.Exists(static part => part.IsOwn) && signature.Result is not null;
        string last = returnsLast ? arguments!.Fresh("result") : "";
        IEnumerable<string> members = [signature.Name, .. names];
        WritingPlan plan = WritingPlan.Of(function, places, new Outputs(results, always), members, signature) with
        {
            CallOf = helpers.CallOf, Tape = Tape, Kept = Kept,
        };
        foreach (string line in first.Concat(held)) writer.Line(line);
        new BodyWriter(writer, plan, values => Leaving(values, result, last)).Write();
    }

    /// <summary>What is written at an exit: the values with members that are made anew, and what is returned.</summary>
    private Returned Leaving(IReadOnlyList<string> values, Func<IReadOnlyList<string>, string> result, string last)
    {
        if (made.Count == 0 && kept == 0) return new([], result(values));
        List<string> own = [.. values.Take(values.Count - kept)];
        IEnumerable<string> pushes = values.Skip(values.Count - kept)
            .Zip(function.Body.Yield.Skip(function.Body.Yield.Count - kept), (value, operand) => Push(value, operand.Type));
        foreach (Made part in made.AsEnumerable().Reverse()) own.RemoveRange(part.Start, part.Count);
        (string Place, string? Value)[] changes =
            [.. made.Select(part => (part.Place, Value: part.Write(values, models))).Where(static change => change.Value is not null)];
        string[] left = [.. changes.Select(static change => change.Place)], right = [.. changes.Select(static change => change.Value!)];
        // The method's own parameters may be made of one another.
        List<string> lines = [.. pushes];
        lines.AddRange(changes.Length > 1 && made.Exists(static part => part.IsOwn)
            ? [$"({string.Join(", ", left)}) = ({string.Join(", ", right)});"]
            : left.Zip(right, static (place, made) => $"{place} = {made};"));
        string value = result(own);
        // What is returned may be read from what is written first.
        return last.Length == 0 || lines.Count == 0 ? new(lines, value) : new([$"var {last} = {value};", .. lines], last);
    }

    // What is popped has the type of the variable, which a literal does not tell.
    private string Push(string value, IrType type) => type.IsStorage ? $"{Tape}.Push({value});" : $"{Tape}.Push<{arguments!.TypeName(type)}>({value});";

    private Variable Take(LeafPath leaf, PlaceKind kind)
    {
        Variable parameter = function.Parameters[taken++];
        bool isHeld = leaf.IsMember && parameter.Type.IsStorage && arguments is not null;
        string text = isHeld ? Hold(leaf, parameter.Type) : leaf.Text;
        places.Add(new ParameterPlace(parameter, text, isHeld ? PlaceKind.ReadOnly : kind));
        return parameter;
    }

    // An array in a record is read from it once.
    private string Hold(LeafPath leaf, IrType type)
    {
        string declared = arguments!.TypeName(type), path = leaf.Text;
        if (type.Member is not null && arrays.TryGetValue((path, declared), out string? known)) return known;
        string[] parts = [.. leaf.Name.Split('.').Select(static part => part.TrimStart('@'))];
        string name = arguments.Fresh(parts[0] + string.Concat(parts.Skip(1).Select(static part => char.ToUpperInvariant(part[0]) + part.Substring(1))));
        if (!(mentioned ??= [.. Walk.Mentioned(function.Body)]).Contains(function.Parameters[taken - 1])) return name;
        held.Add($"{declared} {name} = {path};");
        if (type.Member is not null) arrays.Add((path, declared), name);
        if (type.IsModel) models.Add(path, name);
        return name;
    }

    private Variable Invent(LeafPath leaf)
    {
        string name = leaf.Name.Substring(leaf.Name.LastIndexOf('.') + 1).TrimStart('@');
        var place = new Variable($"{name}.place{places.Count}", leaf.Type);
        places.Add(new ParameterPlace(place, leaf.Text, PlaceKind.Reference));
        return place;
    }
}

/// <summary>A value with members that is made anew of some of a function's results.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Place">The parameter behind a reference that holds it.</param>
/// <param name="Start">The first of the returned values that it takes.</param>
/// <param name="Count">How many it takes.</param>
/// <param name="IsNew">Whether the parameter holds nothing yet.</param>
/// <param name="IsOwn">Whether it is the method's own parameter, with all its leaves, rather than a derivative, of which only the numbers change.</param>
internal sealed record Made(Shape Shape, string Place, int Start, int Count, bool IsNew, bool IsOwn)
{
    /// <summary>Its new value; nothing where it stays as it is.</summary>
    public string? Write(IReadOnlyList<string> values, Dictionary<string, string> models)
    {
        Queue<string> leaves = new(values.Skip(Start).Take(Count));
        if (IsNew) return IsOwn ? Values.Write(Shape, leaves) : Values.WriteTangent(Shape, leaves);
        return Values.Changed(Shape, Place, leaf => IsOwn || leaf.Leaf.IsReal && leaf.Type.IsFloat ? Count == 0 ? "0" : leaves.Dequeue()
            : models.TryGetValue(leaf.Text, out string? model) ? model : null);
    }
}
