namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>What is just C# on constants of differentiation runs once, as it stands.</summary>
public class ConstantConstructTests
{
    private const string Types = """
        public sealed class Settings { public int N { get; set; } public List<int> Items { get; } = new(); public Settings? Inner { get; init; } }
        public sealed record Rate(int A, int B);
        public struct Money { public int N; public static Money operator ++(Money m) => new() { N = m.N + 10 }; }
        static int s_open;
        static IEnumerable<int> Numbers(int n) { s_open = 1; try { for (int i = 1; i <= n; i++) yield return i; } finally { s_open = 2; } }
        static int Total(params ReadOnlySpan<int> n) { int s = 0; foreach (int i in n) s += i; return s; }
        static double Scale(double x, params int[] n) { foreach (int i in n) x *= i; return x; }
        static double Weigh(double x, params ReadOnlySpan<int> n) { foreach (int i in n) x *= i; return x; }
        """;

    [Theory]
    [InlineData("var l = new List<int> { 1, 2, k }; return x * l[1] * l[2];")]
    [InlineData("var d = new Dictionary<string, int> { { \"a\", k }, { \"b\", 2 } }; return x * d[\"a\"] * d[\"b\"];")]
    [InlineData("var d = new Dictionary<string, int> { [\"a\"] = k }; return x * d[\"a\"];")]
    [InlineData("var s = new Settings { N = k, Items = { 4, 5 }, Inner = new Settings { N = 2 } }; return x * s.N * s.Items[1] * s.Inner!.N;")]
    [InlineData("int[] a = [1, 2, k]; int[] b = [7, .. a]; return x * a[2] * b[0];")]
    [InlineData("List<int> a = [k, 2]; ReadOnlySpan<int> s = [3, k]; return x * a[0] * s[1];")]
    [InlineData("return x * Total(1, 2, k) * Total();")]
    [InlineData("return x * Total(1, 2, k) * string.Join(\",\", 1, 2, k, 4, 5).Length;")]
    [InlineData("return Scale(x, 1, 2, k) * Scale(x, [k, 3]) * Weigh(x, 2, k);")]
    [InlineData("nint n = k; n++; ++n; nint m = n++; n--; return x * n * m;")]
    [InlineData("DayOfWeek d = DayOfWeek.Monday; d++; d += k - 2; DayOfWeek e = d--; return x * ((int)d + 1) * (int)e;")]
    [InlineData("Money m = default; m++; Money n = m++; return x * m.N * n.N;")]
    [InlineData("var r = new Rate(k, 2); var s = r with { A = 5 }; return x * r.A * s.A * s.B;")]
    [InlineData("object o = k > 2 ? \"abc\" : 5; return o is string s ? x * s.Length : x;")]
    [InlineData("object o = k > 2 ? 5 : \"abc\"; return o is int n && n > 3 ? x * n : x;")]
    [InlineData("object o = k; if (o is not int n) return x; return x * n;")]
    [InlineData("object o = k; return o switch { string s => x * s.Length, int n when n > 100 => x, int n => x * n, _ => 2 * x };")]
    [InlineData("object o = k; return o is int ? x * x : x;")]
    [InlineData("int? n = k; return n is int m ? x * m : x;")]
    [InlineData("string? s = k > 2 ? null : \"a\"; s ??= \"abc\"; string t = s ??= \"z\"; return x * s.Length * t.Length;")]
    [InlineData("IEnumerable<int> e = new List<int> { 1, 2, k }; foreach (int i in e) x = Math.Sin(x) * i; return x;")]
    [InlineData("IEnumerable<int> e = new List<int> { 1, 2, k, 5 }; foreach (int i in e) { if (i == 2) continue; if (i == 5) break; x *= i; } return x;")]
    [InlineData("IEnumerable<int> e = new List<int> { 1, 2, k, 5 }; foreach (int i in e) { if (i == k) return x * x; x *= i + 1; } return x;")]
    [InlineData("var d = new Dictionary<string, int> { { \"a\", k }, { \"bb\", 2 } }; foreach (KeyValuePair<string, int> p in d) x = x * x * p.Value + p.Key.Length; return x;")]
    [InlineData("var h = new HashSet<int> { 2, k }; double s = 0; foreach (long i in h) foreach (int j in h) s += x * i * j; return s;")]
    [InlineData("var q = new Queue<(int A, string B)>(); q.Enqueue((k, \"ab\")); foreach ((int A, string B) t in q) x *= t.A + t.B.Length; return x;")]
    [InlineData("foreach (int i in Numbers(k)) { x = x * i; if (x > 1e9) return x; } return x * s_open;")]
    public void A_construct_of_constants_runs_as_it_stands(string body)
    {
        string members = $"{Types} [Differentiable] public static double F(double x, int k) {{ {body} }}";
        double[] values = Calling.Values(
            members,
            ["C.FValueAndGradient(0.7, 3).Value - C.F(0.7, 3)", "(C.F(0.7 + 1e-6, 3) - C.F(0.7 - 1e-6, 3)) / 2e-6", "C.FValueAndGradient(0.7, 3).Gradient", "C.FJvp(0.7, 3, 1).Tangent"]);
        Assert.Equal(0, values[0]);
        Assert.All(values[1..], slope => Assert.Equal(values[1], slope, 1e-6 * Math.Max(1, Math.Abs(values[1]))));
    }

    [Theory]
    [InlineData("var l = new List<double> { x }; return l[0];")]
    [InlineData("object o = x; return o is double d ? d : 0;")]
    public void An_active_value_in_it_is_refused(string body) =>
        Assert.Equal(["DMAD011"], Calling.Says($"[Differentiable] public static double F(double x) {{ {body} }}"));
}
