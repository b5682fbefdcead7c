namespace DeepMfg.AutoDiff.Generators.Tests.Frontend;

/// <summary>The shape of the IR that transforms rely on.</summary>
public sealed class StructureTests
{
    [Fact]
    public void A_value_is_named_after_its_variable() => Assert.Equal(
        """
        function F(x: f64, y: f64) {
            let sine: f64 = Sin(x) "load = Math.Sin(x) * y"
            let load: f64 = Multiply(sine, y) "load = Math.Sin(x) * y"
            let load.1: f64 = Add(load, x) "load += x"
            yield load.1
        }
        """,
        Lines("[Differentiable] static double F(double x, double y) { double load = Math.Sin(x) * y; load += x; return load; }"));

    [Fact]
    public void A_guard_that_throws_stands_by_itself() => Assert.Equal(
        """
        function F(x: f64) {
            let condition: bool = Less(x, 0.0) "if (x < 0)"
            if condition "if (x < 0)" {
                opaque throws "throw new global::System.ArgumentException(\"negative\")"() "throw new ArgumentException(\"negative\")"
                yield
            } else {
                yield
            }
            let result: f64 = Multiply(x, x) "return x * x"
            yield result
        }
        """,
        Lines("[Differentiable] static double F(double x) { if (x < 0) throw new ArgumentException(\"negative\"); return x * x; }"));

    [Fact]
    public void A_while_loop_yields_constant_again_in_every_arm()
    {
        string text = Lines("[Differentiable] static double F(double x) { while (x > 1) { x *= 0.5; if (x < 1.2) break; } return x; }");
        Assert.Contains("yield false, true", text, StringComparison.Ordinal);
        Assert.Contains("yield true, false", text, StringComparison.Ordinal);
        Assert.Contains("yield x.1, false, false", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_counted_loop_becomes_a_for() => Assert.Contains(
        "for i: i32 in 0 .. n by 1 carrying",
        Lines("[Differentiable] static double F(double x, int n) { for (int i = 0; i < n; i++) x *= 2; return x; }"),
        StringComparison.Ordinal);

    [Fact]
    public void Effects_run_once_in_order()
    {
        string text = Lines("[Differentiable] static double F(double x, Random rng) { double a = rng.NextDouble(), b = rng.NextDouble(); Console.WriteLine($\"{x:F2} {a}\"); return x * a + b; }");
        Assert.Equal(2, text.Split("{0}.NextDouble()").Length - 1);
        Assert.Contains("global::System.Console.WriteLine($\\\"{{({0}):F2}} {{({1})}}\\\")", text, StringComparison.Ordinal);
    }

    private static string Lines(string members) => UserCode.Print(members).TrimEnd().Replace("\r", "", StringComparison.Ordinal);
}
