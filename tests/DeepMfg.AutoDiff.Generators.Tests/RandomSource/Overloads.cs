namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Constants of every type, converted to every other, given to what is chosen by the type: overloads, members, operators.</summary>
internal sealed class Overloads(Context context)
{
    private readonly Ints _ints = new(context);

    private Draw Draw => context.Draw;

    public void One()
    {
        string real = context.Precision.Real, a = new Reals(context).Of(1), picked = Number(), name = context.Fresh();
        if (Draw.Chance(10)) a = Element(real, a);
        context.Line($"{real} {name} = {a} * (1 + ({picked} & 3) * 0.25{context.Precision.Suffix});");
        context.Scope.Add(new Local(name, Kind.Real));
    }

    private string Number() => Draw.Do(Declared, Declared, Declared, Cast, Member, Changed, Passed, Weighed, Turned, Turned);

    private string Local(string type, string value)
    {
        string name = context.Fresh();
        context.Line($"{type} {name} = {value};");
        return name;
    }

    /// <summary>What a variable is given has another type than the variable.</summary>
    private string Declared()
    {
        (string type, string[] values) = Draw.Of<(string, string[])>([
            ("object", ["\"abc\"", "7", "Grade.Middle", "typeof(Gear)", "new Gear()", "'c'", "(1, 2)", "2.5m", _ints.Of(1), "(Grade?)Grade.High", "Picked.Boxed(3)"]),
            ("System.IComparable", ["\"abc\"", "7", "Grade.Low", _ints.Of(0), "2L"]),
            ("long", ["7", _ints.Of(1), "'c'", "(short)3"]), ("nint", ["7", _ints.Of(1), "(short)3"]), ("decimal", ["7", _ints.Of(1)]), ("double", ["7", "'c'"]),
            ("int?", ["7", _ints.Of(1), "null", "(short)3"]), ("Grade?", ["Grade.High", "null", $"(Grade)({_ints.Of(0)} & 7)"]), ("Grade", ["0", "Grade.Low"]),
            ("Part", ["new Gear()", "new Part()", "Picked.Made(3)", $"Picked.Made({_ints.Of(0)})"]), ("Weight", ["7", _ints.Of(1)]), ("Weight?", ["7", "null", _ints.Of(0)]),
            ("short", ["3"]), ("uint", ["3"]), ("(int, int)", ["(1, 2)", "('c', (short)2)"]), ("const string", ["\"abc\""]), ("const nint", ["3"]), ("const Grade", ["Grade.High"]),
        ]);
        return $"Picked.Of({Local(type, Draw.Of(values))})";
    }

    private string Cast() => $"Picked.Of({Draw.Of([
        "(object)\"abc\"", "(System.IComparable)\"abc\"", "(long)3", $"(nint)({_ints.Of(0)})", "(Grade?)Grade.Low", $"(Grade)({_ints.Of(0)} & 7)", "(Part)new Gear()", $"(Weight)({_ints.Of(0)})",
        $"(Weight?)({_ints.Of(0)})", "(string?)null", "(int?)null", "default(Gear)", $"checked((short)({_ints.Of(0)} & 15))", $"checked((nint)({_ints.Of(0)}))", "typeof(string)", $"checked((Grade)({_ints.Of(0)}))", $"checked((byte?)({_ints.Of(0)}))!.Value", $"(byte?)({_ints.Of(0)}) ?? 3", $"unchecked((Grade)({_ints.Of(0)} + 3L))",
        $"{_ints.Of(0)} > 2 ? \"abc\" : (object)3", $"{_ints.Of(0)} > 2 ? new Gear() : new Part()", $"(short)({_ints.Of(0)} & 7) + (short)1",
    ])})";

    /// <summary>A member that another one hides or overrides, through the one or the other type.</summary>
    private string Member()
    {
        string type = Draw.Of(["Part", "Gear", "var"]), name = Local(type, type == "Part" ? Draw.Of(["new Gear()", "new Part()", "Picked.Made(4)"]) : "new Gear()");
        return Draw.Of([
            $"{name}.Count()", $"{name}.Kept", $"{name}.Wide", $"{name}.Turn()", $"((Part){name}).Count()", $"{name}.All({_ints.Of(0)})", $"Part.Of({name})",
            type == "Part" ? $"({name} as Gear ?? new Gear()).Count()" : $"{name}.Own({_ints.Of(0)})",
        ]);
    }

    private string Changed()
    {
        string count = Local("int", _ints.Of(0)), other = Local("int", _ints.Of(0));
        return Draw.Of([
            $"Picked.Read({other}, ref {count})", $"Picked.Read(in {other}, ref {count})", $"({count}.CompareTo({count}++) + {count})", $"Picked.Read({count} + 1, ref {count})", $"Picked.Of({count}++) + {count}",
            $"$\"{{{count}}}{{{count}++:000}}\".Length + {count}",
        ]);
    }

    private string Passed() => Draw.Of([
        $"Picked.Named({_ints.Of(0)}, more: 5)", $"Picked.Named(b: {_ints.Of(0)}, a: Picked.Of(3L))", $"Picked.Named({_ints.Of(0)}, 2, 4, {_ints.Of(0)})", $"Picked.Named({_ints.Of(0)}, more: [1, 2, {_ints.Of(0)}])",
        "Picked.Said()", $"Picked.Told({_ints.Of(1)})", "Picked.Said(line: 3)",
    ]);

    /// <summary>What is read when a call begins, and what when its turn comes.</summary>
    private string Turned()
    {
        string crate = Local("var", "new Crate()"), box = Local("object", Draw.Of(["Grade.High", "(object)Grade.Low", "(Grade)7", "2.5m", "new Load()"])), other = Local("object", box);
        if (Draw.Chance(40)) context.Line($"{crate}.Bump();");
        string read = Draw.Of([
            $"{crate}.Load.Plus({crate}.Bump())", $"{crate}.Count.CompareTo({crate}.Bump() & 7)", $"{crate}.Rows[{crate}.Count % 3].CompareTo({crate}.Self().Rows[1])",
            $"Picked.Both(in {crate}.Count, {crate}.Bump())", $"Picked.Same(ref {crate}.Rows[{crate}.Count % 3], {crate}.Bump())", $"Picked.Both({crate}.Load.N, {crate}.Bump() + {_ints.Of(0)})",
            $"({crate}.Load + {crate}.Self().Load)", $"({crate}.Load - {crate}.Bump()).N", $"Picked.Beside(in {crate}.Count, {crate})", $"{crate}.Load[{crate}.Bump() & 3]", $"{crate}.Load[in {crate}.Count]",
            $"Picked.Length($\"{{{crate}}}\", {crate}.Bump())", $"$\"{{{crate},5}}{{{crate}.Bump():0\\\\n0}}{{{crate}}}\".Length", $"(\"\" + {crate} + {crate}.Bump() + {crate}).Length",
            $"(ReferenceEquals({box}, {other}) ? 2 : 3)", $"(Picked.Both(in Crate.Moved, {crate}.Bump()) - Crate.Moved)",
        ]);
        return $"({read} + {crate}.Count)";
    }

    /// <summary>An element by reference that a later argument overwrites.</summary>
    private string Element(string real, string value)
    {
        string row = Local($"{real}[]", $"[({real})({value}), 1]");
        return $"Picked.Scaled({Draw.Of(["in ", ""])}{row}[0], Picked.Set({row}, {new Reals(context).Of(1)}))";
    }

    /// <summary>Operators of a struct's own, lifted and checked.</summary>
    private string Weighed()
    {
        string weight = Local("Weight?", $"{_ints.Of(0)} > 2 ? new Weight({_ints.Of(0)}) : null"), sum = Local("var", $"{weight} + {Draw.Of(["1", weight, "(Weight)2"])}"), plain = Local("Weight", _ints.Of(0));
        context.Line(Draw.Of([$"{plain}--;", $"checked {{ {plain}--; }}", $"{plain} += 2;", $"{weight} = {sum};", $"{weight} = null;"]));
        return Draw.Of([$"((int?){sum} ?? 3)", $"(int){plain}", $"Picked.Of({sum})", $"({weight} > {plain} ? 1 : 2)", $"({sum}?.Grams ?? 5)", $"{plain}.Grams"]);
    }
}
