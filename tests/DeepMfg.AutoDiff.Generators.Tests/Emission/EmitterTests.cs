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
            Scalar("a"));
        Golden.Verify(text);
    }

    private static Parameter Scalar(string name) => new(name, "double", Shape.Of(IrType.Float64, "double")) { Differentiable = true };

    private static string Emit(string ir, params Parameter[] parameters)
    {
        Program program = Parser.Parse(ir);
        var signature = new Signature(
            program.Main.Name, new Container("Made", ["public static partial class Wear"]), [.. parameters], Shape.Of(IrType.Float64, "double"));
        string text = Emitter.Write(Derive.Of(new DifferentiableMethod(signature, program, Produce.All)));
        Compiled.Assembly(text);
        return text;
    }
}
