using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.Analysis;

/// <summary>Which loads read what is there when the function has run; in each text the load asked about defines <c>v</c>.</summary>
public class IntactnessTests
{
    [Theory]
    [InlineData("let v: f64 = load t[i] yield", true)]
    [InlineData("store t[i] = x let v: f64 = load t[i] yield", true)]
    [InlineData("let v: f64 = load t[i] store t[i] = x yield", false)]
    [InlineData("let v: f64 = load t[i] add t[i] += x yield", false)]
    [InlineData("let v: f64 = load t[i] store u[i] = x yield", true)]
    [InlineData("let v: f64 = load t[i] store t[k] = x yield", false)]
    [InlineData("let v: f64 = load t[0] store t[1] = x yield", true)]
    [InlineData("let j: i32 = Add(i, 1) let v: f64 = load t[i] store t[j] = x yield", true)]
    [InlineData("let j: i32 = Add(i, k) let v: f64 = load t[i] store t[j] = x yield", false)]
    [InlineData("let j: i32 = Multiply(i, 2) let l: i32 = Add(j, 1) let v: f64 = load t[j] store t[l] = x yield", true)]
    [InlineData("let s: f64[] = alloc f64[](3) r: f64[] = if b { yield s } else { yield t } let v: f64 = load r[i] store t[i] = x yield", false)]
    [InlineData("let s: f64[] = alloc f64[](3) let v: f64 = load s[i] store t[i] = x yield", true)]
    public void A_load_is_intact_if_nothing_behind_it_writes_the_place(string body, bool expected) => AssertIntact(expected, body);

    [Theory]
    [InlineData("if b { let v: f64 = load t[i] yield } else { store t[i] = x yield } yield", true)]
    [InlineData("if b { let v: f64 = load t[i] yield } else { yield } store t[i] = x yield", false)]
    [InlineData("let v: f64 = load t[i] if b { store t[i] = x yield } else { yield } yield", false)]
    [InlineData("for a: i32 in 0 .. n by 1 { if b { let v: f64 = load t[i] yield } else { store t[i] = x yield } yield } yield", false)]
    public void Of_two_arms_only_one_runs_in_a_trip(string body, bool expected) => AssertIntact(expected, body);

    [Theory]
    // What a trip writes before it reads, and each its own.
    [InlineData("for a: i32 in 0 .. n by 1 { store t[a] = x let v: f64 = load t[a] yield } yield", true)]
    [InlineData("for a: i32 in n ..= 0 by -1 { store t[a] = x let v: f64 = load t[a] yield } yield", true)]
    [InlineData("for a: i32 in 0 .. n by 1 { store t[i] = x let v: f64 = load t[i] yield } yield", false)]
    // A recurrence reads what earlier trips wrote, its mirror image what later trips write.
    [InlineData("for a: i32 in 1 .. n by 1 { let c: i32 = Subtract(a, 1) let v: f64 = load t[c] store t[a] = v yield } yield", true)]
    [InlineData("for a: i32 in 1 .. n by 1 { let c: i32 = Add(a, 1) let v: f64 = load t[c] store t[a] = v yield } yield", false)]
    [InlineData("for a: i32 in n ..= 0 by -1 { let c: i32 = Add(a, 1) let v: f64 = load t[c] store t[a] = v yield } yield", true)]
    [InlineData("for a: i32 in n ..= 0 by -1 { let c: i32 = Subtract(a, 1) let v: f64 = load t[c] store t[a] = v yield } yield", false)]
    [InlineData("for a: i32 in 0 .. n by 2 { let c: i32 = Add(a, 1) let v: f64 = load t[c] store t[a] = v yield } yield", true)]
    [InlineData("for a: i32 in 0 .. n by 2 { let c: i32 = Add(a, 2) let v: f64 = load t[c] store t[a] = v yield } yield", false)]
    // An index that nobody counts.
    [InlineData("z: i32 = while carrying a: i32 = 0 { let v: f64 = load t[a] let c: i32 = Add(a, 1) store t[c] = x yield b, c } yield", false)]
    [InlineData("z: i32 = while carrying a: i32 = 0 { let v: f64 = load t[0] let c: i32 = Add(a, 1) store t[1] = x yield b, c } yield", true)]
    // Where the loop is over, its counter has been anything within its bounds.
    [InlineData("for a: i32 in 0 .. n by 1 { let v: f64 = load t[a] yield } store t[n] = x yield", true)]
    [InlineData("for a: i32 in 0 ..= n by 1 { let v: f64 = load t[a] yield } store t[n] = x yield", false)]
    [InlineData("for a: i32 in n .. 9 by 1 { let v: f64 = load t[a] yield } for c: i32 in 0 .. n by 1 { store t[c] = x yield } yield", true)]
    // Storage of a trip's own is not within reach behind it.
    [InlineData("for a: i32 in 0 .. n by 1 { let s: f64[] = alloc f64[](3) let v: f64 = load s[i] store s[k] = x yield } yield", false)]
    public void Later_trips_of_a_loop_that_counts_up_have_a_greater_counter(string body, bool expected) => AssertIntact(expected, body);

    [Theory]
    // cell[a, c] from cell[a - 1, c]; from cell[a, c - 1]; from the one that comes next.
    [InlineData("let p: i32 = Subtract(a, 1) let v: f64 = load m[p, c]", true)]
    [InlineData("let p: i32 = Subtract(c, 1) let v: f64 = load m[a, p]", true)]
    [InlineData("let p: i32 = Add(c, 1) let v: f64 = load m[a, p]", false)]
    [InlineData("let p: i32 = Add(a, 1) let v: f64 = load m[p, c]", false)]
    // The row before, but any column of it: all its trips are over.
    [InlineData("let p: i32 = Subtract(a, 1) let v: f64 = load m[p, i]", true)]
    [InlineData("let v: f64 = load m[a, i]", false)]
    public void A_table_that_is_filled_row_by_row_reads_what_it_has_filled(string load, bool expected) => AssertIntact(expected,
        $"for a: i32 in 1 .. n by 1 {{ for c: i32 in 1 .. n by 1 {{ {load} store m[a, c] = v yield }} yield }} yield");

    [Theory]
    [InlineData("v", true)]
    [InlineData("w", true)]
    [InlineData("d", true)]
    [InlineData("s", false)]
    [InlineData("r", false)]
    public void A_left_looking_Cholesky_factor_is_intact_where_columns_to_the_left_are_read(string load, bool expected)
    {
        const string Text = """
            for j: i32 in 0 .. n by 1 {
                for a: i32 in j .. n by 1 {
                    for c: i32 in 0 .. j by 1 {
                        let v: f64 = load m[a, c]
                        let w: f64 = load m[j, c]
                        let p: f64 = Multiply(v, w)
                        let s: f64 = load m[a, j]
                        let q: f64 = Subtract(s, p)
                        store m[a, j] = q
                        yield
                    }
                    yield
                }
                let e: f64 = load m[j, j]
                let f: f64 = Sqrt(e)
                store m[j, j] = f
                let first: i32 = Add(j, 1)
                for a.1: i32 in first .. n by 1 {
                    let r: f64 = load m[a.1, j]
                    let d: f64 = load m[j, j]
                    let g: f64 = Divide(r, d)
                    store m[a.1, j] = g
                    yield
                }
                yield
            }
            yield
            """;
        AssertIntact(expected, Text, load);
    }

    [Theory]
    [InlineData("let v: f64 = load t[i] opaque \"Log()\"() yield", false)]
    [InlineData("let v: f64 = load t[i] opaque pure \"Log()\"() yield", true)]
    [InlineData("let s: f64[] = alloc f64[](3) let v: f64 = load s[i] opaque \"Log()\"() yield", true)]
    [InlineData("let v: f64 = load t[i] call g(t) yield", false)]
    [InlineData("let v: f64 = load t[i] call g(u) yield", true)]
    public void What_is_not_looked_into_may_write_what_it_knows(string body, bool expected) => AssertIntact(expected, body);

    private static void AssertIntact(bool expected, string body, string load = "v")
    {
        Program program = Parser.Parse(
            $"function f(x: f64, i: i32, k: i32, n: i32, b: bool, t: f64[], u: f64[], m: f64[,]) {{ {body} }} function g(t: f64[]) {{ yield }}");
        Verifier.Check(program);
        Let let = Walk.All(program.Main.Body).OfType<Let>().Single(let => let.Target.Name == load);

        Assert.Equal(expected, Intactness.Of(program.Main).IsIntact(let));
    }
}
