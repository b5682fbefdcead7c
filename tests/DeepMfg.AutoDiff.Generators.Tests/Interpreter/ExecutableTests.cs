using DeepMfg.AutoDiff.Generators.Interpreter;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Tests.IR;
using static DeepMfg.AutoDiff.Generators.Tests.Interpreter.Running;

namespace DeepMfg.AutoDiff.Generators.Tests.Interpreter;

public class ExecutableTests
{
    [Theory]
    [InlineData(1.5, 5, 7.59375, 5)]
    [InlineData(3.0, 9, 243.0, 5)]
    [InlineData(2.0, 0, 1.0, 0)]
    public void A_while_loop_with_a_break_computes_a_power(double x, int n, double power, int trips)
    {
        Evaluation evaluation = Run(Samples.Power, Bits(x), n);

        Assert.Equal(EvaluationStatus.Finished, evaluation.Status);
        Assert.Equal(power, evaluation.Real(0));
        Assert.Equal(trips, evaluation.Results[1]);
    }

    [Theory]
    [InlineData("0 .. 5 by 1", 10)]
    [InlineData("0 ..= 5 by 1", 15)]
    [InlineData("0 ..= 5 by 2", 6)]
    [InlineData("5 .. 0 by -1", 15)]
    [InlineData("5 ..= 1 by -2", 9)]
    [InlineData("3 .. 3 by 1", 0)]
    [InlineData("4 .. 3 by 1", 0)]
    [InlineData("3 .. 4 by -1", 0)]
    public void A_for_loop_counts_as_in_CSharp(string range, long sum) =>
        Assert.Equal(sum, Run($$"""
            function f() {
                s: i32 = for i: i32 in {{range}} carrying t: i32 = 0 { let u: i32 = Add(t, i) yield u }
                yield s
            }
            """).Results[0]);

    [Fact]
    public void Carried_values_may_swap() =>
        Assert.Equal([2L, 1L], Run("""
            function f() {
                a: i32, b: i32 = for i: i32 in 0 .. 3 by 1 carrying c: i32 = 1, d: i32 = 2 { yield d, c }
                yield a, b
            }
            """).Results);

    [Fact]
    public void The_untaken_arm_is_not_evaluated() =>
        Assert.Equal([7L], Run("""
            function f(n: i32) {
                let zero: bool = Equal(n, 0)
                y: i32 = if zero { yield 7 } else { let q: i32 = Divide(1, n) yield q }
                yield y
            }
            """, 0).Results);

    [Fact]
    public void A_callee_may_be_called_several_times() =>
        Assert.Equal(5.0, Run("""
            function main(x: f64) { a: f64 = call g(x) b: f64 = call g(a) yield b }
            function h(x: f64) { let y: f64 = Add(x, 1.0) yield y }
            function g(x: f64) { a: f64 = call h(x) b: f64 = call h(a) yield b }
            """, Bits(1)).Real(0));

    [Fact]
    public void Storage_gives_back_what_was_stored() =>
        Assert.Equal([4321L], Run("""
            function f() {
                let t: i32[] = alloc i32[](4)
                for i: i32 in 0 .. 4 by 1 { let v: i32 = Add(i, 1) store t[i] = v yield }
                s: i32 = for k: i32 in 3 ..= 0 by -1 carrying a: i32 = 0 {
                    let v.1: i32 = load t[k]
                    let b: i32 = Multiply(a, 10)
                    let c: i32 = Add(b, v.1)
                    yield c
                }
                yield s
            }
            """).Results);

    [Fact]
    public void Storage_by_rows_grows_as_far_as_it_is_asked_to() =>
        Assert.Equal([0L, 41L], Run("""
            function f() {
                let t: f64[] = alloc f64[](2) rows
                let before: i32 = length t
                reach t[40]
                store t[40] = 1.0
                let after: i32 = length t
                yield before, after
            }
            """).Results);

    [Fact]
    public void Elements_of_a_table_are_their_own_and_begin_at_zero_where_it_says_so() =>
        Assert.Equal([7L, 0L, 3L, 12L], Run("""
            function f() {
                let t: i32[,] = alloc i32[,](2, 3) zero
                store t[1, 2] = 7
                let a: i32 = load t[1, 2]
                let b: i32 = load t[0, 2]
                let n: i32 = length t, 1
                let m: i32 = Multiply(n, 4)
                yield a, b, n, m
            }
            """).Results);

    [Fact]
    public void Two_references_to_one_storage_see_the_same() =>
        Assert.Equal(5.0, Run("""
            function f(b: bool) {
                let t: f64[] = alloc f64[](1) zero
                let u: f64[] = alloc f64[](1) zero
                r: f64[] = if b { yield t } else { yield u }
                add r[0] += 2.0
                add r[0] += 3.0
                let v: f64 = load t[0]
                yield v
            }
            """, 1).Real(0));

    [Fact]
    public void What_was_not_stored_is_read_as_a_NaN() =>
        Assert.True(double.IsNaN(Run("function f() { let t: f64[] = alloc f64[](1) let v: f64 = load t[0] yield v }").Real(0)));

    [Theory]
    [InlineData("let t: f64[] = alloc f64[](2) let v: f64 = load t[2]", "The index 2 is not below 2.")]
    [InlineData("let t: f64[] = alloc f64[](2) store t[-1] = 1.0", "The index -1 is not below 2.")]
    [InlineData("let t: f64[] = alloc f64[](2) rows reach t[0] let v: f64 = load t[1]", "The index 1 is not below 1.")]
    public void An_element_that_is_not_there_is_an_error(string statements, string message) =>
        Assert.Equal(message, Assert.Throws<IndexOutOfRangeException>(() => Run($"function f() {{ {statements} yield }}")).Message);

    [Theory]
    [InlineData("while { yield true }")]
    [InlineData("for i: i32 in 0 ..= 2147483647 by 1 { yield }")]
    public void A_loop_without_end_runs_out_of_steps(string loop) =>
        Assert.Equal(EvaluationStatus.OutOfSteps, Run($"function f() {{ {loop} yield }}").Status);

    [Fact]
    public void The_limit_counts_statements_and_trips()
    {
        Executable executable = Executable.Of(Parser.Parse(Samples.Power));

        // The loop; twice a trip with two statements and four in the arm; once a trip with two that finds the end.
        Assert.Equal(EvaluationStatus.Finished, executable.Run([Bits(2), 2], limit: 1 + 2 * 7 + 3).Status);
        Assert.Equal(EvaluationStatus.OutOfSteps, executable.Run([Bits(2), 2], limit: 2 * 7 + 3).Status);
    }

    [Fact]
    public void An_opaque_statement_is_an_outcome_with_its_text()
    {
        Evaluation evaluation = Run("function f(n: i32) { if true { opaque \"Log({0})\"(n) yield } else { yield } yield n }", 1);

        Assert.Equal(EvaluationStatus.Opaque, evaluation.Status);
        Assert.Equal("Log({0})", evaluation.Reason);
        Assert.Equal(EvaluationStatus.Finished, Run("function f() { if false { opaque \"Log()\"() yield } else { yield } yield }").Status);
    }

    [Fact]
    public void The_path_tells_which_way_a_comparison_went()
    {
        const string Text = "function f(x: f64) { let c: bool = Greater(x, 1.0) let y: f64 = Select(c, x, 0.0) yield y }";

        Assert.Equal(Run(Text, Bits(2)).Path, Run(Text, Bits(3)).Path);
        Assert.NotEqual(Run(Text, Bits(2)).Path, Run(Text, Bits(0)).Path);
    }

    [Fact]
    public void The_largest_magnitude_is_that_of_any_value_on_the_way()
    {
        const string Text = "function f(x: f64) { let a: f64 = Multiply(x, -100.0) let b: f64 = Divide(a, a) yield b }";

        Assert.Equal(300, Run(Text, Bits(3)).Largest);
        Assert.Equal(double.PositiveInfinity, Run(Text, Bits(0)).Largest);
    }

    [Fact]
    public void Float_is_rounded_after_each_operation()
    {
        float x = 0.1f, y = 3f;
        Evaluation evaluation = Run("""
            function f(x: f32, y: f32) { let p: f32 = Multiply(x, y) let q: f32 = Divide(p, y) let s: f32 = Sin(q) yield p, q, s }
            """, Bits(x), Bits(y));

        Assert.Equal(x * y, evaluation.Real(0));
        Assert.Equal(x * y / y, evaluation.Real(1));
        Assert.Equal(MathF.Sin(x * y / y), evaluation.Real(2), 1e-8);
        Assert.Equal(evaluation.Real(2), (float)evaluation.Real(2));
    }

    [Fact]
    public void An_executable_may_be_run_from_several_threads()
    {
        Executable executable = Executable.Of(Parser.Parse(Samples.Power));

        Parallel.For(0, 1000, i => Assert.Equal(Math.Pow(1 + i % 3, 3), executable.Run([Bits(1 + i % 3), 3]).Real(0)));
    }
}
