using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms.Reverse;

namespace DeepMfg.AutoDiff.Generators.Tests.Transforms;

public class TailFormTests
{
    [Fact]
    public void An_if_that_decides_yields_what_its_block_yields_down_to_the_leaves()
    {
        Function function = Parser.Parse("""
            function f(x: f64, n: i32) {
                y: f64, m: i32 = while carrying a: f64 = x, i: i32 = n {
                    let c: bool = Less(a, 1.0)
                    b: f64, g: bool = if c {
                        let d: bool = Less(a, 0.5)
                        h: bool = if d { yield false } else { yield true }
                        let s: f64 = Sin(a)
                        yield s, true
                    } else {
                        let d.1: bool = Less(a, 2.0)
                        e: f64, h.1: bool = if d.1 { let k: f64 = Cos(a) yield k, true } else { yield a, false }
                        yield e, h.1
                    }
                    yield g, b, i
                }
                yield y
            }
            """).Main;

        Function tailed = TailForm.Of(function);

        Verifier.Check(tailed);
        Assert.Equal(Printer.Print(Parser.Parse("""
            function f(x: f64, n: i32) {
                y: f64, m: i32 = while carrying a: f64 = x, i: i32 = n {
                    let c: bool = Less(a, 1.0)
                    g: bool, b: f64, i.1: i32 = if c {
                        let d: bool = Less(a, 0.5)
                        h: bool = if d { yield false } else { yield true }
                        let s: f64 = Sin(a)
                        yield true, s, i
                    } else {
                        let d.1: bool = Less(a, 2.0)
                        h.1: bool, e: f64, i.2: i32 = if d.1 { let k: f64 = Cos(a) yield true, k, i } else { yield false, a, i }
                        yield h.1, e, i.2
                    }
                    yield g, b, i.1
                }
                yield y
            }
            """)), Printer.Print(new Program(tailed, [])));
    }
}
