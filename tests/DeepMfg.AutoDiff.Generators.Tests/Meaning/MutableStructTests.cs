namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Structs that their own members change, as constants of differentiation: each variable holds a copy of its own.</summary>
public class MutableStructTests
{
    private const string Types = """
        public struct S { public int N; public int P { get; set; } public int Inc() => ++N; public void Add(int n) => N += n; public readonly int Twice() => 2 * N; public readonly int With(int n) => 10 * N + n; public int Next => ++N; }
        public struct Pair { public S A, B; }
        public record struct Arm(double Length, double Angle)
        {
            public readonly double Reach => Length * Angle;
            public readonly Arm Scaled(double by) => this with { Length = Length * by };
        }
        public interface ICounter { int Inc(); int N { get; } }
        public struct Counter : ICounter { public int N { get; private set; } public int Inc() => ++N; }
        public sealed class H { public S S; public readonly S R; public S P { get; set; } public Pair Pair; }
        static S s_shared;
        public static void Extend(this ref S s, int n) => s.N += n;
        static double Use(S s, double x) { s.Inc(); return x * s.N; }
        static double Change(ref S s, double x) { s.Inc(); return x * s.N; }
        static double Read(in S s, double x) { s.Inc(); return x * s.N; }
        static double Generic<T>(T s, double x) where T : ICounter { T t = s; t.Inc(); t.Inc(); s.Inc(); return x * (s.N + 10 * t.N); }
        public struct Meter
        {
            public int Calls;
            public double Scale(double x) { Count(); Calls++; return x * Calls; }
            public void Count() => Calls += 10;
            public readonly double Peek(double x) { var copy = this; copy.Count(); Count(); return x * copy.Calls; }
        }
        """;

    [Theory]
    [InlineData("S s = default; s.Inc(); s.Inc(); return x * s.N;")]
    [InlineData("S s = new S(); s.Inc(); s.Inc(); return x * s.N;")]
    [InlineData("S s = default; S t = s; t.Inc(); t.Inc(); s.Inc(); return x * s.N + x * x * t.N;")]
    [InlineData("S s = default; int a = s.Inc() + 10 * s.Inc(), b = s.Next; return x * a + b * x * x;")]
    [InlineData("S s = default; for (int i = 0; i < 3; i++) { S before = s; s.Inc(); x *= 2 * s.N - before.N; } return x * x * s.N;")]
    [InlineData("S s = default; while (s.Inc() < 4) x *= s.N; return x * s.Twice();")]
    [InlineData("S s = default; if (x > 0) { s.Inc(); } else { s.Inc(); s.Inc(); } return x * s.N;")]
    [InlineData("S s = default; S t = x > 0 ? s : new S(); t.Inc(); return x * (s.N + 3) * t.N;")]
    [InlineData("S s = default; void Local() => s.Inc(); Local(); Local(); return x * s.N;")]
    [InlineData("S s = default; s.N = 3; s.N += 2; s.N++; s.P = s.N; return x * s.N * s.P;")]
    [InlineData("Pair p = default; p.A.Inc(); p.B.Add(5); Pair q = p; q.A.Inc(); return x * (p.A.N + q.A.N) * p.B.N;")]
    [InlineData("(S A, int B) t = (default, 1); t.A.Inc(); t.A.Add(t.B); var u = t; u.A.Inc(); return x * t.A.N * u.A.N;")]
    [InlineData("S[] a = new S[2]; a[0].Inc(); a[0].Inc(); S s = a[0]; s.Inc(); return x * a[0].N * s.N;")]
    [InlineData("int i = 0; int[] a = new int[3]; a[i++] += 2; a[i++] += 5; return x * a[0] * a[1] * i;")]
    [InlineData("var l = new List<S>(new S[1]); l[0].Inc(); var s = l[0]; s.Inc(); return x * (l[0].N + 3) * s.N;")]
    [InlineData("H h = new H(); h.S.Inc(); h.R.Inc(); h.P.Inc(); h.Pair.B.Inc(); return x * (h.S.N + 10 * h.R.N + 100 * h.P.N + 1000 * h.Pair.B.N);")]
    [InlineData("int before = s_shared.N; s_shared.Inc(); s_shared.Inc(); return x * (s_shared.N - before);")]
    [InlineData("S s = default; double y = Use(s, x) * Use(s, x * x); return y + s.N;")]
    [InlineData("S s = default; double y = Change(ref s, x) * Change(ref s, x * x); return y * s.N;")]
    [InlineData("S s = default; double y = Read(in s, x) * Read(s, x * x); return y * (s.N + 1);")]
    [InlineData("Meter m = default; double y = m.Scale(x) * m.Scale(x * x); return y * m.Calls;")]
    [InlineData("Meter m = default; m.Count(); double y = m.Peek(x); return y * m.Calls;")]
    [InlineData("Meter m = default; for (int i = 0; i < 3; i++) x = m.Scale(x); return x * m.Calls;")]
    [InlineData("S s = default; s.Extend(3); s.Extend(4); return x * s.N;")]
    [InlineData("int n = 3; int old = Interlocked.Exchange(ref n, 5); Interlocked.Increment(ref n); return x * n * old;")]
    [InlineData("int[] a = new int[2]; Interlocked.Increment(ref a[1]); Interlocked.Increment(ref a[1]); return x * a[1];")]
    [InlineData("HashCode h = default; h.Add(1); h.Add(2); return x * (h.ToHashCode() == HashCode.Combine(1, 2) ? 3 : 5);")]
    [InlineData("var e = new List<int>(new int[] { 3, 4, 5 }).GetEnumerator(); double s = x; while (e.MoveNext()) { s += e.Current * x; var f = e; f.MoveNext(); } return s;")]
    [InlineData("Counter c = default; ICounter boxed = c; boxed.Inc(); boxed.Inc(); c.Inc(); return x * boxed.N * c.N;")]
    [InlineData("ICounter boxed = default(Counter); boxed.Inc(); boxed.Inc(); return x * boxed.N;")]
    [InlineData("S? n = new S(); n?.Inc(); return x * (n.GetValueOrDefault().N + 2);")]
    [InlineData("S[] a = new S[2]; a.AsSpan()[1].Inc(); a.AsSpan()[1].Inc(); return x * a[1].N;")]
    [InlineData("int n = 3; int less = n.CompareTo(n++) + 2 * n.CompareTo(n--); return x * less * n;")]
    [InlineData("S s = default; int k = s.With(s.Inc()); return x * k * s.N;")]
    [InlineData("Arm a = new(x, 2); double r = a.Scaled(--a.Length).Length; return r * a.Length;")]
    [InlineData("Arm a = new(x, 2); double r = a.Scaled(a.Length *= x).Reach + a.Scaled(a.Angle = x).Reach; return r * a.Angle;")]
    [InlineData("(Arm A, double B) t = (new(x, 2), x); double r = t.A.Scaled(t.A.Length = t.B * 3).Reach; return r * t.A.Angle;")]
    [InlineData("var e = new int[] { 1, 2, 3 }.AsSpan().GetEnumerator(); while (e.MoveNext()) x *= e.Current; return x;")]
    [InlineData("return Generic(default(Counter), x) * Generic<ICounter>(new Counter(), x);")]
    [InlineData("S s = default; for (int i = 0; i < 4; i++) { if (s.Inc() == 2) continue; if (s.N > 3) break; x = Math.Sin(x) * s.N; } return x * s.N;")]
    [InlineData("S s = default; s.Add(s.Inc() + s.Inc()); return x * s.N;")]
    public void Values_and_gradients_are_those_of_the_program(string body) => Agrees($"{Types} [Differentiable] public static double F(double x) {{ {body} }}", "C.F", "");

    [Theory]
    [InlineData("S t = s; t.Inc(); t.Inc(); return x * s.N * x + x * t.N;")]
    [InlineData("s.Inc(); s.Inc(); return x * s.N;")]
    [InlineData("for (int i = 0; i < 3; i++) { s.Inc(); x *= s.N; } return x;")]
    [InlineData("return Use(s, x) * Use(s, x * x) * s.N;")]
    public void A_parameter_is_a_copy_of_the_arguments(string body)
    {
        foreach (string passing in new[] { "", "in " })
        {
            if (passing.Length > 0 && body.StartsWith("for", StringComparison.Ordinal)) continue;
            Agrees($"{Types} [Differentiable] public static double F(double x, {passing}S s) {{ {body} }}", "C.F", ", new C.S { N = 3 }");
        }
    }

    [Fact]
    public void A_struct_keeps_what_its_methods_and_their_derivatives_leave_in_it()
    {
        const string members = """
            public partial struct M
            {
                public int N;
                public int Inc() => ++N;
                [Differentiable] public double F(double x) { M before = this; Inc(); this.Inc(); return x * N * (before.N + 1); }
            }
            public static double Run(bool derive) { M m = default; double y = derive ? m.FValueAndGradient(1.5).Gradient : m.F(1.5) / 1.5; return y + 100 * m.N; }
            """;
        Calling.Gives(members, "C.Run(true) - C.Run(false)", 0);
    }

    [Theory]
    [InlineData("S s = default; s.Take(ref s); return x * s.N;", "DMAD011")]
    [InlineData("double y = 1; Interlocked.Exchange(ref y, x); return x * y;", "DMAD010")]
    [InlineData("return x * Ref().Inc();", "DMAD011")]
    public void What_would_lose_a_derivative_or_a_change_is_refused(string body, string expected)
    {
        string members = $$"""
            public struct S { public int N; public double V; public int Inc() => ++N; public void Set(double v) => V = v; public void Take(ref S s) { N++; s.N++; } }
            static S s_shared;
            static ref S Ref() => ref s_shared;
            [Differentiable] public static double F(double x) { {{body}} }
            """;
        Assert.Equal([expected], Calling.Says(members).Distinct());
    }

    [Theory]
    [InlineData("S s = default; s.V = x; return x * s.V;")]
    [InlineData("S s = default; s.Set(x); s.Inc(); return x * s.V * s.N;")]
    [InlineData("S s = new() { N = 2 }; S t = s; t.Set(x * x); s.V = t.V * s.Inc(); return s.V + t.N * x;")]
    [InlineData("S s = default; for (int i = 0; i < 3; i++) { s.V += x * s.Inc(); s.Set(s.V * x); } return s.V;")]
    [InlineData("S s = default; Change(ref s, x); Change(ref s, s.V); return s.V * s.N;")]
    [InlineData("(S A, double B) t = (default, x); t.A.V = t.B * 2; t.A.Inc(); return t.A.V * t.A.N * x;")]
    public void A_struct_carries_the_derivatives_of_its_numbers(string body) => Agrees($$"""
        public struct S { public int N; public double V; public int Inc() => ++N; public void Set(double v) => V = v; }
        static void Change(ref S s, double v) { s.Set(v * v); s.N++; }
        [Differentiable] public static double F(double x) { {{body}} }
        """, "C.F", "");

    private static void Agrees(string members, string function, string constants)
    {
        double[] values = Calling.Values(
            members,
            [
                $"{function}ValueAndGradient(0.7{constants}).Value - {function}(0.7{constants})",
                $"({function}(0.7 + 1e-6{constants}) - {function}(0.7 - 1e-6{constants})) / 2e-6",
                $"{function}ValueAndGradient(0.7{constants}).Gradient",
                $"{function}Jvp(0.7{constants}, 1).Tangent",
            ]);
        Assert.Equal(0, values[0]);
        Assert.All(values[1..], slope => Assert.Equal(values[1], slope, 1e-6 * Math.Max(1, Math.Abs(values[1]))));
    }
}
