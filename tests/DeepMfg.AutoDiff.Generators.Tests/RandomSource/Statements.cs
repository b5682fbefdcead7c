namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Statements that end: every loop has a counter that nothing else writes.</summary>
internal sealed class Statements(Context context)
{
    private readonly Reals _reals = new(context);
    private readonly Ints _ints = new(context);
    private readonly Conditions _conditions = new(context);

    private Draw Draw => context.Draw;

    /// <summary>Some statements, as long as the budget lasts.</summary>
    public void Some(int most)
    {
        for (int i = Draw.Below(most) + 1; i > 0 && context.Budget > 0; i--)
        {
            context.Budget--;
            One();
        }
    }

    public void Block(int most = 3) => context.Block(() => Some(most));

    private void One()
    {
        switch (context.Flavor)
        {
            case Flavor.Arrays when Draw.Chance(55): new Arrays(context).One(); return;
            case Flavor.Structs when Draw.Chance(55): new Structs(context).One(); return;
            case Flavor.Containers when Draw.Chance(40): new Constructs(context).One(); return;
        }

        switch (Draw.Below(34))
        {
            case < 5: Declaration(); break;
            case < 12: Assignment(); break;
            case < 15: If(); break;
            case < 20: new Loops(context, this).One(); break;
            case < 22: new Switches(context, this).One(); break;
            case < 24: Tuple(); break;
            case < 25: LocalFunction(); break;
            case < 27: Jump(); break;
            case < 30: new Enumerations(context, this).One(); break;
            case < 33: new Overloads(context).One(); break;
            default: Effect(); break;
        }
    }

    private void Declaration()
    {
        string real = context.Precision.Real, a = _reals.Of(2), b = _reals.Of(1);
        switch (Draw.Below(7))
        {
            case 0: context.Line($"var {context.Declare(Kind.Real)} = ({real})({a});"); break;
            case 1:
                string first = context.Fresh();
                context.Line($"{real} {first} = {a}, {context.Declare(Kind.Real)} = {b};");
                context.Scope.Add(new Local(first, Kind.Real));
                break;
            case 2: context.Line($"const {real} {context.Declare(Kind.Real, writable: false)} = {_reals.Literal()};"); break;
            case 3:
                string k = _ints.Of(2);
                context.Line($"int {context.Declare(Kind.Int)} = {k};");
                break;
            case 4:
                string c = _conditions.Of(2);
                context.Line($"bool {context.Declare(Kind.Flag)} = {c};");
                break;
            case 5: DeclaredLater(real); break;
            default: context.Line($"{real} {context.Declare(Kind.Real)} = {a};"); break;
        }
    }

    private void DeclaredLater(string real)
    {
        string name = context.Fresh();
        context.Line($"{real} {name};");
        context.Line($"if ({_conditions.Of(1)}) {name} = {_reals.Of(2)};");
        context.Line($"else {name} = {_reals.Of(1)};");
        context.Scope.Add(new Local(name, Kind.Real));
    }

    private void Assignment()
    {
        List<Local> reals = context.Scope.Writable(Kind.Real), ints = context.Scope.Writable(Kind.Int), flags = context.Scope.Writable(Kind.Flag);
        string a = _reals.Of(Draw.Below(3) + 1);
        string Real() => Draw.Of(reals).Name;
        context.Line(Draw.Below(12) switch
        {
            0 or 1 when reals.Count > 0 => $"{Real()} += {_reals.Literal(0.1, 0.5)} * {a};",
            2 when reals.Count > 0 => $"{Real()} -= {a};",
            3 when reals.Count > 0 => $"{Real()} *= {_reals.Literal(0.4, 0.9)} + {_reals.Literal(0.1, 0.3)} * {context.Precision.Maths}.Sin({a});",
            4 when reals.Count > 0 => $"{Real()} /= {_reals.Literal(1.5, 2)} + {context.Precision.Maths}.Cos({a});",
            5 when reals.Count > 0 => $"{Real()} = {Real()} = {a};",
            6 when reals.Count > 0 => $"{Real()}{Draw.Of(["++", "--"])};",
            7 when reals.Count > 0 => $"{Real()} %= {_reals.Literal(2.5, 4)};",
            8 when ints.Count > 0 => $"{Draw.Of(ints).Name} {Draw.Of(["+=", "-=", "*=", "%=", "&=", "|=", "^=", "<<=", ">>="])} {Draw.Below(4) + 2};",
            9 when flags.Count > 0 => $"{Draw.Of(flags).Name} {Draw.Of(["=", "&=", "|=", "^="])} {_conditions.Of(1)};",
            10 => $"_ = {a};",
            _ => reals.Count > 0 ? $"{Real()} = {context.Precision.Maths}.{Draw.Of(["Sin", "Tanh", "Atan"])}({a});" : ";",
        });
    }

    private void If()
    {
        context.Line($"if ({_conditions.Of(2)})");
        Block();
        if (Draw.Chance(30))
        {
            context.Line($"else if ({_conditions.Of(1)})");
            Block();
        }

        if (Draw.Chance(50))
        {
            context.Line("else");
            Block();
        }
    }

    private void Tuple()
    {
        string real = context.Precision.Real;
        List<Local> reals = context.Scope.Writable(Kind.Real);
        string x = reals.Count > 0 ? Draw.Of(reals).Name : "", y = reals.Count > 0 ? Draw.Of(reals).Name : "";
        string a = _reals.Of(1), b = _reals.Of(2), name = context.Fresh(), other = context.Fresh();
        switch (Draw.Below(6))
        {
            case 0 when x != y: context.Line($"({x}, {y}) = ({y}, {x});"); return;
            case 1 when x != y: context.Line($"({x}, {y}) = ({y} + {a}, {b});"); return;
            case 2: context.Line($"({real} {name}, {real} {other}) = ({a}, {b});"); break;
            case 3: context.Line($"var ({name}, {other}) = (({real})({a}), ({real})({b}));"); break;
            case 4:
                context.Line($"({real} Left, {real} Right) {name} = ({a}, {b});");
                Items(name, "Left", "Right");
                return;
            default:
                context.Line($"var {name} = (({real})({a}), Right: (Low: ({real})({b}), {_ints.Of(1)}));");
                Items(name, "Item1", "Right.Low");
                return;
        }

        context.Scope.Add(new Local(name, Kind.Real));
        context.Scope.Add(new Local(other, Kind.Real));
    }

    private void Items(string tuple, params string[] items)
    {
        foreach (string item in items)
        {
            context.Scope.Add(new Local($"{tuple}.{item}", Kind.Real));
        }
    }

    /// <summary>A local function of one parameter; one that is not static reads and changes what stands around it.</summary>
    private void LocalFunction()
    {
        bool isStatic = Draw.Chance(40);
        string real = context.Precision.Real, name = $"Local{context.Fresh().TrimStart('@')}";
        context.Header(() =>
        {
            Context inner = context.Inner(isStatic);
            string parameter = inner.Declare(Kind.Real);
            inner.Result = () => new Reals(inner).Of(1);
            inner.Line($"{(isStatic ? "static " : "")}{real} {name}({real} {parameter})");
            inner.Block(() =>
            {
                new Statements(inner).Some(3);
                inner.Line($"return {new Reals(inner).Of(2)};");
            });
            context.Append(inner);
        });
        context.Callees.Add(new Callee((_, a) => $"{name}({a()})", Captures: !isStatic));
        if (!isStatic)
        {
            context.Line($"{name}({_reals.Of(1)});");
        }
    }

    private void Jump() => context.Line(Draw.Below(5) switch
    {
        < 2 when context.LoopDepth > 0 => $"if ({_conditions.Of(1)}) continue;",
        < 4 when context.LoopDepth > 0 && !context.InSwitch => $"if ({_conditions.Of(1)}) break;",
        _ => $"if ({_conditions.Of(0)} && {_conditions.Of(0)}) return {context.Result()};",
    });

    private void Effect() => context.Line(Draw.Do(
        () => $"Probe.Log({_reals.Of(1)});",
        () => $"if ({_ints.Of(0)} > 100000000) throw new System.ArgumentOutOfRangeException(nameof(Probe));",
        () => $"Probe.Guard({_reals.Of(1)}, {_ints.Of(0)});",
        () => $"Probe.Tick({_ints.Of(1)});",
        () => $"_ = Probe.Tick({_ints.Of(0)}) + 1;",
        () => ";"));
}
