namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Two names of one array, and elements that are copied onto others: derivatives follow the memory, or the method is refused.</summary>
public class ArrayAliasTests
{
    [Theory]
    [InlineData("double[] a = (double[])x.Clone(); Array.Copy(a, 0, a, 1, 3); return a[1] * a[2] + a[3] * a[0];")]
    [InlineData("double[] a = (double[])x.Clone(); Array.Copy(a, 1, a, 0, 3); return a[0] * a[1] * a[2] + a[3];")]
    [InlineData("Span<double> a = x.ToArray(); a[..2].CopyTo(a[1..]); a[1..3].CopyTo(a[2..]); return a[0] * a[1] * a[2] * a[3];")]
    [InlineData("double[] a = (double[])x.Clone(); Add(a, a); return a[0] * a[3] + a[1];")]
    [InlineData("double[] a = [x[0], x[1]], b = [x[2], x[3]]; double[] c = x[0] > 0 ? a : b; c[0] *= x[1]; a[1] += c[0]; return a[0] * a[1] + b[0];")]
    [InlineData("double[] v = (double[])x.Clone(), start = v; for (int s = 0; s < 3; s++) { double[] next = new double[4]; for (int i = 0; i < 4; i++) next[i] = v[i] * v[(i + 1) % 4]; v = next; } return v[0] + v[1] * start[2];")]
    [InlineData("double[] a = (double[])x.Clone(); Swap(ref a[0], ref a[1]); return a[0] * a[0] * a[1];")]
    public void Derivatives_follow_the_memory(string body)
    {
        string members = $"{Helpers} [Differentiable] public static double F(double[] x) {{ {body} }} static double At(int k, double h) {{ double[] x = [1.5, -0.7, 2.2, 0.4]; x[k] += h; return F(x); }}"
            + "public static double Slope(int k) => (At(k, 1e-5) - At(k, -1e-5)) / 2e-5; public static double Forward(int k) { double[] d = new double[4]; d[k] = 1; return FJvp([1.5, -0.7, 2.2, 0.4], d).Tangent; }";
        double[] all = Calling.Values(
            members,
            [.. Enumerable.Range(0, 4).SelectMany(static k => (string[])[$"C.Slope({k})", $"C.FValueAndGradient([1.5, -0.7, 2.2, 0.4]).Gradient[{k}]", $"C.Forward({k})"])]);
        foreach (double[] slopes in all.Chunk(3))
        {
            Assert.All(slopes, slope => Assert.Equal(slopes[0], slope, 1e-7 * Math.Max(1, Math.Abs(slopes[0]))));
        }
    }

    [Theory]
    [InlineData("double[] a = (double[])x.Clone(); Swap(ref a[n], ref a[0]); return a[0] * a[1];")]
    [InlineData("double[] a = (double[])x.Clone(); Put(ref a[n], a); return a[0] * a[1];")]
    [InlineData("double[] a = (double[])x.Clone(); void Set(ref double p) { a[0] = 3; p *= 2; } Set(ref a[n]); return a[0] * a[1];")]
    public void An_element_that_the_callee_may_reach_twice_is_refused(string body) =>
        Assert.Equal(["DMAD011"], Calling.Says($"{Helpers} [Differentiable] public static double F(double[] x, int n) {{ {body} }}"));

    [Fact]
    public void An_exchanged_array_with_another_name_by_a_condition_has_no_derivative_that_is_wrong() => Assert.Equal(
        ["DMAD011"],
        Calling.Says("""
            [Differentiable] public static double F(double[] x, int n)
            {
                double[] a = (double[])x.Clone(), b = new double[x.Length], c = n > 2 ? a : b;
                for (int s = 0; s < n; s++) { for (int i = 0; i < x.Length; i++) b[i] = a[i] * a[i] + x[i]; (a, b) = (b, a); }
                return a[0] + c[1] * b[0];
            }
            """));

    private const string Helpers = """
        static void Swap(ref double p, ref double q) { double t = p; p = q; q = t; }
        static void Put(ref double p, double[] a) { a[0] = 5; p += a[0]; }
        static void Add(double[] to, double[] from) { for (int i = 0; i < to.Length; i++) to[i] += from[(i + 1) % from.Length] * to[i]; }
        """;
}
