namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Functions in a file of their own, unmarked, for a program to call.</summary>
/// <param name="draw">The choices.</param>
/// <param name="precision">What the program computes in.</param>
/// <param name="name">The name of the class that holds them.</param>
internal sealed class Helpers(Draw draw, Precision precision, string name)
{
    private readonly List<Callee> _callees = [];
    private readonly List<string> _texts = [];

    private string Real => precision.Real;

    public IReadOnlyList<Callee> Callees => _callees;

    public string Text()
    {
        for (int count = draw.Below(4); count > 0; count--)
        {
            One($"Do{count}Of{name}");
        }

        return $$"""
            using System;
            using DeepMfg.AutoDiff;

            internal static class {{name}}
            {
            {{string.Join("\n", _texts)}}}

            """;
    }

    private void One(string method)
    {
        switch (draw.Below(9))
        {
            case 0: Optional(method); break;
            case 1: ByReference(method); break;
            case 2: Extension(method); break;
            case 3: Pair(method); break;
            case 4: Block(method); break;
            case 5: Generic(method); break;
            case 6: InPlace(method); break;
            case 7: Query(method); break;
            default: Short(method); break;
        }
    }

    private void Optional(string method)
    {
        Body($"internal static {Real} {method}({Real} x, {Real} y = 0.5{precision.Suffix}, int k = 2)", "", (Kind.Real, "x"), (Kind.Real, "y"), (Kind.Int, "k"));
        _callees.Add(new Callee((context, a) => context.Draw.Do(
            () => $"{name}.{method}({a()})",
            () => $"{name}.{method}(y: {a()}, x: {a()})",
            () => $"{name}.{method}({a()}, k: {context.Draw.Below(5)})")));
    }

    private void ByReference(string method)
    {
        Body($"internal static {Real} {method}(ref {Real} x, in {Real} y, out {Real} z)", "z = 2 * y;", (Kind.Real, "x"), (Kind.Real, "z"));
        _callees.Add(new Callee((context, a) =>
        {
            Local[] passable = [.. context.Scope.All(Kind.Real).Where(local => local.Passable)];
            // A value, not a variable: one that the callee writes under another name too would be refused.
            string argument = $"(+{a()})";
            return passable.Length < 2 ? argument : context.Draw.Do(
                () => $"{name}.{method}(ref {passable[0].Name}, {argument}, out _)",
                () => $"{name}.{method}(ref {passable[0].Name}, {argument}, out {passable[1].Name})",
                () => $"{name}.{method}(y: {argument}, x: ref {passable[^1].Name}, z: out {passable[0].Name})",
                () => $"{name}.{method}(ref {passable[1].Name}, in {passable[0].Name}, out {Real} _)");
        }));
    }

    private void Extension(string method)
    {
        Body($"internal static {Real} {method}(this {Real} x, int k)", "", (Kind.Real, "x"), (Kind.Int, "k"));
        // No number is converted to become a receiver.
        _callees.Add(new Callee((context, a) => $"(({Real})({a()})).{method}({context.Draw.Below(4)})"));
    }

    /// <summary>A method or a property of an <c>extension</c> block.</summary>
    private void Block(string method)
    {
        bool isProperty = draw.Chance(30);
        string head = isProperty ? $"internal {Real} {method}" : $"internal {Real} {method}(int k)";
        int start = _texts.Count;
        if (isProperty) Property(head);
        else Body(head, "", (Kind.Real, "x"), (Kind.Int, "k"));
        _texts[start] = $"    extension({Real} x)\n    {{\n{_texts[start]}    }}\n";
        _callees.Add(new Callee((context, a) =>
            isProperty ? $"(({Real})({a()})).{method}" : draw.Do(
                () => $"(({Real})({a()})).{method}({context.Draw.Below(4)})",
                () => $"{name}.{method}({a()}, {context.Draw.Below(4)})")));
    }

    private void Property(string head)
    {
        var inner = new Context(draw, precision, _callees);
        inner.Know(new Local("x", Kind.Real));
        _texts.Add($"        {head} => {new Reals(inner).Of(2)};\n");
    }

    /// <summary>Generic math, called with numbers.</summary>
    private void Generic(string method)
    {
        string step = draw.Of(["sum * x + T.Sin(y)", "T.Max(sum, y) - x / (T.One + T.Abs(x) + T.Pi)", "T.CreateChecked(0.25) * sum + T.Exp(-x * x)", "sum - y * T.Tanh(x + sum)"]);
        _texts.Add($"    internal static T {method}<T>(T x, T y)\n        where T : struct, System.Numerics.IFloatingPointIeee754<T>\n    {{\n        T sum = T.Zero;\n"
            + $"        for (int i = 0; i < {draw.Below(4)}; i++) sum = {step};\n        sum += T.E * x;\n        return y > T.NegativeOne ? sum : -sum;\n    }}\n");
        _callees.Add(new Callee((_, a) => draw.Do(() => $"{name}.{method}<{Real}>({a()}, {a()})", () => $"{method}(({Real})({a()}), ({Real})({a()}))")));
    }

    /// <summary>A struct with operators that change it.</summary>
    private void InPlace(string method)
    {
        string type = $"Of{method}";
        _texts.Add($"    internal record struct {type}({Real} V, {Real} W)\n    {{\n        public void operator +=({Real} v) {{ V += v; W *= {draw.Number(0.5, 0.9)}{precision.Suffix}; }}\n"
            + $"        public void operator *=({type} other) => (V, W) = (V * other.W, W + other.V);\n        public void operator --() => W -= V;\n    }}\n"
            + $"    internal static {Real} {method}({Real} x, {Real} y)\n    {{\n        {type} a = new(x, y), b = new(y, {draw.Number(-1, 1)}{precision.Suffix});\n"
            + $"        for (int i = 0; i < {draw.Below(3)}; i++) {{ a += x; {draw.Of(["a *= b;", "a--;", "b += a.V; a *= a;"])} }}\n        return a.V * {draw.Number(0.1, 0.4)}{precision.Suffix} + b.W - a.W;\n    }}\n");
        _callees.Add(new Callee((_, a) => $"{name}.{method}({a()}, {a()})"));
    }

    /// <summary>A query over constants in a list, by calls or in the language's own words.</summary>
    private void Query(string method)
    {
        string items = $"ItemsOf{method}", value = draw.Of(["i * x", "(x - i) * (x - i)", $"{precision.Maths}.Sin(i + x)"]);
        _texts.Add($"    private static readonly List<{Real}> {items} = [0.5{precision.Suffix}, -1, {draw.Number(-2, 2)}{precision.Suffix}, 0.25{precision.Suffix}];\n"
            + $"    internal static {Real} {method}({Real} x) => {draw.Do(() => $"{items}.Where(i => i > -1).Sum(i => {value})", () => $"(from i in {items} where i < 1 select {value}).Average()")};\n");
        _callees.Add(new Callee((_, a) => $"{name}.{method}({a()})"));
    }

    private void Pair(string method)
    {
        var inner = new Context(draw, precision, _callees);
        inner.Know(new Local("x", Kind.Real));
        _texts.Add($"    internal static ({Real} Left, {Real} Right) {method}({Real} x) => ({new Reals(inner).Of(2)}, {new Reals(inner).Of(1)});\n");
        _callees.Add(new Callee((context, a) => $"{name}.{method}({a()}).{context.Draw.Of(["Left", "Right", "Item2"])}"));
    }

    /// <summary>Called without its class, by <c>using static</c>.</summary>
    private void Short(string method)
    {
        var inner = new Context(draw, precision, _callees);
        inner.Know(new Local("x", Kind.Real));
        inner.Know(new Local("y", Kind.Real));
        _texts.Add($"    internal static {Real} {method}({Real} x, {Real} y) => {new Reals(inner).Of(2)};\n");
        _callees.Add(new Callee((_, a) => $"{method}({a()}, {a()})"));
    }

    private void Body(string head, string first, params ReadOnlySpan<(Kind Kind, string Name)> locals)
    {
        var inner = new Context(draw, precision, _callees) { Indent = head.Contains("static", StringComparison.Ordinal) ? 1 : 2, Budget = 4 };
        inner.Result = () => new Reals(inner).Of(1);
        foreach ((Kind kind, string local) in locals)
        {
            inner.Know(new Local(local, kind) { Uncaptured = first.Length > 0 });
        }

        inner.Line(head);
        inner.Block(() =>
        {
            inner.Line(first);
            new Statements(inner).Some(3);
            inner.Line($"return {new Reals(inner).Of(2)};");
        });
        _texts.Add(inner.Text);
    }
}
