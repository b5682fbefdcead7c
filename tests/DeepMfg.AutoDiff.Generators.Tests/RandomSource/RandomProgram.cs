using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>A marked method with its helpers and a driver that calls it and its derivatives with flat arguments.</summary>
/// <param name="Seed">What it is made from.</param>
/// <param name="Size">About how many statements it has.</param>
internal sealed record RandomProgram(int Seed, int Size)
{
    public Flavor Flavor { get; init; }

    public required Form Form { get; init; }

    public required Precision Precision { get; init; }

    /// <summary>The method's text, which a shrinker may replace.</summary>
    public required UserFile Method { get; init; }

    public required UserFile Helpers { get; init; }

    /// <summary>The program in <c>double</c> throughout, unmarked, where it is not itself so.</summary>
    public required IReadOnlyList<UserFile> Twin { get; init; }

    public required UserFile Driver { get; init; }

    public string Name => $"P{Seed}";

    public IEnumerable<UserFile> Files => [Method, Helpers, .. Twin, Driver];

    public static RandomProgram Of(int seed, int size, Flavor flavor = Flavor.Numbers)
    {
        var draw = new Draw(seed);
        var precision = new Precision(draw.Chance(20), draw.Chance(10), Twin: false);
        bool isWhole = flavor == Flavor.Containers && draw.Chance(40);
        Form form = flavor switch { Flavor.Arrays => Form.WithArrays(draw), Flavor.Containers => Form.Contained(draw, isWhole), _ => Form.Random(draw) };
        int text = draw.Below(int.MaxValue);
        Place place = At($"P{seed}"), twin = At($"T{seed}");
        return new RandomProgram(seed, size)
        {
            Flavor = flavor,
            Form = form,
            Precision = precision,
            Method = Text(new Made(form, place, precision, $"H{seed}", flavor) { IsWhole = isWhole }, text, size, out UserFile helpers),
            Helpers = helpers,
            Twin = precision.IsExact ? [] :
                [Text(new Made(form, twin, precision with { Twin = true }, $"G{seed}", flavor) { IsWhole = isWhole }, text, size, out UserFile others), others],
            Driver = new UserFile($"D{seed}.cs", new Driver(form, precision, place.Path).Text($"D{seed}", place.Target, precision.IsExact ? place.Target : twin.Target)),
        };

        Place At(string name) => flavor == Flavor.Containers ? Containers.Of(new Draw(text), name, form, isWhole) : Place.Random(new Draw(text), name);
    }

    private sealed record Made(Form Form, Place Place, Precision Precision, string Helpers, Flavor Flavor)
    {
        /// <summary>Whether the method names from the root what stands outside its type.</summary>
        public bool IsWhole { get; init; }
    }

    private static UserFile Text(Made made, int seed, int size, out UserFile helpers)
    {
        (Form form, Place place, Precision precision, string name, Flavor flavor) = made;
        var draw = new Draw(seed);
        var library = new Helpers(draw, precision, name);
        string types = flavor switch { Flavor.Arrays => Arrays.Helpers(name, precision.Real, draw.Chance(25)), Flavor.Structs => Structs.Types(name, precision), Flavor.Containers => Constructs.Types(name, precision), _ => "" };
        helpers = new UserFile($"{name}.cs", library.Text() + types);
        IReadOnlyList<Callee> callees = library.Callees;
        string near = "";
        if (flavor == Flavor.Containers && draw.Chance(25)) (near, callees) = (Near(precision), [.. callees, .. s_near]);
        string mark = precision.Twin ? "" : made.IsWhole ? "    [global::DeepMfg.AutoDiff.Differentiable]\n" : "    [Differentiable]\n", body = Body(made, draw, callees, size);
        string text = $"using System;\nusing DeepMfg.AutoDiff;\nusing static {name};\n\n{place.Before}{mark}{(made.IsWhole ? ContainerNames.Whole(body) : body)}{place.After}{near}";
        return new UserFile($"{(precision.Twin ? "Twin" : "Method")}{name[1..]}.cs", text);
    }

    private static readonly Callee[] s_near = [new((_, a) => $"Near.Bent({a()})"), new((_, a) => $"(Near.Share * {a()})")];

    /// <summary>A type that no other file can name.</summary>
    private static string Near(Precision precision) => $$"""

        file static class Near
        {
            internal const {{precision.Real}} Share = 0.25{{precision.Suffix}};

            internal static {{precision.Real}} Bent({{precision.Real}} x) => x - Share * x * Half(x);

            private static {{precision.Real}} Half({{precision.Real}} x) => 0.5{{precision.Suffix}} * x;
        }
        """;

    private static string Body(Made made, Draw draw, IReadOnlyList<Callee> callees, int size)
    {
        (Form form, Place place, Precision precision, string types, Flavor flavor) = made;
        var context = new Context(draw, precision, callees) { Indent = 1, Budget = size, Bound = "n", Flavor = flavor, Types = types, IsWhole = made.IsWhole };
        var reals = new Reals(context);
        context.Result = () => form.Results switch { 0 => "", 1 => reals.Result(), _ => $"({reals.Result()}, {reals.Of(1)})" };
        AddLocals(made, context);
        context.Line($"{place.Modifiers} {form.Head(precision.Real)}");
        context.Block(() =>
        {
            foreach (Argument written in form.Arguments.Where(a => a.Pass == Pass.Out))
            {
                context.Line($"{written.Name} = {reals.Of(1)};");
                context.Know(new Local(written.Name, Kind.Real) { Uncaptured = true });
            }

            for (int i = 0; i < 4 && context.Budget > 0; i++)
            {
                new Statements(context).Some(size);
            }

            context.Line($"return {context.Result()};");
        });
        return context.Text;
    }

    private static void AddLocals(Made made, Context context)
    {
        foreach (Argument argument in made.Form.Arguments)
        {
            context.Reserve(argument.Name);
        }

        foreach (Argument argument in made.Form.Arguments.Where(a => a.IsRead))
        {
            if (argument.IsArray)
            {
                // Of a reference that nobody may write no other array is made.
                context.Know(new Local(argument.Name, argument.Holder == "[]" ? Kind.Array : argument.Holder == "Span" ? Kind.Span : Kind.View, Writable: false)
                {
                    Uncaptured = argument.Holder != "[]", Length = argument.Leaves,
                });
                continue;
            }

            string[] leaves = argument.Leaves == 1 ? [argument.Name] : [$"{argument.Name}.Left", $"{argument.Name}.Right"];
            foreach (string leaf in leaves)
            {
                context.Know(new Local(leaf, Kind.Real, argument.Pass != Pass.In) { Uncaptured = argument.Pass != Pass.Value });
            }
        }

        foreach (Extra extra in made.Form.Extras)
        {
            context.Reserve(extra.Name);
            context.Know(new Local($"({made.Precision.Real})({extra.Constant})", Kind.Real, Writable: false));
        }

        context.Know(new Local("n", Kind.Int, Writable: false));
        if (made.Place.Constant.Length > 0)
        {
            context.Scope.Add(new Local($"({made.Precision.Real}){made.Place.Constant}", Kind.Real, Writable: false) { Uncaptured = true });
        }
    }
}
