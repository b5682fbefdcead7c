namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Record classes without a mark are seen member by member where a method makes them; what comes from outside is an object, or none.</summary>
public class PlainRecordTests
{
    private const string Members = """
        public sealed record S(double A, double B)
        {
            public static readonly S Default = new(1, 2);
            public static S operator +(S a, S b) => new(a.A + b.A, a.B + b.B);
            public static S operator *(S a, double k) => new(a.A * k, a.B * k);
            public double Norm => Math.Sqrt(A * A + B * B);
            public S Scaled(double k) { if (k < -5) throw new ArgumentException("k"); return this * k; }
            public static S Of(double a) => new(a, -a);
        }
        public record Config(double Rate, string Name) { public Config(string name) : this(1, name) { } public double Of(double x) => Rate * x * x; }
        public sealed record Nest(S In, double K) { public double More { get; init; } }
        public sealed record Checked
        {
            public double V { get; }
            public double W { get; }
            public Checked(double v) { if (v < 0) throw new ArgumentException("negative"); V = 2 * v; W = V * v; }
        }
        [Differentiable] public sealed partial record Made { public double V { get; init; } public double W { get; init; } public Made(double v) { V = 2 * v; W = V * v; } }
        public sealed record Shut(double A, double B) { private readonly double half = A / 2; public double Get => half * A; }
        public sealed record Weights(double[] W, double K) { public double Dot(double[] x) { double s = K; for (int i = 0; i < W.Length; i++) s += W[i] * x[i]; return s; } }
        public sealed record Both<T>(T A, T B) where T : struct { public double Of(double x) => x * x; }
        static S Changed(S s, double k) => s with { B = s.A * k };
        static double Area(S s, double k) => s.A * k + s.B;
        static double Perhaps(Config? c, double x) => c is null ? x : x * c.Rate * x;
        static S Deep(S s, int n) { if (n == 0) return s; return s.A > 100 ? s : new S(s.A * s.B, s.B + n); }
        [Differentiable] public static double F1(double x, S o) { S s = S.Default with { A = x }; return s.A * s.B * s.Norm; }
        [Differentiable] public static double F2(double x, S o) { S s = new(x, 1); while (s.Norm < 10) s = s * 1.5 + new S(x, x); return s.A * s.B; }
        [Differentiable] public static double F3(double x, S o) { S s = new(x, 1); S L(double k) => s * k; var t = L(x) + L(2); s = t; return s.Norm; }
        [Differentiable] public static double F4(double x, S o) { var (a, b) = new S(x, x * x); return a * b; }
        [Differentiable] public static double F5(double x, S o) { var m = new Weights([x, x * x], x); return m.Dot([2, 3]) * m.W[1]; }
        [Differentiable] public static double F6(double x, S o) => S.Of(x).Scaled(x) is { A: var a, B: < 0 } ? a * x : x;
        [Differentiable] public static double F7(double x, S o) { S s = S.Of(x); if (x > 0.5) s = s with { B = x * x * x }; else s = S.Default; return s.A * s.B; }
        [Differentiable] public static double F8(double x, S o) { S s = new(x, 1), t = s; for (int i = 0; i < 4; i++) (s, t) = (t * x, s + t); return s.A + t.B; }
        [Differentiable] public static double F9(double x, S o) { var s = new S(x, 1); return s.Equals(new S(x, 1)) && s == new S(x, 1) && s != S.Default ? x * x * s.A : 1; }
        [Differentiable] public static double F10(double x, S o) { double t = 0; foreach (double k in new[] { 1.0, 2, 3 }) { if (k == 2) continue; t += S.Of(x).Scaled(k).Norm; } return t; }
        [Differentiable] public static double F11(double x, S o) => Deep(Deep(new(x, 3), 2), 1).A;
        [Differentiable] public static double F12(double x, S o) => o.A * x * x + o.Scaled(x).A + (o * x).B;
        [Differentiable] public static double F13(double x, S o) { S? s = null; if (o.A > 0) s = new S(2.0, 3.0); return s is null ? x : s.A * x * x; }
        [Differentiable] public static double F14(double x, S o) { S s = S.Of(x); double t = 0; for (int i = 0; i < 3; i++) { s = Changed(s, x); t += Area(s, x * i); } return t; }
        [Differentiable] public static double F15(double x, S o) { var c = new Config(2, "a"); return Perhaps(c, x) + Perhaps(null, x) + c.Rate * x + c.Of(x); }
        [Differentiable] public static double F16(double x, S o) { var n = new Nest(new(x, 2 * x), 3) { More = x * x }; var m = n with { In = n.In with { A = 5 * x } }; return m.In.A * n.In.B * n.K + n.More; }
        [Differentiable] public static double F17(double x, S o) { var s = o.A switch { 1 => new S(x, 1), 3 => new S(x * x, x), _ => throw new ArgumentException("n") }; return s.A * s.B; }
        [Differentiable] public static double F18(double x, S o) { S s = x > 0 ? new(x, 1) : S.Of(x); return s.A * s.Norm; }
        [Differentiable] public static double F19(double x, S o) { var s = new Checked(x); return s.V * s.W; }
        [Differentiable] public static double F20(double x, S o) { var s = new Made(x); return s.V * s.W; }
        [Differentiable] public static double F21(double x, S o) { var s = new Shut(x, 2 * x); return s.B * s.Get; }
        [Differentiable] public static double F22(double x, S o) { var s = new Both<double>(x, x * x); return s.A * s.B + s.Of(x); }
        [Differentiable] public static double F23(double x, S o) { Config d = o.B > 1 ? new(3, "b") : new("z"); return d.Rate * x * x + d.Name.Length * x; }
        public static string Thrown(Func<double> run) { try { return run().ToString(); } catch (ArgumentException e) { return e.Message; } }
        """;

    [Fact]
    public void Values_and_derivatives_are_those_of_the_program()
    {
        string[] names = [.. Enumerable.Range(1, 23).Select(static i => $"F{i}")];
        double[] values = Calling.Values(Members, [.. names.SelectMany(static name => new[]
        {
            $"C.{name}ValueAndGradient(0.7, new(3, 4)).Value - C.{name}(0.7, new(3, 4))",
            $"C.{name}ValueAndGradient(0.7, new(3, 4)).Gradient - (C.{name}(0.7 + 1e-5, new(3, 4)) - C.{name}(0.7 - 1e-5, new(3, 4))) / 2e-5",
            $"C.{name}Jvp(0.7, new(3, 4), 1).Tangent - C.{name}ValueAndGradient(0.7, new(3, 4)).Gradient",
        })]);

        Assert.All(names.Select((name, i) => (name, Gaps: values[(3 * i)..(3 * i + 3)])), static method =>
            Assert.True(method.Gaps[0] == 0 && Math.Abs(method.Gaps[1]) < 1e-6 && Math.Abs(method.Gaps[2]) < 1e-9, $"{method.name}: {string.Join(" ", method.Gaps)}"));
    }

    [Fact]
    public void What_a_constructor_refuses_it_refuses() => Calling.AllGive(
        Members, ("C.Thrown(() => C.F19ValueAndGradient(-1, new(3, 4)).Value) == \"negative\" ? 1 : 0", 1), ("C.Thrown(() => C.F17Jvp(1, new(5, 4), 1).Value) == \"n\" ? 1 : 0", 1));

    [Theory]
    [InlineData("public record Other(double A); public record Derived(double A, double B) : Other(A);", "new Other(x).A * x", "DMAD011")]
    [InlineData("public record Other(double A); public record Derived(double A, double B) : Other(A);", "new Derived(x, 2).A * x", "DMAD011")]
    [InlineData("public sealed record Other(double A) { public double B { get; set; } }", "new Other(x).A * x", "DMAD011")]
    [InlineData("public sealed record Other(double A); static Other? Maybe(double x) => x > 0 ? new(x) : null;", "Maybe(x)!.A * x", "DMAD010")]
    public void Others_are_objects(string types, string value, string refusal) =>
        Assert.Equal([refusal], Calling.Says($"{types} [Differentiable] public static double F(double x) => {value};").Distinct());
}
