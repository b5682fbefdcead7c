using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms;

namespace DeepMfg.AutoDiff.Generators.Tests.Transforms;

public class InlineTests
{
    [Fact]
    public void A_callee_stands_where_it_was_called_under_names_of_its_own()
    {
        Program program = Parser.Parse("""
            function f(x: f64, n: i32) {
                y: f64 = for i: i32 in 0 .. n by 1 carrying a: f64 = x {
                    b: f64 = call g(a)
                    c: f64 = call g(b)
                    yield c
                }
                yield y
            }
            function h(x: f64) { let y: f64 = Sin(x) yield y }
            function g(x: f64) { y: f64 = call h(x) let z: f64 = Multiply(x, y) yield z }
            """);

        Function whole = Inline.All(program);

        Verifier.Check(whole);
        Assert.Equal(4, Walk.All(whole.Body).Count(statement => statement is Let));
        Assert.DoesNotContain(Walk.All(whole.Body), statement => statement is Call);
    }
}
