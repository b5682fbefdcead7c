using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms;

namespace DeepMfg.AutoDiff.Generators.Tests.Transforms;

public class SimplifyTests
{
    [Theory]
    [InlineData("let a: f64 = Sin(x) let b: f64 = Sin(x) let y: f64 = Add(a, b) yield y", "let a: f64 = Sin(x) let y: f64 = Add(a, a) yield y")]
    [InlineData("let a: f64 = Sin(x) yield x", "yield x")]
    [InlineData("let a: i32 = Divide(1, n) yield x", "let a: i32 = Divide(1, n) yield x")]
    [InlineData("let a: i32 = Divide(n, 2) yield x", "yield x")]
    [InlineData("opaque \"Log({0})\"(x) yield x", "opaque \"Log({0})\"(x) yield x")]
    [InlineData("y: f64 = if true { let a: f64 = Sin(x) yield a } else { yield x } yield y", "let a: f64 = Sin(x) yield a")]
    [InlineData("y: f64 = if b { yield x } else { yield x } yield y", "yield x")]
    [InlineData(
        "y: f64, z: f64 = for i: i32 in 0 .. n by 1 carrying p: f64 = x, q: f64 = x { let s: f64 = Sin(p) let t: f64 = Cos(q) yield s, t } yield y",
        "y: f64 = for i: i32 in 0 .. n by 1 carrying p: f64 = x { let s: f64 = Sin(p) yield s } yield y")]
    [InlineData(
        "y: f64, z: f64 = for i: i32 in 0 .. n by 1 carrying p: f64 = x, q: f64 = x { let s: f64 = Add(p, q) yield s, q } yield z",
        "yield x")]
    [InlineData(
        "tape t [f64, f64] for i: i32 in 0 .. n by 1 { put t[0] = x put t[1] = x advance t yield } retreat t let a: f64 = get t[1] yield a",
        "tape t [f64] for i: i32 in 0 .. n by 1 { put t[0] = x advance t yield } retreat t let a: f64 = get t[0] yield a")]
    public void What_nothing_needs_is_gone_and_what_is_computed_twice_is_shared(string before, string after)
    {
        Function simplified = Simplify.Of(Parse(before));

        Verifier.Check(simplified);
        Assert.Equal(Printer.Print(Parse(after)), Printer.Print(simplified));
    }

    [Fact]
    public void A_value_of_one_arm_is_not_at_hand_in_the_other()
    {
        Function function = Parse("y: f64 = if b { let a: f64 = Sin(x) yield a } else { let c: f64 = Sin(x) yield c } let d: f64 = Sin(x) let e: f64 = Add(d, y) yield e");

        Assert.Equal(function, Simplify.Of(function));
    }

    private static Function Parse(string body) => Parser.Parse($"function f(x: f64, n: i32, b: bool) {{ {body} }}").Main;
}
