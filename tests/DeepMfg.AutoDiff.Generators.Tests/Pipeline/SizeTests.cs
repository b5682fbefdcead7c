using DeepMfg.AutoDiff.Generators.Frontend;
using DeepMfg.AutoDiff.Generators.Tests.Frontend;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>Nothing that a method can grow to breaks the compiler.</summary>
public sealed class SizeTests
{
    [Fact]
    public void Expressions_of_any_length_and_depth_are_lowered_or_refused()
    {
        Assert.NotNull(UserCode.Lower(UserCode.Class($"[Differentiable] static double F(double x) => {string.Join(" + ", Enumerable.Repeat("x", 5000))};")).Method);
        Lowered deep = UserCode.Lower(UserCode.Class($"[Differentiable] static double F(double x) {{ {Nest("x", 300, "x = 1;")} return x; }}"));
        Assert.Contains(deep.Mistakes, static mistake => mistake.Descriptor.Id == "DMAD011");
    }

    [Fact]
    public void A_nest_that_is_deep_only_with_the_methods_called_is_refused()
    {
        string callees = Many(20, static i => $"static double G{i}(double t) {{ {Nest("t", 100, i < 19 ? $"t = G{i + 1}(t);" : "t = 1;")} return t; }}\n");
        Lowered deep = UserCode.Lower(UserCode.Class($"[Differentiable] static double F(double x) => G0(x);\n{callees}"));
        Assert.Null(deep.Method);
        Assert.Contains("blocks, with those of the methods that are called", Assert.Single(deep.Mistakes).Arguments[0].ToString());
    }

    public static TheoryData<string> Chains => [.. Bodies.Keys];

    /// <summary>Chains of 250 links, which are lowered in three pieces; each is checked in its first and last link, at the cuts and beyond the end.</summary>
    [Theory]
    [MemberData(nameof(Chains))]
    public void A_long_chain_has_the_value_and_the_derivative_of_its_link(string chain) => Generated.DifferentiatesAt(
        $"[Differentiable] public static double F(double x, int n) {{ {Bodies[chain](250)} }}",
        [.. new[] { 0, 1, 99, 100, 101, 199, 200, 249, 250, 300 }.Select(static n => new object?[] { 1.5, n })]);

    [Theory]
    [MemberData(nameof(Chains))]
    public void A_chain_of_a_thousand_links_is_lowered(string chain) => Assert.NotNull(
        UserCode.Lower(UserCode.Class($"[Differentiable] static double F(double x, int n) {{ {Bodies[chain](1000)} }}")).Method);

    private static Dictionary<string, Func<int, string>> Bodies { get; } = new()
    {
        ["cases"] = static n => $"double t = x; switch (n) {{ {Many(n, static i => $"case {i}: t *= x + {i}; break;")} }} return t * t;",
        ["cases with a default"] = static n => $"double t = x; switch (n) {{ {Many(n, static i => $"case {i}: t *= x + {i}; break;")} default: t = x * x; break; }} return t;",
        ["cases that return"] = static n => $"switch (n) {{ {Many(n, static i => $"case {i}: return x * {i + 2};")} }} return x * x;",
        ["cases that return here and there"] =
            static n => $"double t = x; switch (n) {{ {Many(n, static i => i % 3 == 0 ? $"case {i}: return x * {i + 2};" : $"case {i}: t *= x + {i}; break;")} }} return t * t;",
        ["cases in a loop, which leave it"] =
            static n => $"double t = x; for (int k = n; k < n + 4; k++) {{ switch (k) {{ {Many(n, Leaving)} }} t *= x; }} return t;",
        ["arms"] = static n => $"double t = n switch {{ {Many(n, static i => $"{i} => x * {i + 2},")} _ => x * x }}; return t * t;",
        ["else if"] = static n => $"double t = x; {Many(n, static i => $"{(i > 0 ? "else " : "")}if (n == {i}) t *= x + {i};")} return t * t;",
        ["else if with an else"] = static n => $"double t = x; {Many(n, static i => $"if (n == {i}) t *= x + {i}; else ")} t = x * x; return t;",
        ["else if that returns"] = static n => $"{Many(n, static i => $"{(i > 0 ? "else " : "")}if (n == {i}) return x * {i + 2};")} return x * x;",
        ["early returns"] = static n => $"double t = x; {Many(n, static i => $"t += x; if (n == {i}) return t * x;")} return t;",
        ["early exits of a loop"] =
            static n => $"double t = x; for (int k = n; k < n + 4; k++) {{ {Many(n, static i => $"if (k == {i}) {{ t *= x; {(i % 2 == 0 ? "continue" : "break")}; }}")} t += x; }} return t;",
    };

    private static string Leaving(int i) => (i % 4) switch
    {
        0 => $"case {i}: continue;",
        1 => $"case {i}: t *= x + {i}; break;",
        2 => $"case {i}: if (t > {i}) return t * {i + 1}; t += x; break;",
        _ => $"case {i}: t += 2 * x; break;",
    };

    private static string Nest(string tested, int depth, string inside) => $"{Many(depth, _ => $"if ({tested} > 1) {{")} {inside} {new string('}', depth)}";

    private static string Many(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
}
