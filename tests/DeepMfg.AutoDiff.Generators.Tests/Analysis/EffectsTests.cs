using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.Analysis;

/// <summary>What is dropped, moved, shared or done twice is asked of one place, which knows every kind of statement.</summary>
public class EffectsTests
{
    [Theory]
    [InlineData("let y: f64 = Sin(x)", false, "")]
    [InlineData("let y: f64 = Divide(x, x)", false, "")]
    [InlineData("let k: i32 = Divide(n, n)", true, "")]
    [InlineData("let k: i32 = Divide(n, 2)", false, "")]
    [InlineData("let k: i32 = Divide(n, -1)", true, "")]
    [InlineData("let v: f64 = load t[0] throws", true, "")]
    [InlineData("let v: f64 = load t[0]", false, "")]
    [InlineData("let s: f64[] = slice t[1, 2] throws", true, "")]
    [InlineData("let s: f64[] = slice t[1, 2]", false, "")]
    [InlineData("let k: i32 = length t", false, "")]
    [InlineData("let u: f64[] array = alloc f64[] array(n)", true, "")]
    [InlineData("let u: f64[] = alloc f64[](n)", false, "")]
    [InlineData("store t[0] = x", false, "t")]
    [InlineData("store t[0] throws = x", true, "t")]
    [InlineData("add t[0] += x", false, "t")]
    [InlineData("reach t[n]", false, "")]
    [InlineData("perform Copy(r, t)", false, "t")]
    [InlineData("perform AddTo(t, r)", false, "r")]
    [InlineData("c: f64 = call g(t, r) writes 1", true, "r")]
    [InlineData("opaque pure \"Look({0})\"(t)", false, "")]
    [InlineData("opaque reads \"Look({0})\"(t)", true, "")]
    [InlineData("opaque throws \"throw new E()\"()", true, "")]
    [InlineData("opaque \"Fill({0})\"(t)", true, "t")]
    public void A_statement_throws_and_writes(string statement, bool throws, string written)
    {
        Statement asked = Of(statement);

        Assert.Equal(throws, Effects.MayThrow(asked));
        Assert.Equal(written, string.Join(" ", Effects.Written(asked).Select(static variable => variable.Name)));
    }

    [Theory]
    [InlineData("opaque \"Log()\"()", true, true)]
    [InlineData("opaque reads \"Look()\"()", true, false)]
    [InlineData("opaque pure \"Look()\"()", false, false)]
    [InlineData("opaque throws \"throw new E()\"()", false, false)]
    [InlineData("store t[0] = x", false, false)]
    public void Code_of_others_runs_in_its_turn_and_may_write(string statement, bool runs, bool writes)
    {
        Assert.Equal(runs, Effects.RunsOutside(Of(statement)));
        Assert.Equal(writes, Effects.WritesOutside(Of(statement)));
    }

    [Fact]
    public void Every_kind_of_statement_has_effects_that_are_known()
    {
        IEnumerable<Type> known = new[] { "let y: f64 = Sin(x)", "store t[0] = x", "add t[0] += x", "reach t[n]", "perform Clear(t)", "c: f64 = call g(t, r)", "opaque \"F()\"()",
            "if true { yield } else { yield }", "for i: i32 in 0 .. 3 by 1 { yield }" }.Select(text =>
        {
            Statement statement = Of(text);
            _ = (Effects.IsSeen(statement), Effects.Written(statement).Count());
            return statement.GetType();
        });

        Assert.Empty(typeof(Statement).Assembly.GetTypes().Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(Statement))).Except(known));
    }

    private static Statement Of(string statement) => Parser.Parse($$"""
        function f(x: f64, n: i32, t: f64[], r: f64[]) { {{statement}} yield x }
        function g(a: f64[], b: f64[]) { yield 0.0 }
        """).Main.Body.Statements[0];
}
