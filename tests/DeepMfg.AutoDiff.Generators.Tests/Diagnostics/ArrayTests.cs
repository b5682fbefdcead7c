using static DeepMfg.AutoDiff.Generators.Tests.Diagnostics.Expect;

namespace DeepMfg.AutoDiff.Generators.Tests.Diagnostics;

/// <summary>What cannot be done with arrays is said at its place.</summary>
public class ArrayTests
{
    [Fact]
    public void Arrays_that_change_places_by_a_condition_are_DMAD011() => InClass(
        "[Differentiable] public static double F(double[] x, int n) { double[] a = x[..], b = new double[x.Length]; for (int s = 0; s < n; s++) { for (int i = 0; i < a.Length; i++) b[i] = a[i] * x[i]; if (s % 2 == 0) (a, b) = (b, a); } return a[0] * b[1]; }",
        ("DMAD011", "for (int s = 0; s < n; s++) { for (int i = 0; i < a.Length; i++) b[i] = a[i] * x[i]; if (s % 2 == 0) (a, b) = (b, a); }", "an array that a condition chooses"));

    [Fact]
    public void An_array_that_changes_places_and_has_another_name_is_DMAD011() => InClass(
        "[Differentiable] public static double F(double[] x, int n) { double[] a = x[..], b = new double[x.Length], keep = x[0] > 0 ? a : b; for (int s = 0; s < n; s++) { for (int i = 0; i < a.Length; i++) b[i] = a[i] * x[i]; (a, b) = (b, a); } return a[0] * keep[1]; }",
        ("DMAD011", "for (int s = 0; s < n; s++) { for (int i = 0; i < a.Length; i++) b[i] = a[i] * x[i]; (a, b) = (b, a); }", "an array that is written and has another name"));

    [Fact]
    public void Arrays_of_structs_that_are_wanted_as_a_whole_and_of_what_is_no_struct_of_numbers_are_DMAD011() => InClass(
        """
        [Differentiable] public partial struct P { public double X, V; }
        public struct Plain { public double X; }
        [Differentiable] public static double Query(P[] some) => some.First().X;
        [Differentiable] public static double Given(P[] given, double k) => Listed(given) * k;
        static double Listed(P[] given) => given.ToList()[0].X;
        [Differentiable] public static double Renewed(P[] old) { old = new P[3]; return old[0].X; }
        [Differentiable] public static double Unmarked(Plain[] some, double k) => some[0].X * k;
        [Differentiable] public static double Table(Plain[,] some, double k) => some[0, 0].X * k;
        [Differentiable] public static double Rows(Plain[][] some, double k) => some[0][0].X * k;
        [Differentiable] public static double Ragged(P[][] rows, double k) { rows[0] = rows[1]; return rows[0][1].X * k; }
        [Differentiable] public static double Mixed(P[] some, double k) { P[][] rows = [new P[2], new P[1]]; rows[0] = some; return rows[0][1].X * k; }
        [Differentiable] public static double Chosen(P[] some, double k) { P[] own = [new() { X = k }]; own.CopyTo(k > 0 ? some : own, 0); return own[0].X * k; }
        [Differentiable] public static double Listed(double k) { P[] own = [new() { X = k }]; return own.First().X; }
        [Differentiable] public static double Made(double k) { P[] one = new P[] { new() { X = k } }, all = k > 0 ? one : one; return all[0].X; }
        [Differentiable(Produce = Derivatives.Jacobian)] public static double Wide(P[] wide) => wide[0].X;
        """,
        ("DMAD011", "some", "The array of structs 'some' as a whole"),
        ("DMAD011", "given", "The array of structs 'given' as a whole"), ("DMAD011", "new P[3]", "put a copy there, or copy its elements"),
        ("DMAD011", "Plain[]", "mark 'Plain' [Differentiable]"), ("DMAD011", "Plain[,]", "mark 'Plain' [Differentiable]"),
        ("DMAD011", "Plain[][]", "mark 'Plain' [Differentiable]"),
        ("DMAD011", "rows[0]", "copy its elements to the row that is there"), ("DMAD011", "rows[0]", "put a copy there, or copy its elements"),
        ("DMAD011", "some", "The array of structs 'some' as a whole"),
        ("DMAD011", "[new() { X = k }]", "give it to one variable"), ("DMAD011", "new P[] { new() { X = k } }", "An array of structs that is used as a whole"),
        ("DMAD011", "Differentiable(Produce = Derivatives.Jacobian)", "pass an array for each of their members"));
}
