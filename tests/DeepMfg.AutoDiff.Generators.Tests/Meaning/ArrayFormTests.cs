namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>The forms in which C# indexes, cuts, copies and orders arrays.</summary>
public class ArrayFormTests
{
    private static readonly string[] s_bodies =
    [
        "double s = 0; for (long i = 0; i < x.Length; i++) s += x[(int)i] * i; double[] z = [.. x]; for (long i = 0; i < z.LongLength; i++) s += z[i] * z[i] * i; return s;",
        "uint k = 3; ulong m = 4; double[,] a = new double[2, 5]; a[1, m] = x[0] * x[1]; double[] z = [.. x]; z[k] *= z[m]; return z[3] * a[1, 4] + z[k];",
        "double[,] a = new double[2, 3]; for (int i = a.GetLowerBound(0); i <= a.GetUpperBound(0); i++) for (int j = 0; j < 3; j++) a[i, j] = x[i + j]; return a[1, 2] * a[0, 1];",
        "double[,] a = { { x[0], x[1] }, { x[2], x[3] } }; var b = (double[,])a.Clone(); b[0, 0] *= a[1, 1]; return b[0, 0] * a[0, 0] + b[1, 0] * b[0, 1];",
        "Range r = 1..4; double[] z = [.. x], a = z[r]; ReadOnlySpan<double> b = z.AsSpan()[n..(n + 2)]; return a[0] * a[2] + b[0] * b[1];",
        "double[] z = [.. x]; Span<double> a = z.AsSpan(2..6), b = z.AsSpan(^4); a[1] -= x[0]; b[0] *= b[1]; return z[3] * z[6] + a[0] * b[3];",
        "double[] z = [.. x]; Array.Fill(z, x[3] * x[0], 2, 3); return z[1] * z[2] + z[4] * z[5];",
        "double[] z = [.. x]; Array.Sort(z, 2, 4); return z[2] * z[3] + z[5] * z[0];",
        "int[] key = { 3, 1, 2, 0 }; double[] z = [.. x]; y = Enumerable.Range(0, 4).OrderBy(i => key[i]).Select(i => z[i] * z[i + 1]).ToArray();",
        "double[] z = [.. x]; y = z.Select(v => v * v * z[0]).OrderByDescending(v => v).ToArray(); y[2] += z.Zip(z.Reverse(), (a, b) => a - b * 2).Order().Select((v, i) => v * i).Sum();",
    ];

    [Fact]
    public void Both_modes_are_the_slopes_of_what_is_read() => OperationCheck.AllAgree(s_bodies);

    [Theory]
    [InlineData("long i = 1L << 32; return x[i];")]
    [InlineData("long i = -1; x[i] *= 2; return x[0];")]
    [InlineData("ulong i = ulong.MaxValue; return x[i];")]
    [InlineData("uint i = uint.MaxValue; return x[i];")]
    public void An_index_that_no_int_is_throws_as_in_the_method(string body) => Calling.Gives(
        $$"""
        [Differentiable] public static double F(double[] x) { {{body}} }
        static string Of(Action run) { try { run(); } catch (Exception e) { return e.GetType().Name; } return ""; }
        public static double Same() => Of(() => F([1, 2])) is { Length: > 0 } thrown && Of(() => FVjp([1, 2], 1, new double[2])) == thrown ? 1 : 0;
        """,
        "C.Same()", 1);
}
