using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms;
using DeepMfg.AutoDiff.Generators.Transforms.Reverse;

namespace DeepMfg.AutoDiff.Generators.Tests.Transforms;

/// <summary>What is recorded, and what is not. That the derivatives are right is the random programs' business.</summary>
public class VjpTests
{
    [Fact]
    public void Straight_line_code_records_nothing() =>
        Assert.Equal("", ColumnsOf("let a: f64 = Exp(x) let y: f64 = Multiply(a, x) yield y"));

    [Fact]
    public void A_branch_lets_out_what_its_reverse_needs() =>
        Assert.Equal("", ColumnsOf("y: f64 = if b { let a: f64 = Exp(x) let c: f64 = Sin(a) let d: f64 = Multiply(a, c) yield d } else { yield x } let z: f64 = Multiply(y, y) yield z"));

    [Fact]
    public void A_linear_loop_records_nothing() =>
        Assert.Equal("", ColumnsOf("y: f64 = for i: i32 in 0 .. n by 1 carrying a: f64 = x { let s: f64 = Multiply(a, 2.0) let t: f64 = Add(s, x) yield t } yield y"));

    [Fact]
    public void A_loop_records_what_it_overwrites_and_its_reverse_needs() =>
        Assert.Equal("f64", ColumnsOf("y: f64 = for i: i32 in 0 .. n by 1 carrying a: f64 = x { let s: f64 = Multiply(a, a) yield s } yield y"));

    [Fact]
    public void An_exit_records_nothing_for_its_condition() =>
        Assert.Equal("f64", ColumnsOf("""
            y: f64, j: i32 = while carrying a: f64 = x, i: i32 = 0 {
                let c: bool = Less(i, n)
                g: bool, y.1: f64, i.1: i32 = if c {
                    let s: f64 = Multiply(a, a)
                    let e: bool = Less(s, 0.5)
                    g.1: bool, y.2: f64, i.2: i32 = if e { yield false, s, i } else { let t: f64 = Add(s, 1.0) let k: i32 = Add(i, 1) yield true, t, k }
                    yield g.1, y.2, i.2
                } else { yield false, a, i }
                yield g, y.1, i.1
            }
            yield y
            """));

    [Fact]
    public void An_index_that_counts_is_computed_from_the_trip() =>
        Assert.Equal("", ColumnsOf("""
            y: f64, j: i32 = while carrying a: f64 = x, i: i32 = 3 {
                let f: f64 = Convert(i)
                let s: f64 = Multiply(a, f)
                let k: i32 = Add(i, 2)
                let c: bool = Less(k, n)
                yield c, s, k
            }
            yield y
            """));

    private static string ColumnsOf(string body)
    {
        Function function = Parser.Parse($"function f(x: f64, n: i32, b: bool) {{ {body} }}").Main;
        Function vjp = Simplify.Of(Vjp.Of(function, new Activation([true, false, false], [true]), new Companions(["cotangent"], [true, false, false])));
        Verifier.Check(vjp);
        return string.Join(' ', Walk.All(vjp.Body).OfType<Let>().Select(let => let.Value).OfType<Alloc>().Select(alloc => Notation.Type(alloc.Type.Item!)));
    }
}
