using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.IR;

public class VerifierTests
{
    private static readonly Variable X = new("x", IrType.Float64), N = new("n", IrType.Int32), Y = new("y", IrType.Float64);

    [Fact]
    public void A_well_formed_program_has_no_message() => Assert.Empty(Verifier.Messages(Parser.Parse(Samples.Power)));

    [Theory]
    [InlineData("called function f(x: f64) { yield x, x }", "f: the rule f yields other types")]
    [InlineData("called function f(x: f64) { yield x } jvp function g(x: f64) { yield x, x }", "f: the rule g: 1 values are wanted, 2 are given")]
    [InlineData("called function f(x: f64) { yield x } vjp function h(x: f64, c: f64) { yield c }", "f: the rule h yields other types")]
    public void What_is_wrong_with_a_rule_is_said(string rule, string expected) =>
        Assert.Equal([$"In {expected}."], Verifier.Messages(Parser.Parse($"function f(x: f64) {{ yield x }} {rule}")));

    [Theory]
    [InlineData("let y: f64 = Sine(x)", "there is no primitive Sine")]
    [InlineData("let y: f64 = Sin(x, x)", "Sin takes 1 arguments, not 2")]
    [InlineData("let y: f32 = Sin(x)", "Sin gives f64, not f32")]
    [InlineData("let y: f64 = Less(x, x)", "Less gives bool, not f64")]
    [InlineData("let y: f64 = Add(x, n)", "Add has operands of different types")]
    [InlineData("let y: f64 = Xor(x, x)", "Xor takes no floating values")]
    [InlineData("let y: f64 = Select(n, x, x)", "Select wants a bool first")]
    [InlineData("let y: f64 = Select(true, x, n)", "Select has operands of different types")]
    [InlineData("let y: f64 = Sin(x) let y: f64 = Sin(x)", "y is defined twice")]
    [InlineData("let x: f64 = Sin(x)", "x is defined twice")]
    [InlineData("y: f64 = if n { yield x } else { yield x }", "the condition of if: bool is wanted, i32 is given")]
    [InlineData("y: f64 = if true { yield x } else { yield }", "the else arm: 1 values are wanted, 0 are given")]
    [InlineData("y: f64 = if true { yield n } else { yield x }", "the then arm, y: f64 is wanted, i32 is given")]
    [InlineData("if true { let y: f64 = Sin(x) yield } else { yield } store t[0] = y", "y is used where it is not defined")]
    [InlineData("for i: f64 in 0.0 .. x by 1 { yield }", "the index i is no integer")]
    [InlineData("for i: i32 in 0 .. x by 1 { yield }", "the bound of i: i32 is wanted, f64 is given")]
    [InlineData("for i: i32 in 0 .. n by 0 { yield }", "the step of i is zero")]
    [InlineData("y: f64 = for i: i32 in 0 .. n by 1 carrying a: f64 = n { yield a }", "the initial value of a: f64 is wanted, i32 is given")]
    [InlineData("y: f64 = for i: i32 in 0 .. n by 1 carrying a: f64 = x { yield i }", "the body of for, a: f64 is wanted, i32 is given")]
    [InlineData("for i: i32 in 0 .. n by 1 carrying a: f64 = x { yield a }", "what for carries: 0 values are wanted, 1 are given")]
    [InlineData("y: f64 = while carrying a: f64 = x { yield a }", "the first yield of while is no bool")]
    [InlineData("y: f64 = while carrying a: f64 = x { yield true }", "the body of while: 1 values are wanted, 0 are given")]
    [InlineData("y: i32 = while carrying a: f64 = x { yield true, a }", "what while carries, y: i32 is wanted, f64 is given")]
    [InlineData("y: f64 = call g(x)", "no function g stands before its call")]
    [InlineData("y: f64 = call main(x, n)", "no function main stands before its call")]
    [InlineData("store t[0] = n", "an element of t: f64 is wanted, i32 is given")]
    [InlineData("store t[x] = x", "an index of t is no integer")]
    [InlineData("store t[0, 1] = x", "t[0, 1] has 2 indices")]
    [InlineData("let u: i32[] = alloc i32[](n) add u[0] += n", "what is added to u[0] is no real number")]
    [InlineData("let y: i32 = load t[0]", "y: i32 is wanted, f64 is given")]
    [InlineData("let t: f64[] = alloc f64[](1)", "t is defined twice")]
    [InlineData("let u: f64[] = alloc f64[](x)", "a size is no integer")]
    [InlineData("let u: f64[,] = alloc f64[,](n)", "f64[,] has 1 sizes")]
    [InlineData("let u: f64[,] = alloc f64[,](n, n) rows", "f64[,] cannot grow")]
    [InlineData("let u: f64 = alloc f64(n)", "f64 is no storage")]
    [InlineData("let y: i32 = length x", "x is no storage")]
    [InlineData("let y: i32 = length t, 1", "t has no dimension 1")]
    [InlineData("if true { let u: f64[] = alloc f64[](1) yield } else { yield } store u[0] = x", "u is used where it is not defined")]
    [InlineData("y: f64 = opaque value \"F({0}, {1})\"(x)", "nothing fills the hole {1}")]
    [InlineData("y: f64 = opaque value \"F()\"(x)", "argument 0 has no hole")]
    [InlineData("y: f64 = opaque \"F({0})\"(x)", "result 0 has no hole")]
    [InlineData("opaque value \"F({0})\"(x)", "its value has no variable")]
    [InlineData("opaque \"F({0}})\"(x)", "the brace at 5 stands alone")]
    [InlineData("n: i32 = opaque \"F(ref {ref 0 0})\"(x)", "{ref 0 0} starts as a value of another type")]
    [InlineData("y: f64 = opaque \"F(ref {ref 0 1})\"(x)", "nothing fills the hole {ref 0 1}")]
    public void A_mistake_is_named(string statements, string message)
    {
        Program program = Parser.Parse($"function main(x: f64, n: i32) {{ let t: f64[] = alloc f64[](n) {statements} yield }}");

        Assert.Contains(Verifier.Messages(program), text => text.Contains(message));
    }

    [Fact]
    public void A_variable_used_as_another_type_is_named() =>
        AssertMessage(new Function("f", [X], new Block([], [X with { Type = IrType.Int32 }])), "x is used as i32, but is f64");

    [Fact]
    public void A_variable_that_is_defined_later_is_not_defined_yet() =>
        AssertMessage(
            new Function("f", [X], new Block([LetSin(new("z", IrType.Float64), Y), LetSin(Y, X)], [])), "y is used where it is not defined");

    [Fact]
    public void A_loop_variable_ends_with_its_loop() =>
        AssertMessage(
            new Function("f", [N], new Block([new Loop([], new(new("i", IrType.Int32), N, N, 1, false), [], new Block([], []))], [new Variable("i", IrType.Int32)])),
            "i is used where it is not defined");

    [Fact]
    public void A_name_that_cannot_be_read_back_is_named() =>
        AssertMessage(new Function("f", [new("a b", IrType.Float64)], new Block([], [])), "\"a b\" is no name");

    [Fact]
    public void A_callee_must_stand_before_its_caller_and_only_once()
    {
        const string Main = "function main(x: f64) { y: f64 = call g(x) yield y }";
        const string G = "function g(x: f64) { y: f64 = call h(x) yield y }", H = "function h(x: f64) { yield x }";

        Assert.Empty(Verifier.Messages(Parser.Parse(Main + H + G)));
        Assert.Contains("In g: no function h stands before its call.", Verifier.Messages(Parser.Parse(Main + G + H)));
        Assert.Contains("There are two functions named h.", Verifier.Messages(Parser.Parse(Main + H + G + H)));
    }

    [Fact]
    public void A_call_agrees_with_its_callee()
    {
        const string H = "function h(x: f64) { yield x, true }";

        Assert.Contains(
            "In main: the call of h, x: f64 is wanted, i32 is given.",
            Verifier.Messages(Parser.Parse("function main(n: i32) { y: f64, b: bool = call h(n) yield }" + H)));
        Assert.Contains(
            "In main: the results of h, b: i32 is wanted, bool is given.",
            Verifier.Messages(Parser.Parse("function main(x: f64) { y: f64, b: i32 = call h(x) yield }" + H)));
    }

    [Fact]
    public void Check_throws_with_the_message_and_the_program()
    {
        Program program = Parser.Parse("function main(x: f64) { let y: f64 = Sine(x) yield y }");

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Verifier.Check(program));
        Assert.Contains("In main: y: there is no primitive Sine.", error.Message);
        Assert.Contains("function main(x: f64)", error.Message);
    }

    private static Let LetSin(Variable target, Operand argument) => new(target, new Apply("Sin", [argument], IrType.Float64));

    private static void AssertMessage(Function function, string message) =>
        Assert.Contains(Verifier.Messages(new Program(function, [])), text => text.Contains(message));
}
