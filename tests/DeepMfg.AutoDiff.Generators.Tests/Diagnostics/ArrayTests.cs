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
}
