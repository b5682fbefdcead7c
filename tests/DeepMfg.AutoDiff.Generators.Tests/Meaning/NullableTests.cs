namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>A number that there may be is a flag and the number: what C# says of nullables holds, and derivatives flow where there is one.</summary>
public class NullableTests
{
    private const string Members = """
        static double? Root(double a) { if (a < 0) return null; return Math.Sqrt(a); }
        static double? Twice(double? a) => a * 2;
        static double Sum(double? a, double? b) => (a ?? 0) + b.GetValueOrDefault(1);
        static readonly double? s_known = 3;
        [Differentiable] public static double Basic(double x, bool c) { double? d = null; if (c) d = x * x; if (d.HasValue) return d.Value * x; return x; }
        [Differentiable] public static double Coalesced(double x, bool c) { double? d = c ? x * x : null; double? e = null; return (d ?? 3 * x) + (e ?? d ?? x); }
        [Differentiable] public static double Lifted(double x, bool c) { double? d = c ? x : null, e = d * x + 2; e -= d; double? f = -e; if (f < 0) return f.GetValueOrDefault() * x; return f is null ? 7 * x : 1; }
        [Differentiable] public static double Patterns(double x, int n) { double? d = n == 0 ? null : n * x; return d switch { null => x, > 10 => 2 * x * x, double v when v > 3 => v * v, { } w => w * 3 }; }
        [Differentiable] public static double Is(double x, int n) { double? d = n > 0 ? x * n : default; if (d is { } v and > 2) return v * v; if (d is double w) return w * x; if (d is not null) return 0; return -x; }
        [Differentiable] public static double Looped(double x, int n) { double? best = null; for (int i = 1; i <= n; i++) { double t = Math.Sin(i * x); if (best is null || t > best) best = t; best ??= 5; } return best!.Value * x; }
        [Differentiable] public static double Called(double x, int n) { double? r = Root(x - n), q = Root(-x); double? t = Twice(r); return (t ?? 100) + (q ?? x * x) + Sum(r, q) * x; }
        [Differentiable] public static double Local(double x, int n) { double? Half(double? a) => a is null ? null : a / 2; double? h = Half(n > 0 ? x : null); return h ?? 2 * x; }
        [Differentiable] public static double Throws(double x, bool c) { double? d = c ? x : null; return (double)d! * x + d.Value; }
        [Differentiable] public static double Equal(double x, double y) { double? a = x, b = y, none = null; double s = a == b ? x * y : x + y; if (none == null && a != null && none != a) s *= 2; return s; }
        [Differentiable] public static double Given(double x, [NoDerivative] double? p = null) { double? q = p; double? r = q + x; return (r ?? x * x) + (p ?? 2) * x + (p.HasValue ? p.Value : 0) + p.GetValueOrDefault(4) * x + (p > 2 ? x : 0); }
        [Differentiable] public static double Floats(double x, float y) { float? f = y; double? d = f; d += x; f *= 2; return (d ?? 0) * x + f!.Value; }
        [Differentiable] public static double Text(double x, bool c) { double? d = c ? 3.5 : null; string s = $"{d}"; return x * s.Length + (s_known ?? 1) * x; }
        [Differentiable] public static double Access(double x, bool c) { double? d = c ? x : null; int? k = d?.CompareTo(0); return x * (k ?? 5); }
        [Differentiable] public static double Assigned(double x, bool c) { double? d = c ? x : null; double v = d ??= x * x; return v * d.Value; }
        [Differentiable] public static double Switch(double x, int n) { double? d = n > 0 ? x * n : null; switch (d) { case null: return x; case 2: return 5 * x; case > 4: return d.Value * x; default: return 3 * d.Value; } }
        public static string Thrown(Func<double> run) { try { return run().ToString(); } catch (Exception e) { return e.GetType().Name; } }
        public static double Off(Func<double, double> f, double x, double derivative) { double h = 1e-5, d = (f(x + h) - f(x - h)) / (2 * h); return Math.Abs(d - derivative) < 1e-7 * (1 + Math.Abs(d)) ? 0 : d - derivative; }
        """;

    /// <summary>Each method at points on every side of its conditions: <c>Name(x, rest)</c>, and what stands behind the gradient of more than one.</summary>
    private static readonly (string Name, string X, string Others, string Part)[] s_points =
    [
        ("Basic", "0.7", "true", ""), ("Basic", "0.7", "false", ""), ("Coalesced", "0.7", "true", ""), ("Coalesced", "0.7", "false", ""),
        ("Lifted", "0.7", "true", ""), ("Lifted", "-3.3", "true", ""), ("Lifted", "0.7", "false", ""),
        ("Patterns", "0.7", "0", ""), ("Patterns", "0.7", "2", ""), ("Patterns", "0.7", "5", ""), ("Patterns", "0.7", "20", ""),
        ("Is", "0.7", "0", ""), ("Is", "0.7", "2", ""), ("Is", "0.7", "5", ""), ("Looped", "0.7", "6", ""), ("Called", "1.7", "1", ""), ("Called", "0.3", "1", ""),
        ("Local", "0.7", "1", ""), ("Local", "0.7", "0", ""), ("Throws", "0.7", "true", ""), ("Equal", "0.7", "0.9", ".x"), ("Given", "0.7", "null", ""), ("Given", "0.7", "3", ""),
        ("Floats", "0.7", "0.5f", ".x"), ("Text", "0.7", "true", ""), ("Text", "0.7", "false", ""), ("Access", "0.7", "true", ""), ("Access", "0.7", "false", ""),
        ("Assigned", "0.7", "true", ""), ("Assigned", "0.7", "false", ""), ("Switch", "0.7", "0", ""), ("Switch", "0.7", "1", ""), ("Switch", "0.7", "3", ""), ("Switch", "0.7", "10", ""),
    ];

    [Fact]
    public void Numbers_that_there_may_be_have_derivatives_where_there_are() => Calling.AllGive(
        Members,
        [
            .. s_points.SelectMany(static point => Cases(point.Name, point.X, point.Others, point.Part)),
            ("C.EqualValueAndGradient(0.7, 0.7).Value", 2 * 0.7 * 0.7), ("C.EqualValueAndGradient(0.7, 0.7).Gradient.x", 1.4),
            ("C.Thrown(() => C.ThrowsValueAndGradient(1, false).Value) == C.Thrown(() => C.Throws(1, false)) ? 1 : 0", 1),
        ]);

    private static (string Expression, double Expected)[] Cases(string name, string x, string rest, string part) =>
    [
        ($"C.{name}ValueAndGradient({x}, {rest}).Value - C.{name}({x}, {rest})", 0),
        ($"C.Off(x => C.{name}(x, {rest}), {x}, C.{name}ValueAndGradient({x}, {rest}).Gradient{part})", 0),
        ($"C.{name}Jvp({x}, {rest}, 1{(part.Length > 0 ? ", 0" : "")}).Tangent - C.{name}ValueAndGradient({x}, {rest}).Gradient{part}", 0),
    ];
}
