namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Arrays and spans of a few numbers: made, read, written, aliased, exchanged, handed to callees.</summary>
internal sealed class Arrays(Context context)
{
    private const int Length = 4;

    private readonly Reals _reals = new(context);
    private readonly Ints _ints = new(context);

    private Draw Draw => context.Draw;

    private string Real => context.Precision.Real;

    private List<Local> Own => context.Scope.All(Kind.Array);

    /// <summary>What a program's statements call, beside its class of helpers.</summary>
    public static string Helpers(string type, string real, bool areMadeAgain) => $$"""
        internal static partial class Rows{{type}}
        {
            {{Again(areMadeAgain)}}internal static void Turn({{real}}[] x, {{real}} by)
            {
                for (int i = 0; i + 1 < x.Length; i++) x[i] += 0.1{{Suffix(real)}} * by * x[i + 1];
                x[^1] *= 0.5{{Suffix(real)}};
            }

            {{Again(areMadeAgain)}}internal static {{real}} Weighed(ReadOnlySpan<{{real}}> x, Span<{{real}}> y)
            {
                {{real}} sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    sum += x[i] * y[i];
                    y[i] = 0.5{{Suffix(real)}} * y[i] + 0.25{{Suffix(real)}} * x[i];
                }

                return sum;
            }

            {{Again(areMadeAgain)}}internal static {{real}}[] Of({{real}} a, {{real}} b) => [a, b, 0.5{{Suffix(real)}} * a * b, a - b];

            internal static {{real}}[] Longer({{real}}[] x, {{real}}[] y) => x[0] * x[0] > y[0] * y[0] ? x : y;
        }

        """;

    private static string Again(bool isMadeAgain) => isMadeAgain ? "[Differentiable(Checkpoint = Checkpointing.Call)] " : "";

    /// <summary>An element.</summary>
    public static string? Read(Context context)
    {
        List<Local> all = [.. context.Scope.All(Kind.Array), .. context.Scope.All(Kind.Span), .. context.Scope.All(Kind.View)];
        return all.Count == 0 ? null : Element(context, context.Draw.Of(all));
    }

    public void One()
    {
        List<Local> arrays = Own, spans = [.. arrays, .. context.Scope.All(Kind.Span)];
        if (arrays.Count < 2 || Draw.Chance(12))
        {
            Declare(arrays);
            return;
        }

        Local x = Draw.Of(spans), y = Draw.Of(spans);
        switch (Draw.Below(12))
        {
            case < 5: Write(x); break;
            case 5: context.Line($"({Element(context, x)}, {Element(context, x)}) = ({Element(context, x)}, {_reals.Of(1)});"); break;
            case 6: Whole(arrays); break;
            case < 9: Loop(x, y); break;
            case 9: Refer(x); break;
            default: Call(arrays); break;
        }
    }

    private void Declare(List<Local> arrays)
    {
        string a = _reals.Of(1), b = _reals.Of(2), c = _reals.Of(0), four = $"[{a}, {b}, {c}, {_reals.Literal()}]";
        string[] made = [four, $"new {Real}[{Length}]", $"new {Real}[] {{ {a}, {b}, {c}, {a} }}", $"Rows{context.Types}.Of({a}, {b})"];
        string other = arrays.Count > 0 ? Draw.Of(arrays).Name : "", another = arrays.Count > 0 ? Draw.Of(arrays).Name : "";
        bool mayBeSpan = context.LoopDepth == 0 && !context.IsLocal;
        string value = Draw.Below(arrays.Count > 0 ? 12 : 5) switch
        {
            < 5 => Draw.Of(made),
            5 => other,
            6 => $"{new Conditions(context).Of(1)} ? {other} : {another}",
            7 => Draw.Of([$"[.. {other}]", $"({Real}[]){other}.Clone()", $"{other}.ToArray()", $"{other}[..]"]),
            8 => $"Rows{context.Types}.Longer({other}, {another})",
            9 when mayBeSpan => $"stackalloc {Real}[{Length}]",
            10 when mayBeSpan => $"{other}.AsSpan({_ints.Of(0)} & 1, 2)",
            _ => other,
        };
        bool isSpan = value.StartsWith("stackalloc", StringComparison.Ordinal) || value.Contains("AsSpan", StringComparison.Ordinal);
        string name = context.Fresh();
        context.Line($"{(isSpan ? $"Span<{Real}>" : $"{Real}[]")} {name} = {value};");
        context.Scope.Add(new Local(name, isSpan ? Kind.Span : Kind.Array, !isSpan)
        {
            Uncaptured = isSpan, Length = value.Contains("AsSpan", StringComparison.Ordinal) ? 2 : Length,
        });
    }

    private void Write(Local x)
    {
        string element = Element(context, x), a = _reals.Of(2);
        context.Line(Draw.Do(
            () => $"{element} = {a};",
            () => $"{element} += {_reals.Literal(0.1, 0.5)} * {a};",
            () => $"{element} *= {_reals.Literal(0.4, 0.9)} + {_reals.Literal(0.1, 0.3)} * {context.Precision.Maths}.Sin({a});",
            () => $"{element} = {element} * {_reals.Literal(0.2, 0.6)} - {a};",
            () => $"{element}++;"));
    }

    private void Whole(List<Local> arrays)
    {
        Local x = Draw.Of(arrays), y = Draw.Of(arrays);
        bool isOwn = x.Writable && y.Writable && x.Name != y.Name;
        context.Line(Draw.Below(8) switch
        {
            0 => $"{x.Name}.CopyTo({y.Name}, 0);",
            1 => $"Array.Copy({x.Name}, 1, {y.Name}, {_ints.Of(0)} & 1, 3);",
            2 => $"Array.Fill({x.Name}, ({Real})({_reals.Of(1)}));",
            3 => $"Array.Clear({x.Name});",
            4 => $"{x.Name}.AsSpan({_ints.Of(0)} & 3).Fill({_reals.Of(1)});",
            5 or 6 when isOwn => $"({x.Name}, {y.Name}) = ({y.Name}, {x.Name});",
            7 when isOwn => $"{x.Name} = [{_reals.Of(1)}, {Element(context, y)}, {Element(context, x)}, {_reals.Of(0)}];",
            _ => $"Array.Reverse({x.Name});",
        });
    }

    private void Loop(Local x, Local y)
    {
        string i = "", e = "";
        context.Header(() =>
        {
            i = context.Fresh();
            e = context.Fresh();
        });
        string a = _reals.Of(1), small = _reals.Literal(0.1, 0.4);
        int length = Math.Min(x.Length, y.Length);
        context.Line(Draw.Do(
            () => $"for (int {i} = 0; {i} < {length}; {i}++) {x.Name}[{i}] = {small} * {x.Name}[{i}] + {y.Name}[{i}] * {a};",
            () => $"for (int {i} = 1; {i} < {x.Length}; {i}++) {x.Name}[{i}] += {small} * {x.Name}[{i} - 1] * {a};",
            () => $"for (int {i} = {length} - 1; {i} >= 0; {i}--) {y.Name}[{i}] = {context.Precision.Maths}.Sin({x.Name}[{length} - 1 - {i}] + {a});",
            () => $"foreach (ref {Real} {e} in {Span(x)}) {e} = {context.Precision.Maths}.Tanh({e} * {a});",
            () => Sum(x, y, e, small)));
    }

    private string Sum(Local x, Local y, string e, string small)
    {
        List<Local> reals = context.Scope.Writable(Kind.Real);
        return reals.Count == 0 ? ";" : $"foreach ({Real} {e} in {x.Name}) {Draw.Of(reals).Name} += {small} * {e} * {Element(context, y)};";
    }

    /// <summary>A local that is another name of an element.</summary>
    private void Refer(Local x)
    {
        string element = Element(context, x), name = context.Fresh();
        context.Line($"ref {Real} {name} = ref {element};");
        context.Scope.Add(new Local(name, Kind.Real) { Uncaptured = true });
    }

    private void Call(List<Local> arrays)
    {
        Local x = Draw.Of(arrays), y = Draw.Of(arrays);
        List<Local> reals = context.Scope.Writable(Kind.Real);
        string rows = $"Rows{context.Types}", to = reals.Count > 0 ? Draw.Of(reals).Name : "_", a = _reals.Of(1), small = _reals.Literal(0.1, 0.4);
        context.Line(Draw.Do(
            () => $"{rows}.Turn({x.Name}, {a});",
            () => $"{to} = {rows}.Weighed({x.Name}, {y.Name}) * {small};",
            () => $"{to} = {x.Name}.Sum() * {small};",
            () => $"{to} = {x.Name}.Select(static v => v * v).Sum() * {small} + {x.Name}.Max();",
            () => $"{to} = {x.Name}.Zip({y.Name}, static (v, w) => v * w).Average();",
            () => $"Ops.Tanh<{Real}>({x.Name}, {x.Name});",
            () => $"{to} = {rows}.Longer({x.Name}, {y.Name})[{_ints.Of(0)} & 3];"));
    }

    private static string Element(Context context, Local array)
    {
        var ints = new Ints(context);
        return context.Draw.Below(4) switch
        {
            0 => $"{array.Name}[{context.Draw.Below(array.Length)}]",
            1 => $"{array.Name}[^{context.Draw.Below(array.Length) + 1}]",
            _ => $"{array.Name}[{ints.Of(0)} & {array.Length - 1}]",
        };
    }

    private static string Span(Local x) => x.Kind == Kind.Span ? x.Name : $"{x.Name}.AsSpan()";

    private static string Suffix(string real) => real == "float" ? "f" : "";
}
