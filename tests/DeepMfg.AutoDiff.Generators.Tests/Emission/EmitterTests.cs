using DeepMfg.AutoDiff.Generators.Emission;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms;

namespace DeepMfg.AutoDiff.Generators.Tests.Emission;

public sealed class EmitterTests
{
    [Fact]
    public void A_straight_line_reads_like_the_formula()
    {
        string text = Emit(
            """
            function Life(speed: f64, feed: f64, scale: f64) {
                let power: f64 = Exp(speed) "load = Math.Exp(speed) * Math.Sqrt(feed)"
                let root: f64 = Sqrt(feed) "load = Math.Exp(speed) * Math.Sqrt(feed)"
                let load: f64 = Multiply(power, root) "load = Math.Exp(speed) * Math.Sqrt(feed)"
                let value: f64 = Divide(scale, load) "return scale / load"
                yield value
            }
            """,
            Scalar("speed"), Scalar("feed"), Scalar("scale") with { Differentiable = false });
        Golden.Verify(text);
    }

    [Fact]
    public void A_while_loop_records_what_it_overwrites()
    {
        string text = Emit(
            """
            function Root(a: f64) {
                x.2: f64 = while carrying x: f64 = a {
                    let square: f64 = Multiply(x, x)
                    let error: f64 = Subtract(square, a)
                    let limit: f64 = Multiply(1e-12, a)
                    let condition: bool = Greater(error, limit)
                    again: bool, x.3: f64 = if condition {
                        let quotient: f64 = Divide(a, x) "x = 0.5 * (x + a / x)"
                        let sum: f64 = Add(x, quotient) "x = 0.5 * (x + a / x)"
                        let x.1: f64 = Multiply(0.5, sum) "x = 0.5 * (x + a / x)"
                        yield true, x.1
                    } else {
                        yield false, x
                    }
                    yield again, x.3
                }
                yield x.2
            }
            """,
            Produce.Jvp | Produce.Vjp,
            Scalar("a"));
        Golden.Verify(text);
    }

    [Fact]
    public void Written_parameters_have_companions_and_exits_return_early()
    {
        string text = Emit(
            """
            function Settle(level: f64, gain: f64, steps: i32) {
                let tooSmall: bool = Less(gain, 0.0) "if (gain < 0)"
                value.2: f64, level.3: f64, change.2: f64 = if tooSmall "if (gain < 0)" {
                    yield level, level, 0.0
                } else {
                    level.2: f64 = for i: i32 in 0 .. steps by 1 carrying level.1: f64 = level "for (int i = 0; i < steps; i++)" {
                        let product: f64 = Multiply(gain, level.1) "level -= gain * level"
                        let level.4: f64 = Subtract(level.1, product) "level -= gain * level"
                        yield level.4
                    }
                    let change: f64 = Multiply(level.2, gain) "change = level * gain"
                    let value: f64 = Tan(change) "return Math.Tan(change)"
                    yield value, level.2, change
                }
                yield value.2, level.3, change.2
            }
            """,
            Produce.Vjp,
            Scalar("level") with { Passing = Passing.Ref },
            Scalar("gain"),
            new Parameter("steps", "int", Shape.Of(IrType.Int32, "int")),
            Scalar("change") with { Passing = Passing.Out });
        Golden.Verify(text);
    }

    [Fact]
    public void Tuples_keep_their_names_and_their_parts_are_read_in_place()
    {
        Shape real = Shape.Of(IrType.Float64, "double");
        var range = new Shape("(double Low, int Count)", null, [new Item("Low", real), new Item("Count", Shape.Of(IrType.Int32, "int"))]);
        string text = Emit(
            """
            function Widen(rangeLow: f64, rangeCount: i32, Rest: f64) {
                let converted: f64 = Convert(rangeCount) "return (range.Low * Rest, range.Count)"
                let product: f64 = Multiply(rangeLow, Rest) "return (range.Low * Rest, range.Count)"
                let sum: f64 = Add(product, converted) "return (range.Low * Rest, range.Count)"
                yield sum
            }
            """,
            new Parameter("range", range.Type, range) { Differentiable = true },
            Scalar("Rest"));
        Golden.Verify(text);
    }

    [Fact]
    public void A_tape_grows_with_its_loop()
    {
        string text = Emit(
            """
            function Grow(c: f64) {
                x.2: f64, n.2: i32 = while carrying x: f64 = 1.0, n: i32 = 0 {
                    let goesOn: bool = Less(n, 1000)
                    again: bool, x.3: f64, n.3: i32 = if goesOn {
                        let x.1: f64 = Multiply(c, x)
                        let n.1: i32 = Add(n, 1)
                        yield true, x.1, n.1
                    } else {
                        yield false, x, n
                    }
                    yield again, x.3, n.3
                }
                yield x.2
            }
            """,
            Scalar("c"));
        var gradient = Compiled.Method(text, "GrowValueAndGradient").CreateDelegate<Func<double, (double Value, double Gradient)>>();
        (double value, double slope) = gradient(1.001);
        Assert.Equal(Math.Pow(1.001, 1000), value, 1e-12);
        Assert.Equal(1000 * Math.Pow(1.001, 999), slope, 1e-9);
    }

    [Fact]
    public void Opaque_statements_run_once_in_order_with_their_holes_filled()
    {
        string text = Emit(
            """
            function Guarded(x: f64) {
                let isNegative: bool = Less(x, 0.0)
                if isNegative {
                    opaque throws "throw new global::System.ArgumentException(\"x\")"()
                    yield
                } else {
                    yield
                }
                let square: f64 = Multiply(x, x)
                opaque "global::System.GC.KeepAlive({0})"(square)
                parsed: bool, number: f64 = opaque value "double.TryParse(\"{{3}}\".Trim('{{', '}}'), out {out 1})"()
                unread: i32 = opaque value "global::System.Environment.TickCount"()
                let value: f64 = Multiply(x, number)
                yield value
            }
            """.Replace("out {out 1}", "{out 1}"),
            Scalar("x"));
        var gradient = Compiled.Method(text, "GuardedValueAndGradient").CreateDelegate<Func<double, (double Value, double Gradient)>>();
        Assert.Equal((6, 3), gradient(2));
        Assert.Throws<ArgumentException>(() => gradient(-1));
        Assert.Contains("_ = global::System.Environment.TickCount;", text);
    }

    [Fact]
    public void Names_that_mean_something_else_are_qualified()
    {
        string text = Emit(
            "function Wave(@class: f64, MathF: f64) { let sine: f64 = Sin(@class) let value: f64 = Multiply(sine, MathF) yield value }".Replace("@class", "class"),
            Produce.Default,
            qualifies: true,
            Scalar("class"),
            Scalar("MathF"));
        Assert.Contains("global::System.Math.Sin(@class)", text);
        Assert.DoesNotContain("using", text);
    }

    private static Parameter Scalar(string name) => new(name, "double", Shape.Of(IrType.Float64, "double")) { Differentiable = true };

    private static string Emit(string ir, params Parameter[] parameters) => Emit(ir, Produce.Default, qualifies: false, parameters);

    private static string Emit(string ir, Produce produce, params Parameter[] parameters) => Emit(ir, produce, qualifies: false, parameters);

    private static string Emit(string ir, Produce produce, bool qualifies, params Parameter[] parameters)
    {
        Program program = Parser.Parse(ir);
        var signature = new Signature(
            program.Main.Name, new Container("Made", ["public static partial class Wear"]), [.. parameters], Shape.Of(IrType.Float64, "double"))
        {
            QualifyNames = qualifies,
        };
        string text = Emitter.Write(Derive.Of(new DifferentiableMethod(signature, program, produce)));
        Compiled.Assembly(text);
        return text;
    }
}
