using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.Analysis;

public class RecordingTests
{
    [Theory]
    // Cheap, but from a value that nothing else asks for: recording the one or the other costs the same.
    [InlineData("let a: f64 = Multiply(x, 2.0)", "a", "a", "")]
    [InlineData("let a: f64 = Multiply(x, 2.0)", "x a", "x", "a")]
    [InlineData("let a: f64 = Exp(x)", "x a", "x a", "")]
    [InlineData("let a: f64 = Multiply(outer, 2.0)", "a", "", "a")]
    [InlineData("let a: f64 = Multiply(x, 2.0) let b: f64 = Add(a, 1.0)", "x b", "x", "a b")]
    [InlineData("let a: f64 = Exp(x) let b: f64 = Add(a, 1.0)", "x b", "x b", "")]
    [InlineData("let a: f64 = Exp(x) let b: f64 = Add(a, 1.0)", "a b", "a", "b")]
    [InlineData("let a: i32 = Divide(k, k)", "a", "a", "")]
    [InlineData("let a: f64 = load t[k]", "a", "", "a")]
    [InlineData("let a: f64 = load t[k] store t[0] = 1.0 let b: f64 = Sin(a)", "a", "a", "")]
    [InlineData("let a: f64 = load t[k] let b: f64 = Multiply(a, outer)", "b", "", "a b")]
    [InlineData("let u: f64[] = slice t[k, 2] let a: f64 = load u[0]", "a", "", "u a")]
    public void What_is_cheap_from_what_is_at_hand_is_computed_again(string body, string needed, string recorded, string recomputed)
    {
        Function function = Parser.Parse($"function f(x: f64, outer: f64, k: i32, t: f64[]) {{ {body} yield }}").Main;
        List<(Variable, Let?)> definitions = [(function.Parameters[0], null)];
        foreach (Let let in function.Body.Statements.OfType<Let>()) definitions.Add((let.Target, let));
        HashSet<Variable> wanted = [.. definitions.Select(definition => definition.Item1).Where(v => needed.Split(' ').Contains(v.Name))];

        Recording recording = Recording.Of(definitions, wanted, free: _ => false, Rereading.Of(function), isInner: false);

        Assert.Equal(recorded, string.Join(' ', recording.Recorded.Select(variable => variable.Name)));
        Assert.Equal(recomputed, string.Join(' ', recording.Recomputed.Select(let => let.Target.Name)));
    }
}
