namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Records and structs: what is generated for parameters and results of such types, and what is said where nothing can be.</summary>
public class RecordTests
{
    private const string Types = """
        [Differentiable] public readonly partial record struct Soft(double A, double B, string Name);
        [Differentiable] public partial record Tool(double A, double[] W);
        [Differentiable] public partial record struct Checked
        {
            public Checked(double a) { if (!(a > 0)) throw new ArgumentException("not positive"); A = a; }
            public double A { get; set; }
        }
        [Differentiable] public partial record struct Fixed([property: NoDerivative] double K, double A);
        public record struct Unmarked(double A, double B);
        [Differentiable] public partial record struct Step(double X, double Y)
        {
            public static Step operator ++(Step s) => new(s.X + 1, s.Y * s.X);
            public readonly void Deconstruct(out double x, out double y, out double n) { x = X; y = Y; n = X * Y; }
            public double Twice() => 2 * X;
        }
        [Differentiable] public partial record struct Held((Step S, double K) Two);
        [Differentiable] public partial record struct Coded(double A)
        {
            internal double Kept;
            public double K { readonly get => Kept; set { if (value < 0) throw new ArgumentException("negative"); Kept = 2 * value; } }
        }
        public static Soft S => new(1.5, -0.7, "name");
        """;

    [Theory]
    [InlineData("[Differentiable] public static double F(Soft s, double x) { Soft t = s with { A = x }; return t == s ? x : t.Equals(s) ? 2 * x : x * x * s.A; }", "FValueAndGradient(s, 2).Gradient.x", 6)]
    [InlineData("[Differentiable] public static double F(Soft s) => s.A * s.B;", "FValueAndGradient(s).Gradient.A", -0.7)]
    [InlineData("[Differentiable] public static double F(Soft s) => s.A * s.B;", "FValueAndGradient(s).Gradient.Name.Length", 4)]
    [InlineData("[Differentiable] public static Soft F(Soft s, double x) => new(s.A * x, s.B, s.Name + \"!\");", "FJvp(s, 2, new(1, 3, \"\"), 1).Tangent.A", 3.5)]
    [InlineData("[Differentiable] public static Soft F(Soft s, double x) => new(s.A * x, s.B, s.Name + \"!\");", "FJvp(s, 2, new(1, 3, \"\"), 1).Value.Name.Length", 5)]
    [InlineData("[Differentiable(Wrt = [nameof(s)])] public static double F(Soft s, double x) => s.A * x;", "FValueAndGradient(s, 3).Gradient.A", 3)]
    [InlineData("[Differentiable] public static double F([NoDerivative] Soft s, double x) => s.A * x;", "FValueAndGradient(s, 3).Gradient", 1.5)]
    [InlineData("[Differentiable] public static double F((Soft S, double Q) t) => t.S.A * t.Q;", "FValueAndGradient((s, 3)).Gradient.S.A + 10 * C.FValueAndGradient((s, 3)).Gradient.Q", 18)]
    [InlineData("[Differentiable] public static double F((double[] W, double Q) t) => t.W[1] * t.Q;", "FValueAndGradient(([1, 2], 3)).Gradient.W[1] + 10 * C.FValueAndGradient(([1, 2], 3)).Gradient.Q", 23)]
    [InlineData("[Differentiable] public static double F(Fixed f) => f.K * f.A;", "FValueAndGradient(new(3, 2)).Gradient.A", 3)]
    [InlineData("[Differentiable] public static double F(Fixed f) => f.K * f.A;", "FValueAndGradient(new(3, 2)).Gradient.K", 3)]
    [InlineData("[Differentiable] public static double F(Fixed f) { Fixed g = f with { K = f.A * 5 }; return g.K * g.A; }", "FValueAndGradient(new(3, 2)).Gradient.A", 10)]
    [InlineData("[Differentiable] public static double F(Step p) { Step t = p++; ++p; var (x, y, n) = p; return n * t.X; }", "FValueAndGradient(new(2, 3)).Gradient.Y", 48)]
    [InlineData("[Differentiable] public static double F(Held h) => h.Two.S.Twice() * h.Two.K;", "FValueAndGradient(new((new(2, 3), 5))).Gradient.Two.S.X", 10)]
    [InlineData("[Differentiable] public static double F(double x) { Coded c = new(x) { K = 3 * x }; return c.K * c.A; }", "FValueAndGradient(2).Gradient", 24)]
    [InlineData("[Differentiable] public static double F(Soft[] all) { double y = 0; foreach (var (a, b, name) in all) y += a * b * name.Length; return y; }", "FValueAndGradient([s, s]).Gradient[1].A", -2.8)]
    [InlineData("[Differentiable] public static double F(Checked c) => -c.A * c.A;", "FValueAndGradient(new(2)).Gradient.A", -4)]
    [InlineData("[Differentiable] public static double F(double x) { Unmarked u = new(x, 2); u.A *= u.B; return u.A * x; }", "FValueAndGradient(3).Gradient", 12)]
    [InlineData("[Differentiable] public static double F(Tool t) => t.A * t.W[1];", "FValueAndGradient(new(2, [3, 4])).Gradient.W[1]", 2)]
    [InlineData("[Differentiable] public static double F(Tool t) => Twice(t) * t.A; static double Twice(Tool t) => 2 * t.W[0];", "FValueAndGradient(new(2, [3, 4])).Gradient.W[0]", 4)]
    [InlineData("[Differentiable] public static double F([NoDerivative] Soft[] all, double x) { double y = 0; foreach (Soft a in all) y += a.A * x; return y * all[0].B; }", "FValueAndGradient([s, s], 3).Gradient", -2.1)]
    public void A_derivative_has_the_type_of_its_parameter(string member, string call, double expected) =>
        Assert.Equal(expected, Calling.Value(Types + member, $"C.{call.Replace("(s", "(C.S").Replace("[s, s]", "[C.S, C.S]")}"), 1e-12);

    [Fact]
    public void Code_that_is_not_looked_into_runs_as_it_is_where_it_receives_constants()
    {
        const string members = """
            public struct Odd
            {
                public double V;
                public Odd(double v) { try { V = v; } finally { } }
                public readonly double Twice { get { try { return 2 * V; } finally { } } }
                public static Odd operator +(Odd a, Odd b) { try { return new(a.V + b.V); } finally { } }
            }
            [Differentiable] public static double F(double x, double k, [NoDerivative] double c) { Odd s = new(c), t = s + s; return x * t.Twice * k; }
            """;
        Calling.Gives(members, "C.FValueAndGradient(3, 5, 7).Gradient.x", 140);
        Assert.Equal(["DMAD011"], Calling.Says(members.Replace("new(c)", "new(k)")).Distinct());
    }

    [Fact]
    public void A_record_by_reference_is_made_anew_at_the_end_with_its_companion()
    {
        const string members = """
            [Differentiable] public static double F(ref Soft s, ref Soft t) { (s, t) = (t with { Name = "t" }, s); return s.A * t.B; }
            public static double Run(int what)
            {
                Soft s = new(1, 2, "a"), t = new(3, 4, "b"), sBar = new(10, 20, ""), tBar = new(30, 40, "");
                double value = FVjp(ref s, ref t, 1, ref sBar, ref tBar);
                return what switch { 0 => value, 1 => s.A, 2 => t.B, 3 => sBar.A, 4 => sBar.B, 5 => tBar.A, 6 => tBar.B, _ => s.Name.Length };
            }
            """;
        AllGive(Types + members, [6, 3, 2, 30, 43, 12, 20, 1]);
    }

    [Fact]
    public void An_out_record_is_a_result()
    {
        const string members = """
            [Differentiable] public static void F(Soft s, double x, out Soft t) => t = new(s.A * x, s.B * s.A, "t");
            public static double Run(int what)
            {
                Soft sBar = default, tBar = new(1, 10, "");
                double xBar = 0;
                FVjp(new(2, 3, "s"), 5, out Soft t, ref sBar, ref xBar, ref tBar);
                return what switch { 0 => t.A, 1 => t.B, 2 => sBar.A, 3 => sBar.B, 4 => xBar, 5 => tBar.A + tBar.B, _ => t.Name.Length };
            }
            """;
        AllGive(Types + members, [10, 6, 35, 20, 2, 0, 1]);
    }

    [Fact]
    public void Arrays_of_a_companion_that_are_too_short_are_named_before_anything_is_written() => Calling.Gives(
        Types + """
        [Differentiable] public static double F(Tool t) => t.A * t.W[1];
        public static double Run()
        {
            Tool bar = new(7, [1]);
            try { FVjp(new(2, [3, 4]), 1, ref bar); }
            catch (ArgumentException exception) when (exception.ParamName == "tBar" && exception.Message.Contains("tBar.W must have the length of t.W")) { return bar.A; }
            return 0;
        }
        """,
        "C.Run()", 7);

    [Fact]
    public void No_record_is_an_argument_that_is_null() => Calling.Gives(
        Types + """
        [Differentiable] public static double F(Tool t) => t.A * t.W[1];
        public static double Run()
        {
            try { FValueAndGradient(null!); }
            catch (ArgumentNullException exception) when (exception.ParamName == "t") { return 1; }
            return 0;
        }
        """,
        "C.Run()", 1);

    [Theory]
    [InlineData("[Differentiable] public static double F(Unmarked u, double x) => u.A * x;", "DMAD024")]
    [InlineData("[Differentiable] public static double F(ref Tool t) => t.W[0];", "DMAD011")]
    [InlineData("[Differentiable] public static Tool F(Tool t) => t;", "DMAD011")]
    [InlineData("[Differentiable] public static double F(Soft s, double x) { Soft[] a = [s, s with { A = x }]; return a[1].A; }", "DMAD011")]
    [InlineData("[Differentiable] public partial struct P { private enum K { A } private K _k; private double _x; public P(double x) => (_x, _k) = (x, K.A); } [Differentiable] public static double F(P p) => 1;", "DMAD015")]
    [InlineData("[Differentiable] public partial struct P(double x, string s) { public double X { get; set; } = x; public int N => s.Length; } [Differentiable] public static double F(P p) => p.X;", "DMAD011")]
    [InlineData("[Differentiable] public partial struct P(double x, string s) { public double X { get; set; } = x; public int N => s.Length; [Differentiable] public double F(double y) => X * y; }", "DMAD011")]
    public void What_has_no_derivative_yet_is_said(string member, string expected) => Assert.Equal([expected], Calling.Says(Types + member).Distinct());

    private static void AllGive(string members, double[] expected) =>
        Calling.AllGive(members, [.. expected.Select((value, i) => ($"C.Run({i})", value))]);
}
