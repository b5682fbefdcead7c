namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Floating expressions: smooth almost everywhere, inside every function's domain, of moderate size.</summary>
internal sealed class Reals(Context context)
{
    private readonly Conditions _conditions = new(context);
    private readonly Ints _ints = new(context);

    private Draw Draw => context.Draw;

    private string M => context.Precision.Maths;

    public string Of(int depth)
    {
        if (depth <= 0)
        {
            return Leaf();
        }

        string A() => Of(depth - 1);
        return Draw.Below(20) switch
        {
            < 6 => Arithmetic(A),
            < 10 => Unary(A),
            < 13 => Binary(A),
            < 14 => Kinked(A),
            < 15 => $"({_conditions.Of(1)} ? {A()} : {A()})",
            < 16 => Switch(A),
            < 18 => Call(A),
            < 19 => Assignment(A),
            _ => Rare(A),
        };
    }

    public string Literal(double from = -2, double to = 2) => Draw.Number(from, to) + context.Precision.Suffix;

    private string Leaf()
    {
        List<Local> reals = context.Scope.All(Kind.Real);
        if (Draw.Chance(context.Flavor == Flavor.Numbers ? 0 : 35) && Read() is { } read)
        {
            return read;
        }

        return Draw.Below(10) switch
        {
            < 7 when reals.Count > 0 => Draw.Of(reals).Name,
            < 9 => Paren(Literal()),
            _ => $"({Literal(0.1, 0.6)} * ({_ints.Of(1)} & 3))",
        };
    }

    /// <summary>What a method gives: what the program is about has its part in it.</summary>
    public string Result() => Read() is { } read ? $"({Of(1)} + {Literal(0.3, 0.9)} * {read})" : Of(1);

    private string? Read() => context.Flavor switch { Flavor.Arrays => Arrays.Read(context), Flavor.Structs => Structs.Read(context), _ => null };

    private static string Paren(string literal) => literal.StartsWith('-') ? $"({literal})" : literal;

    private string Arithmetic(Func<string> a) => Draw.Do(
        () => $"({a()} + {a()})",
        () => $"({a()} - {a()})",
        () => $"({a()} * {a()})",
        () => $"{Literal(0.1, 0.9)} * {a()}",
        () => $"(-{a()})",
        () => $"(+{a()})",
        () => $"({a()} / ({Literal(1.2, 2.5)} + {Square(a)}))",
        () => $"({a()} + {a()} * {a()})");

    private string Square(Func<string> a) => $"{M}.Pow({a()}, 2)";

    private string Unary(Func<string> a) => Draw.Do(
        () => $"{M}.Sin({a()})",
        () => $"{M}.Cos({a()})",
        () => $"{M}.Tanh({a()})",
        () => $"{M}.Atan({a()})",
        () => $"{M}.Asinh({a()})",
        () => $"{M}.Exp({M}.Sin({a()}))",
        () => $"{M}.Log({Literal(1.5, 3)} + {Square(a)})",
        () => $"{M}.Sqrt({Literal(0.5, 2)} + {Square(a)})",
        () => $"{M}.Cbrt({Literal(2, 4)} + {M}.Sin({a()}))",
        () => $"{M}.Sinh({M}.Tanh({a()}))",
        () => $"{M}.Acos({Literal(0.2, 0.8)} * {M}.Sin({a()}))",
        () => $"{M}.Atanh({Literal(0.2, 0.8)} * {M}.Cos({a()}))",
        () => $"{M}.Log2({Literal(1.5, 3)} + {M}.Cos({a()}))",
        () => $"Ops.Sigmoid({a()})",
        () => $"Ops.Softplus({a()})",
        () => $"{M}.Acosh({Literal(1.5, 3)} + {Square(a)})");

    private string Binary(Func<string> a) => Draw.Do(
        () => $"{M}.Pow({Literal(1.3, 2)} + {M}.Sin({a()}), {a()} * {Literal(0.1, 0.5)})",
        () => $"{M}.Pow({a()}, {Draw.Below(3) + 1})",
        () => $"{M}.Atan2({a()}, {Literal(1.5, 3)} + {M}.Cos({a()}))",
        () => $"{M}.FusedMultiplyAdd({a()}, {a()}, {a()})",
        () => $"{context.Precision.Real}.Hypot({a()}, {Literal(0.5, 2)})",
        () => $"{M}.CopySign({a()}, {a()})",
        () => $"{M}.ScaleB({a()}, {Draw.Below(3) - 1})",
        () => $"({a()}, {a()}).Item{Draw.Below(2) + 1}");

    private string Kinked(Func<string> a) => Draw.Do(
        () => $"{M}.Max({a()}, {a()})",
        () => $"{M}.Min({(M == "Math" ? "val2" : "y")}: {a()}, {(M == "Math" ? "val1" : "x")}: {a()})",
        () => $"{M}.Abs({a()})",
        () => $"Math.Clamp({a()}, {Literal(-2, -0.5)}, {Literal(0.5, 2)})",
        () => $"{M}.Floor({a()}) * {Literal(0.1, 0.3)}",
        () => $"{M}.Sign({M}.Sin({a()})) * {a()}",
        () => $"({a()} % {Literal(2.5, 4)})",
        () => $"{M}.Round({a()})",
        () => $"{M}.Truncate({a()})");

    private string Switch(Func<string> a) => Draw.Do(
        () => $"({_ints.Of(1)} switch {{ 0 or 1 => {a()}, > 3 when {_conditions.Of(1)} => {a()}, _ => {a()} }})",
        () => $"(({context.Precision.Real})({a()}) switch {{ < {Literal(-1, 0)} => {a()}, >= {Literal(0.2, 0.5)} and < {Literal(0.9, 2)} => {a()}, not > {Literal(2, 3)} => {a()}, _ => {a()} }})",
        () => $"({_conditions.Of(1)} switch {{ true => {a()}, false => {a()} }})");

    private string Call(Func<string> a)
    {
        if (context.Callees.Count == 0) return a();
        string call = Draw.Of(context.Callees).Call(context, a);
        return context.Flavor != Flavor.Numbers && call.EndsWith(')') && Draw.Chance(6) ? $"global::DeepMfg.AutoDiff.Ad.Checkpoint({call})" : call;
    }

    private string Assignment(Func<string> a)
    {
        List<Local> reals = context.Scope.Writable(Kind.Real);
        return reals.Count == 0 ? a() : Draw.Do(
            () => $"({Draw.Of(reals).Name} = {a()})",
            () => $"({Draw.Of(reals).Name} += {Literal(0.1, 0.5)} * {a()})",
            () => $"({Draw.Of(reals).Name} *= {Literal(0.3, 0.9)})",
            () => $"{Draw.Of(reals).Name}++",
            () => $"(--{Draw.Of(reals).Name})",
            () => $"({Draw.Of(reals).Name} = {Draw.Of(reals).Name} = {a()})");
    }

    private string Rare(Func<string> a) => Draw.Do(
        () => $"({context.Precision.Real})Probe.Tick({_ints.Of(1)})",
        () => $"({context.Precision.Real})Probe.Tick({_ints.Of(0)}) * {a()}",
        () => $"(default({context.Precision.Real}) + {a()})",
        () => $"({a()} * sizeof(double) / nameof(Probe).Length)",
        () => $"Probe.{(M == "Math" ? "Third" : "ThirdOfSingle")} * {a()}",
        () => $"({context.Precision.Real})(int)Ad.StopGradient({M}.Tanh({a()}) * 3)",
        () => $"(2u + {a()})",
        () => context.Precision.Mixed ? $"({context.Precision.Rounded})({a()})" : a(),
        () => $"Probe.Rate({_ints.Of(1)}).{(M == "Math" ? "Slow" : "Fast")} * {a()}",
        () => $"checked(({context.Precision.Real})({_ints.Of(1)}) * 0.01{context.Precision.Suffix} + {a()})");
}
