using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.IR;

/// <summary>Programs that are told for arrays of structs, for parameters of which some have an array for each number.</summary>
public class RetypingTests
{
    private static readonly ElementMember s_member = new(Shape.Of(IrType.Float64, "P"), ["A"], IsInPlace: true);

    private const string Gap = """
        function Gap(a: f64[] array of "P.A", b: f64[] array of "P.A") {
            let n: i32 = length b
            let part: f64[] of "P.A" = slice a[1, n] throws
            sum: f64 = for i: i32 in 0 .. n by 1 carrying s: f64 = 0.0 {
                d: f64 = call Difference(part, b, i)
                store b[i] = d
                yield d
            }
            yield sum
        }
        function Difference(a: f64[] of "P.A", b: f64[] array of "P.A", i: i32) {
            let x: f64 = load a[i]
            let y: f64 = load b[i]
            let d: f64 = Subtract(x, y)
            yield d
        }
        """;

    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 2)]
    [InlineData(false, true, 2)]
    [InlineData(false, false, 2)]
    public void What_comes_from_a_parameter_is_of_its_kind(bool first, bool second, int callees)
    {
        Program program = Assert.IsType<Program>(Retyped(Gap, first, second));
        Assert.Empty(Verifier.Messages(program));
        Assert.Equal(callees, program.Callees.Count);
        Call call = Assert.Single(program.Main.Statements.OfType<Call>());
        Assert.Equal([first, second], call.Arguments.Take(2).Select(static argument => argument.Type.Member is not null));
        Assert.Equal(second, Assert.Single(program.Main.Statements.OfType<Store>()).Cell.Storage.Type.Member is not null);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    public void A_name_that_refers_to_either_is_of_one_kind(bool first, bool second, bool fits)
    {
        const string text = """
            function Either(a: f64[] array of "P.A", b: f64[] array of "P.A", c: bool) {
                chosen: f64[] array of "P.A" = if c {
                    yield a
                } else {
                    yield b
                }
                let x: f64 = load chosen[0]
                yield x
            }
            """;
        Assert.Equal(fits, Retyped(text, first, second) is not null);
    }

    private static Program? Retyped(string text, params bool[] ofStructs)
    {
        Program program = Parser.Parse(text, new Dictionary<string, ElementMember> { ["P.A"] = s_member });
        return Retyping.Of(program, [.. program.Main.Parameters.Select((parameter, i) => i < 2 && !ofStructs[i] ? parameter.Type with { Member = null } : parameter.Type)]);
    }
}
