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
        switch (draw.Below(5))
        {
            case 0: Optional(method); break;
            case 1: ByReference(method); break;
            case 2: Extension(method); break;
            case 3: Pair(method); break;
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
        var inner = new Context(draw, precision, _callees) { Indent = 1, Budget = 4 };
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
