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
        "let t: f64[] = alloc f64[](n) let u: f64[] = alloc f64[](n) for i: i32 in 0 .. n by 1 { store t[i] = x add u[i] += x yield } let a: f64 = load u[0] yield a",
        "let u: f64[] = alloc f64[](n) for i: i32 in 0 .. n by 1 { add u[i] += x yield } let a: f64 = load u[0] yield a")]
    public void What_nothing_needs_is_gone_and_what_is_computed_twice_is_shared(string before, string after)
    {
        Function simplified = Simplify.Of(Parse(before));

        Verifier.Check(simplified);
        Assert.Equal(Printer.Print(Parse(after)), Printer.Print(simplified));
    }

    [Theory]
    [InlineData(
        "y: f64 = if b { let a: f64 = Sin(x) yield a } else { yield x } z: f64 = if b { let c: f64 = Cos(y) yield c } else { let d: f64 = Exp(y) yield d } yield z",
        "y: f64, z: f64 = if b { let a: f64 = Sin(x) let c: f64 = Cos(a) yield a, c } else { let d: f64 = Exp(x) yield x, d } yield z")]
    [InlineData(
        "y: f64, r: bool = if b { let a: f64 = Sin(x) yield a, true } else { yield 0.0, false } z: f64 = if r { yield y } else { let c: f64 = Cos(x) yield c } yield z",
        "y: f64, r: bool, z: f64 = if b { let a: f64 = Sin(x) yield a, true, a } else { let c: f64 = Cos(x) yield 0.0, false, c } yield z")]
    [InlineData(
        """
        y: f64, r: bool = if b { yield x, true } else {
            let d: bool = Less(x, 1.0)
            p: f64, q: bool = if d { let a: f64 = Sin(x) yield a, true } else { yield 0.0, false }
            yield p, q
        }
        z: f64 = if r { yield y } else { let c: f64 = Cos(y) yield c }
        yield z
        """,
        """
        y: f64, r: bool, z: f64 = if b { yield x, true, x } else {
            let d: bool = Less(x, 1.0)
            p: f64, q: bool, z.1: f64 = if d { let a: f64 = Sin(x) yield a, true, a } else { let c: f64 = Cos(0.0) yield 0.0, false, c }
            yield p, q, z.1
        }
        yield z
        """)]
    public void What_an_if_has_decided_is_not_asked_again(string before, string after)
    {
        Function simplified = Simplify.Of(Parse(before));

        Verifier.Check(simplified);
        Assert.Equal(Printer.Print(Simplify.Of(Parse(after))), Printer.Print(simplified));
        Assert.DoesNotContain(simplified.Body.Statements, statement => statement is If && statement != simplified.Body.Statements.OfType<If>().First());
    }

    [Fact]
    public void What_both_ways_need_much_of_is_not_copied_into_the_arms()
    {
        Function function = Parse("""
            y: f64, r: bool = if b { yield x, true } else {
                let d: bool = Less(x, 1.0)
                p: f64, q: bool = if d { let a: f64 = Sin(x) yield a, true } else { yield 0.0, false }
                yield p, q
            }
            z: f64 = if r { let e: f64 = Exp(y) yield e } else { let c: f64 = Cos(y) yield c }
            yield z
            """);

        Assert.Equal(function, Simplify.Of(function));
    }

    [Fact]
    public void A_value_of_one_arm_is_not_at_hand_in_the_other()
    {
        Function function = Parse("y: f64 = if b { let a: f64 = Sin(x) yield a } else { let c: f64 = Sin(x) yield c } let d: f64 = Sin(x) let e: f64 = Add(d, y) yield e");

        Assert.Equal(function, Simplify.Of(function));
    }

    private static Function Parse(string body) => Parser.Parse($"function f(x: f64, n: i32, b: bool) {{ {body} }}").Main;
}
