using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

namespace DeepMfg.AutoDiff.Generators.Tests.Transforms;

/// <summary>Transforms of transforms that once lost a derivative, found by the random programs.</summary>
public class SecondOrderTests
{
    [Theory]
    [InlineData("""
        a: f64, b: f64, k: i32 = while carrying s: f64 = x, t: f64 = x, i: i32 = 0 {
            let i.1: i32 = Add(i, 1)
            let c: bool = Less(i.1, 6)
            let u: f64 = Add(0.5, s)
            let v: f64 = Tanh(s)
            yield c, u, v, i.1
        }
        """)]
    [InlineData("""
        a: f64, b: f64 = for i: i32 in 1 ..= 0 by -2 carrying s: f64 = x, t: f64 = x {
            let u: f64 = Add(0.5, s)
            let v: f64 = Tanh(s)
            yield u, v
        }
        """)]
    public void A_pullback_under_a_condition_that_only_reads_the_tape_is_pulled_back(string loop) => AssertAgrees($$"""
        function f(x: f64) {
            let z: f64 = Plus(x)
            {{loop}}
            let c.1: bool = Less(0.5, 1.39)
            y: f64 = if c.1 { let w: f64 = Add(z, b) yield w } else { yield z }
            yield y
        }
        """);

    [Fact]
    public void Rows_that_change_places_are_pulled_back_twice() => AssertAgrees("""
        function f(x: f64, y: f64) {
            let c: f64[] array[] array = alloc f64[] array[] array(2) zero
            for i: i32 in 0 .. 2 by 1 {
                let r: f64[] array = alloc f64[] array(2) zero
                store c[i] = r
                let k: f64 = Convert(i)
                let v: f64 = Multiply(x, y)
                let w: f64 = Add(v, k)
                store r[0] = w
                store r[1] = x
                yield
            }
            for j: i32 in 0 .. 3 by 1 {
                let a: f64[] array = load c[0]
                let b: f64[] array = load c[1]
                store c[0] = b
                store c[1] = a
                let p: f64 = load a[0]
                let q: f64 = load b[1]
                let s: f64 = Multiply(p, q)
                let t: f64 = Tanh(s)
                store a[0] = t
                yield
            }
            let d: f64[] array = load c[0]
            let e: f64[] array = load c[1]
            let g: f64 = load d[0]
            let h: f64 = load e[0]
            let z: f64 = Multiply(g, h)
            yield z
        }
        """);

    private static void AssertAgrees(string text)
    {
        var @case = new Case(1, Parser.Parse(text));

        (Verdict verdict, string message) = Judge.Of(@case);

        Assert.True(verdict == Verdict.Passed, message);
        Assert.Null(SecondOrder.Mistake(@case, Forms.Both, out bool isKnown));
        Assert.True(isKnown);
    }
}
