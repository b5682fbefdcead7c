using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.IR;

/// <summary>Programs in printed IR, exactly as the printer writes them.</summary>
internal static class Samples
{
    /// <summary>Every kind of statement, expression and operand once at least.</summary>
    public const string Everything = """
        function main(x: f64, n: i32, text: opaque "global::System.String") {
            let y: f64 = Multiply(x, x) "x * x"
            y.1: f64, ok: bool = opaque value pure "Parse({0}, out {out 1}, \"{{\")"(text)
            opaque throws "throw new global::System.Exception()"()
            opaque reads "Look({0})"(text)
            let loop: f64[] = alloc f64[](n) rows
            all: f64 = perform "Ops.LogSumExp/1"(loop) "all"
            perform Clear(loop)
            let free: opaque "A<B>"[] = alloc opaque "A<B>"[](2)
            let grid: i32[,] = alloc i32[,](n, 3) zero forward sweep
            sum: f64 = for i: i32 in 0 ..= n by 2 carrying total: f64 = 0.5, k: i64 = -3: i64 "for (…)\n\"tail\"" {
                reach loop[i]
                store loop[i] = total
                let next: f64 = Add(total, y)
                yield next, k
            }
            while {
                add loop[0] += 1.0 reverse sweep "back"
                let again: f64 = load loop[0] "again"
                store grid[0, 1] = 4
                let count: i32 = length grid, 1
                let rows: i32 = length loop
                let more: bool = Less(again, 1.0)
                yield more
            }
            if true {
                yield
            } else {
                yield
            }
            a: f64, b: f64 = if ok "if (ok)" {
                yield x, y.1
            } else {
                yield 1.0, NaN
            }
            c: f64 = call "Wear.Helper<int>"(a, b)
            yield c, sum
        }

        function "Wear.Helper<int>"(let: f64, @true: f64) {
            yield: f64 = if @true {
                yield let
            } else {
                yield 0.0
            }
            for: f64 = for in: i32 in 3 .. 0 by -1 carrying carrying: f64 = yield {
                yield carrying
            }
            yield for
        }

        function FForward(x: f64) forward sweep {
            height: i32 = perform Height()
            perform Push(height)
            yield x
        }

        function FReverse(x: f64, cotangent: f64) reverse sweep {
            height: i32 = perform Pop()
            perform Drop(height)
            yield cotangent
        }

        function "Gauge.F"(x: f64, k: i32) {
            let y: f64 = Multiply(x, x)
            yield y
        } called function "Gauge.F"(x: f64, k: i32) {
            y: f64 = opaque value "Gauge.F({0}, {1})"(x, k)
            yield y
        } jvp function Jvp(x: f64, k: i32, xDot: f64) {
            both: opaque "(double, double)" = opaque value "R.Jvp({0}, {1}, {2})"(x, k, xDot)
            y: f64 = opaque value pure "{0}.Item1"(both)
            yDot: f64 = opaque value pure "{0}.Item2"(both)
            yield y, yDot
        } vjp function Vjp(x: f64, k: i32, cotangent: f64) {
            y: f64, xBar: f64 = opaque value "R.Vjp({0}, {1}, {2}, ref {ref 1 3})"(x, k, cotangent, 0.0)
            yield y, xBar
        } pair function Recording(x: f64, k: i32) {
            y: f64 = opaque value "R.F({0}, {1})"(x, k)
            yield y, y
        } function Pullback(saved: f64, cotangent: f64) {
            xBar: f64 = opaque "R.B({0}, {1}, ref {ref 0 2})"(saved, cotangent, 0.0)
            yield xBar
        }

        """;

    /// <summary>x by itself n times over, in steps that stop above 100.</summary>
    public const string Power = """
        function power(x: f64, n: i32) {
            y: f64, i: i32 = while carrying y.1: f64 = 1.0, i.1: i32 = 0 {
                let inside: bool = Less(i.1, n)
                again: bool, y.2: f64, i.2: i32 = if inside {
                    let y.3: f64 = Multiply(y.1, x)
                    let i.3: i32 = Add(i.1, 1)
                    let large: bool = Greater(y.3, 100.0)
                    again.1: bool = if large "break" {
                        yield false
                    } else {
                        yield true
                    }
                    yield again.1, y.3, i.3
                } else {
                    yield false, y.1, i.1
                }
                yield again, y.2, i.2
            }
            yield y, i
        }

        """;

    public static Program Of(string text) => Parser.Parse(text);
}
