using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.Analysis;

public class ActivityTests
{
    [Theory]
    [InlineData("let y: f64 = Sin(x) yield y", "y", true)]
    [InlineData("let y: f64 = Sin(k) yield y", "y", false)]
    [InlineData("let y: f64 = Sin(x) yield k", "y", false)]
    [InlineData("let y: f64 = Floor(x) yield y", "y", false)]
    [InlineData("let y: f64 = StopGradient(x) yield y", "y", false)]
    [InlineData("let b: bool = Less(x, k) let y: f64 = Select(b, x, k) yield y", "y", true)]
    [InlineData("y: f64 = if true { yield x } else { yield k } yield y", "y", true)]
    [InlineData("y: f64 = if true { let z: f64 = Sin(x) yield z } else { yield k } yield k", "z", false)]
    [InlineData("y: f64 = for i: i32 in 0 .. n by 1 carrying a: f64 = k { let b: f64 = Add(a, x) yield b } yield y", "a", true)]
    [InlineData("y: f64 = for i: i32 in 0 .. n by 1 carrying a: f64 = x { yield k } yield y", "y", true)]
    [InlineData("y: f64 = for i: i32 in 0 .. n by 1 carrying a: f64 = x { yield k } yield y", "a", false)]
    [InlineData("y: f64, w: f64 = while carrying a: f64 = k, b: f64 = x { yield true, b, k } yield y", "a", false)]
    [InlineData("y: f64, w: f64 = while carrying a: f64 = k, b: f64 = x { yield true, b, k } yield y", "y", true)]
    public void A_value_is_active_if_it_varies_and_matters(string body, string variable, bool expected)
    {
        Function function = Parser.Parse($"function f(x: f64, k: f64, n: i32) {{ {body} }}").Main;

        Activity activity = Activity.Of(function, new Activation([true, false, false], [true]));

        Assert.Equal(expected, activity.IsActive(new Variable(variable, IrType.Float64)));
    }

    [Fact]
    public void A_parameter_that_reaches_the_result_only_where_a_loop_makes_no_trip_is_active()
    {
        Function function = Parser.Parse(
            "function f(x: f64, k: f64, n: i32) { y: f64 = for i: i32 in 0 .. n by 1 carrying a: f64 = x { yield k } yield y }").Main;

        Assert.True(Activity.Of(function, new Activation([true, false, false], [true])).IsActive(function.Parameters[0]));
    }
}
