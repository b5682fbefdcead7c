using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;
using DeepMfg.AutoDiff.Generators.Transforms;
using DeepMfg.AutoDiff.Generators.Transforms.Reverse;

namespace DeepMfg.AutoDiff.Generators.Tests.Transforms;

/// <summary>Every transform meets every kind of statement and expression, and is right about it: a kind that one passes over would lose a derivative.</summary>
public class EveryKindTests
{
    private static readonly Dictionary<string, string> Samples = new()
    {
        ["a primitive"] = "let y: f64 = Sin(x) yield y",
        ["a choice"] = "let c: bool = Less(x, 10.0) y: f64 = if c { let a: f64 = Sin(x) yield a } else { yield x } yield y",
        ["a counted loop"] = "y: f64 = for i: i32 in 0 .. 3 by 1 carrying a: f64 = x { let s: f64 = Sin(a) let p: f64 = Multiply(s, a) yield p } yield y",
        ["an open loop"] = """
            y: f64, k: i32 = while carrying a: f64 = x, i: i32 = 0 {
                let c: bool = Less(i, 3)
                again: bool, b: f64, j: i32 = if c { let s: f64 = Sin(a) let p: f64 = Multiply(s, a) let i.1: i32 = Add(i, 1) yield true, p, i.1 } else { yield false, a, i }
                yield again, b, j
            }
            yield y
            """,
        ["storage"] = """
            let t: f64[] = alloc f64[](3) zero
            for i: i32 in 0 .. 3 by 1 { let s: f64 = Sin(x) store t[i] = s add t[0] += x yield }
            y: f64 = for i.1: i32 in 0 .. 3 by 1 carrying a: f64 = x { let v: f64 = load t[i.1] let p: f64 = Multiply(a, v) yield p }
            yield y
            """,
        ["storage that grows"] = """
            let t: f64[] = alloc f64[](1) rows
            for i: i32 in 0 .. 3 by 1 { reach t[i] let s: f64 = Multiply(x, x) store t[i] = s yield }
            let n: i32 = length t
            y: f64 = for i.1: i32 in 0 .. n by 1 carrying a: f64 = x { let v: f64 = load t[i.1] let p: f64 = Multiply(a, v) yield p }
            yield y
            """,
        ["what is overwritten"] = """
            let t: f64[] = alloc f64[](1)
            store t[0] = x
            let a: f64 = load t[0]
            let s: f64 = Sin(a)
            store t[0] = s
            let b: f64 = load t[0]
            store t[0] = 2.0
            let c: f64 = load t[0]
            let p: f64 = Multiply(a, b)
            let y: f64 = Multiply(p, c)
            yield y
            """,
        ["slices and what is performed on storage"] = """
            let t: f64[] = alloc f64[](4) zero
            let s: f64[] = slice t[1, 2]
            let v: f64[] = view s as f64[]
            let a: f64 = Sin(x)
            store s[0] = a
            store t[2] = x
            let u: f64[] = alloc f64[](2) zero
            perform Copy(v, u)
            perform AddTo(u, v)
            let b: f64 = load t[1]
            perform Clear(s)
            let c: f64 = load t[2]
            let d: f64 = load u[1]
            let p: f64 = Multiply(b, d)
            let y: f64 = Add(p, c)
            yield y
            """,
        ["a choice of storage"] = """
            let t: f64[] = alloc f64[](2) zero
            let c: bool = Less(x, 10.0)
            r: f64[] = if c { let u: f64[] = alloc f64[](2) zero let a: f64 = Sin(x) store u[0] = a yield u } else { yield t }
            store t[0] = x
            let b: f64 = load r[0]
            let d: f64 = load t[0]
            let y: f64 = Multiply(b, d)
            yield y
            """,
        ["a call"] = "y: f64 = call g(x) yield y } function g(a: f64) { let s: f64 = Sin(a) let p: f64 = Multiply(s, a) yield p",
    };

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_modes_and_each_of_each_agree_with_differences(string name)
    {
        var @case = new Case(1, Parser.Parse($"function f(x: f64) {{ {Samples[name]} }}"));

        (Verdict verdict, string message) = Judge.Of(@case);

        Assert.True(verdict == Verdict.Passed, message);
        Assert.Null(SecondOrder.Mistake(@case, Forms.Both, out bool isKnown));
        Assert.True(isKnown);
    }

    [Fact]
    public void Opaque_text_is_kept_once_by_every_transform()
    {
        Function function = Parser.Parse("function f(x: f64) { opaque \"Log()\"() let y: f64 = Sin(x) yield y }").Main;
        var activation = new Activation([true], [true]);

        Function[] made = [Simplify.Of(function), Simplify.Of(Jvp.Of(function, activation)), Simplify.Of(Vjp.Of(function, activation, new Companions(["cotangent"], [true])))];

        Assert.All(made, static result => Assert.Single(Walk.All(result.Body).OfType<Opaque>()));
    }

    [Fact]
    public void The_samples_have_every_kind()
    {
        Program[] programs = [.. Samples.Values.Select(static text => Parser.Parse($"function f(x: f64) {{ {text} }}"))];
        Statement[] statements = [.. programs.SelectMany(static program => program.Callees.Append(program.Main)).SelectMany(static function => Walk.All(function.Body))];
        HashSet<Type> met = [.. statements.Select(static statement => statement.GetType()), .. statements.OfType<Let>().Select(static let => let.Value.GetType()), typeof(Opaque)];

        IEnumerable<Type> kinds = typeof(Statement).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && (type.IsSubclassOf(typeof(Statement)) || type.IsSubclassOf(typeof(Expression))));

        Assert.Empty(kinds.Except(met));
    }
}
