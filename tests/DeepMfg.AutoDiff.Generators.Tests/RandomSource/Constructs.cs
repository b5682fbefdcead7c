namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Forms of C# that are seldom written: long tuples, local functions of every kind, narrowing patterns, nullables, members by extension.</summary>
internal sealed class Constructs(Context context)
{
    private readonly Reals _reals = new(context);
    private readonly Ints _ints = new(context);
    private readonly Conditions _conditions = new(context);

    private Draw Draw => context.Draw;

    private string Real => context.Precision.Real;

    /// <summary>The types that a program's statements use.</summary>
    public static string Types(string type, Precision precision)
    {
        (string real, string maths, string suffix) = (precision.Real, precision.Maths, precision.Suffix);
        return $$"""
            internal struct Total{{type}}({{real}} value)
            {
                public {{real}} Value = value;
                public int Count;

                public void operator +=({{real}} by)
                {
                    Value += by;
                    Count++;
                }

                public void operator *=(Total{{type}} by) => Value = {{maths}}.Tanh(Value * by.Value) + 0.1{{suffix}} * Count;

                public void operator ++() => Value += 0.25{{suffix}};

                public static Total{{type}} operator -(Total{{type}} x) => new(-x.Value) { Count = x.Count + 1 };

                public static implicit operator Total{{type}}({{real}} x) => new(x);

                public static explicit operator {{real}}(Total{{type}} x) => x.Value * 0.5{{suffix}};
            }

            internal static class Extended{{type}}
            {
                extension({{real}} x)
                {
                    public {{real}} Eased{{type}} => x - 0.1{{suffix}} * {{maths}}.Sin(x);

                    public {{real}} Bent{{type}}({{real}} by, int k = 2) => x * by + 0.1{{suffix}} * k;

                    public static {{real}} Whole{{type}} => 0.75{{suffix}};

                    public static {{real}} Mixed{{type}}({{real}} a, params {{real}}[] b) => b.Length > 1 ? a * b[1] : a - b[0];
                }

                extension(ref Total{{type}} total)
                {
                    public void Damp({{real}} by) => total.Value *= by;
                }

                [Obsolete("gone")]
                internal static {{real}} Faded{{type}}(this {{real}} x) => 0.5{{suffix}} * x;

                [Obsolete]
                internal const {{real}} Old = 0.25{{suffix}};

                internal static TItem Same<TItem>(TItem x, TItem y, bool first) where TItem : struct, IComparable<TItem> => first ? x : y;
            }

            """;
    }

    public void One()
    {
        Draw.Of<Action>([Long, OneItem, WithParams, Generic, Narrow, Lifted, Nullable, Compound, Extension, Obsolete])();
    }

    /// <summary>Eight items and more are a tuple in a tuple.</summary>
    private void Long()
    {
        int count = 8 + Draw.Below(9);
        string items = string.Join(", ", Enumerable.Range(1, count).Select(i => i % 6 == 4 ? "\"text\"" : $"({Real})({_reals.Of(i % 3 == 0 ? 1 : 0)})"));
        string name = context.Fresh();
        context.Line($"var {name} = ({items});");
        foreach (string item in new[] { "Item1", "Item7", "Item2", $"Rest.Item{(count == 8 ? 1 : 2)}" }) Know($"{name}.{item}");
        if (count > 9) Know($"{name}.Item{(count % 6 == 4 ? count - 1 : count)}");
    }

    private void OneItem()
    {
        string value = _reals.Of(1), name = context.Fresh();
        context.Line(Draw.Of([$"global::System.ValueTuple<{Real}> {name} = new({value});", $"var {name} = global::System.ValueTuple.Create(({Real})({value}));"]));
        Know($"{name}.Item1");
    }

    private void WithParams()
    {
        string function = Function(), small = _reals.Literal(0.1, 0.6), v = context.Fresh(), more = $"{_reals.Of(0)}, {_reals.Of(1)}";
        (string declared, string others) = Draw.Of([
            ($"static {Real} {function}({Real} x, params {Real}[] y) => y.Length == 0 ? x : x * y[^1] + {small} * y.Length;", more),
            ($"{Real} {function}({Real} x, params global::System.ReadOnlySpan<{Real}> y) {{ foreach ({Real} one in y) x += {small} * one; return x; }}", more),
            ($"{Real} {function}({Real} x, params global::System.Collections.Generic.List<int> y) => x * {small} + y.Count;", "2, 3"),
        ]);
        context.Line(declared);
        context.Line($"{Real} {v} = {function}({_reals.Of(1)}{(Draw.Chance(70) ? $", {others}" : "")});");
        Know(v);
    }

    private void Generic()
    {
        string function = Function(), a = _reals.Of(1), b = _reals.Of(1), condition = _conditions.Of(1), name = context.Fresh();
        context.Line(Draw.Of([
            $"static TOwn {function}<TOwn>(TOwn a, TOwn b, bool first) => first ? a : b;",
            $"static TOwn {function}<TOwn>(TOwn a, TOwn b, bool first) where TOwn : global::System.Numerics.INumber<TOwn> => first ? a * b : a + b - TOwn.One;",
            $"TOwn {function}<TOwn>(TOwn a, TOwn b, bool first) where TOwn : struct, global::System.IComparable<TOwn> => Extended{context.Types}.Same(a, b, first);",
        ]));
        context.Line($"{Real} {name} = {function}(({Real})({a}), ({Real})({b}), {condition});");
        Know(name);
    }

    private void Narrow()
    {
        string item = context.Fresh(), bound = context.Fresh(), a = _reals.Of(1), b = _reals.Of(1), name = context.Fresh();
        context.Line($"object {item} = {_ints.Of(1)};");
        context.Line($"{Real} {name} = " + Draw.Do(
            () => $"{item} is > 2 ? {a} : {item} is int and > 0 ? {b} : {_reals.Of(0)};",
            () => $"{item} is int and > 0 and var {bound} ? {a} * ((int){bound} & 3) : {b};",
            () => $"{item} switch {{ 1 or 2 => {a}, int and < 0 => {b}, not string => {_reals.Of(0)}, _ => {_reals.Literal()} }};",
            () => $"{item} is int {bound} and (> 1 or < -3) ? {a} + ({bound} & 1) : {b};"));
        Know(name);
    }

    private void Lifted()
    {
        string whole = context.Fresh(), bound = context.Fresh(), a = _reals.Of(1), b = _reals.Of(1), name = context.Fresh();
        context.Line($"int? {whole} = {_conditions.Of(0)} ? {_ints.Of(1)} : null;");
        context.Line($"{Real} {name} = " + Draw.Do(
            () => $"{whole} + 1 > 2 ? {a} : {b};",
            () => $"{whole} is > 0 and var {bound} ? {a} * ({bound} & 3) : {b};",
            () => $"{whole} == null ? {a} : ({whole}.Value & 1) * {b};",
            () => $"({whole} ?? 3) > 1 ? {a} : {b};",
            () => $"{whole} is {{ }} {bound} ? ({bound} & 1) * {a} : {b};"));
        Know(name);
    }

    private void Nullable()
    {
        string maybe = context.Fresh(), a = _reals.Of(1), b = _reals.Of(1), name = context.Fresh();
        string bound = context.Fresh();
        context.Line($"{Real}? {maybe} = {_conditions.Of(1)} ? {a} : null;");
        if (Draw.Chance(40))
        {
            context.Line(Draw.Of([
                $"{maybe} *= {_reals.Literal()};", $"{maybe} = -{maybe} + {_reals.Of(0)};", $"if ({maybe} is null) {maybe} = {_reals.Of(0)};",
                $"{maybe} ??= {_reals.Of(0)};", $"if ({_conditions.Of(0)}) {maybe} = null;",
            ]));
        }

        context.Line($"{Real} {name} = " + Draw.Of([
            $"{maybe} ?? {b};", $"{maybe}.GetValueOrDefault({b});", $"{maybe}.HasValue ? {maybe}.Value * {b} : {_reals.Of(0)};", $"{maybe}.GetValueOrDefault();",
            $"{maybe} is {{ }} {bound} ? {bound} * {b} : {_reals.Of(0)};", $"{maybe} is {Real} {bound} and > 0 ? {bound} : {b};", $"{maybe} > {b} ? {maybe}.Value : {b};",
            $"{maybe} switch {{ null => {b}, > 0 => {_reals.Of(0)}, {{ }} {bound} => {bound} * {_reals.Literal()} }};", $"({maybe} + {maybe} ?? {_reals.Of(0)}) * {b};",
        ]));
        Know(name);
    }

    private void Compound()
    {
        string name = context.Fresh(), total = $"Total{context.Types}", result = context.Fresh();
        context.Line($"{total} {name} = {Draw.Of([$"new({_reals.Of(1)})", $"({Real})({_reals.Of(1)})", $"new() {{ Value = {_reals.Of(1)} }}"])};");
        for (int i = Draw.Below(3); i >= 0; i--)
        {
            context.Line(Draw.Do(
                () => $"{name} += {_reals.Of(1)};",
                () => $"{name} *= new {total}({_reals.Of(1)});",
                () => $"{name}++;",
                () => $"++{name};",
                () => $"{name} = -{name};",
                () => $"{name}.Damp({_reals.Of(1)});"));
        }

        context.Line($"{Real} {result} = ({Real}){name} + {_reals.Literal(0.1, 0.3)} * {name}.Value;");
        Know(result);
        context.Scope.Add(new Local($"{name}.Value", Kind.Real));
    }

    private void Extension()
    {
        string name = context.Fresh(), type = context.Types, a = $"(({Real})({_reals.Of(1)}))";
        context.Line($"{Real} {name} = " + Draw.Do(
            () => $"{a}.Eased{type};",
            () => $"{a}.Bent{type}({_reals.Of(1)});",
            () => $"{a}.Bent{type}(k: {_ints.Of(0)}, by: {_reals.Of(1)});",
            () => $"{Real}.Whole{type} * {a};",
            () => $"{Real}.Mixed{type}({a}, {_reals.Of(0)}, {_reals.Of(1)});",
            () => $"Extended{type}.Same({a}, ({Real})({_reals.Of(1)}), {_conditions.Of(0)});"));
        Know(name);
    }

    private void Obsolete()
    {
        string name = context.Fresh(), a = $"(({Real})({_reals.Of(1)}))";
        context.Line($"{Real} {name} = {Draw.Of([$"{a}.Faded{context.Types}()", $"Extended{context.Types}.Old * {a}"])};");
        Know(name);
    }

    private string Function() => $"Local{context.Fresh().TrimStart('@')}";

    private void Know(string name) => context.Scope.Add(new Local(name, Kind.Real));
}
