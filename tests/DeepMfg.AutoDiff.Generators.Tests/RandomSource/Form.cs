namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

internal enum Pass { Value, In, Ref, Out }

/// <param name="Name">Its name, with the <c>@</c> of a keyword.</param>
/// <param name="Pass">How it is passed.</param>
/// <param name="Leaves">1, or 2 for a tuple, or 0 for the integer that bounds loops.</param>
internal sealed record Argument(string Name, Pass Pass, int Leaves)
{
    /// <summary>What holds its numbers: <c>[]</c>, <c>Span</c> or <c>ReadOnlySpan</c>; empty for a number or a tuple.</summary>
    public string Holder { get; init; } = "";

    public bool IsArray => Holder.Length > 0;

    public bool IsRead => Leaves > 0 && Pass != Pass.Out;

    /// <summary>Whether the method may leave something else there; a derivative that comes in there is then no accumulator's.</summary>
    public bool IsWritten => Pass is Pass.Ref or Pass.Out || Holder is "[]" or "Span";
}

/// <summary>A parameter that a call may leave out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Declaration">Its declaration, with its default.</param>
/// <param name="Argument">The default, as a caller elsewhere writes it; <c>{path}</c> stands for the method's type.</param>
/// <param name="Constant">What of it is a number, or empty.</param>
internal sealed record Extra(string Name, string Declaration, string Argument, string Constant);

/// <summary>A marked method's signature.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Arguments">Its parameters.</param>
/// <param name="Results">0 for <c>void</c>, 1, or 2 for a tuple.</param>
internal sealed record Form(string Name, IReadOnlyList<Argument> Arguments, int Results)
{
    /// <summary>Parameters behind these that have defaults and are held constant.</summary>
    public IReadOnlyList<Extra> Extras { get; init; } = [];

    /// <summary>Type parameters in their brackets, with their constraints, and what a call puts in their places; or nothing.</summary>
    public (string Parameters, string Constraints, string Arguments) Generic { get; init; } = ("", "", "");

    public int Inputs => Arguments.Where(a => a.IsRead).Sum(a => a.Leaves);

    public int Outputs => Results + Arguments.Where(a => a.IsWritten).Sum(a => a.Leaves);

    /// <summary>The name that generated members begin with.</summary>
    public string Stem => Name.TrimStart('@');

    /// <summary>A signature with arrays, some of which the method may write.</summary>
    public static Form WithArrays(Draw draw)
    {
        string[] holders = ["[]", "Span", "ReadOnlySpan"];
        Argument x = new(draw.Of(["x", "speeds", "cotangent", "@in"]), Pass.Value, 4) { Holder = draw.Of(holders) };
        Argument y = new(draw.Of(["y", "xBar", "loads"]), Pass.Value, 4) { Holder = draw.Of(holders) };
        Argument a = new(draw.Of(["a", "xDot", "tape"]), Pass.Value, 1), n = new("n", Pass.Value, 0);
        return draw.Below(5) switch
        {
            0 => new Form("F", [x, a, n], 1),
            1 => new Form("F", [a, x, y, n], 1),
            2 => new Form("F", [x, a, y with { Holder = "[]" }, n], 0),
            3 => new Form("F", [x, n, a], 2),
            _ => new Form("F", [x, y, n], 1),
        };
    }

    public static Form Random(Draw draw)
    {
        Argument a = new(draw.Of(["a", "speed", "@in", "Item2", "cotangent", "Rest", "ToString"]), Pass.Value, 1);
        Argument b = new(draw.Of(["b", "aBar", "@class", "aDot", "tape"]), Pass.Value, 1);
        Argument c = new(draw.Of(["c", "value", "bBar"]), Pass.Out, 1);
        Argument n = new("n", Pass.Value, 0);
        string name = draw.Of(["F", "F", "@checked", "Value", "Life"]);
        return draw.Below(12) switch
        {
            < 5 => new Form(name, [a, b, n], 1),
            5 => new Form(name, [n, a], 1),
            6 => new Form(name, [a, b with { Pass = Pass.Ref }, n], 1),
            7 => new Form(name, [a, b with { Pass = Pass.In }, n, c], 1),
            8 => new Form(name, [a, b with { Pass = Pass.Ref }, c, n], 0),
            9 => new Form(name, [a with { Leaves = 2 }, b, n], 1),
            10 => new Form(name, [a, b, n], 2),
            _ => new Form(name, [a with { Pass = Pass.In, Leaves = 2 }, b with { Pass = Pass.Ref }, n], 2),
        };
    }

    /// <summary>A signature under a name of any kind, generic, with parameters that have defaults.</summary>
    public static Form Contained(Draw draw, bool isWhole)
    {
        Form form = Random(draw) with { Name = ContainerNames.Method(draw) };
        HashSet<string> names = [.. form.Arguments.Select(argument => argument.Name)];
        string Fresh()
        {
            string name = ContainerNames.Variable(draw, isWhole);
            return names.Add(name) && name != form.Name ? name : Fresh();
        }

        return form with
        {
            Arguments = [.. form.Arguments.Select(argument => argument.Leaves == 0 || draw.Chance(40) ? argument : argument with { Name = Fresh() })],
            Extras = draw.Chance(50) ? [] : [Defaults.Of(draw, Fresh()), .. draw.Chance(50) ? new[] { Defaults.Of(draw, Fresh()) } : []],
            Generic = draw.Below(5) switch
            {
                0 => ("<TItem>", " where TItem : struct", "<int>"),
                1 => ("<@extern, TΣ>", " where @extern : class, global::System.Collections.Generic.IEnumerable<TΣ>", "<string, char>"),
                _ => ("", "", ""),
            },
        };
    }

    public string Type(int leaves, string real) => leaves switch { 0 => "int", 1 => real, 2 => $"({real} Left, {real} Right)", _ => $"{real}[]" };

    private string Type(Argument argument, string real) => argument.Holder is "" or "[]" ? Type(argument.Leaves, real) : $"{argument.Holder}<{real}>";

    /// <summary>The method's head, from its result to its parameters.</summary>
    public string Head(string real)
    {
        string result = Results == 0 ? "void" : Type(Results, real);
        IEnumerable<string> parameters = Arguments.Select(a => $"{Keyword(a.Pass)}{Type(a, real)} {a.Name}").Concat(Extras.Select(extra => extra.Declaration));
        return $"{result} {Name}{Generic.Parameters}({string.Join(", ", parameters)}){Generic.Constraints}";
    }

    public static string Keyword(Pass pass) => pass switch { Pass.In => "in ", Pass.Ref => "ref ", Pass.Out => "out ", _ => "" };
}
