namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>
/// What C# reads when a call begins, and what it reads when its turn comes: receivers and <c>in</c> arguments are references, which see what later arguments
/// have changed; the text of an object is made before what follows; a box is one object.
/// </summary>
public class TurnTests
{
    private const string Members = """
        public struct Mu
        {
            public int N;
            public int Plus(int k) => N * 10 + k;
            public readonly double Area(double x) => N * x;
            public readonly int this[in int i] => N * 1000 + i;
            public static int operator +(in Mu a, in Mu b) => a.N * 100 + b.N;
            public static double operator *(in Mu a, double x) => a.N * x * x;
        }
        public struct Vec { public double X, Y; public readonly double Dot(double a) => X * a + Y * a * a; public static double operator *(in Vec a, double b) => a.X * b * b; }
        public enum E : byte { A, B = 3, D = 200 }
        public sealed class Ob
        {
            public Mu S; public int K = 1, N = 3; public int[] A = [5, 6, 7]; public Vec V = new() { X = 2, Y = 3 }; public static int Static;
            public int Bump() { K++; S.N++; N++; A[0]++; Static++; return 1; }
            public Ob Self() { Bump(); return this; }
            public double Move(double x) { V.X += 1; Bump(); return 1; }
            public override string ToString() => new('a', N);
        }
        static int Two(in int a, int b) => a * 10 + b;
        static int Ref(ref readonly int a, int b) => a * 10 + b;
        static int Other(in int a, Ob o) { o.Bump(); return a; }
        static double Taken(in Vec v, double x) => v.Dot(x);
        static double Scaled(in double a, double b) => a * b;
        static double Set(double[] a, double v) { a[0] = v; return v; }
        static double Beside(in double a, double[] b, double x) => a * x + b[1];
        static double Lengths(string s, int k) => s.Length * 10 + k;
        static double Optional(double a, E? e = E.D, E f = E.B) => a * (int)e! * (int)f;
        [Differentiable] public static double F1(double x, Ob o) => x * o.S.Plus(o.Bump()) * x;
        [Differentiable] public static double F2(double x, Ob o) => x * o.K.CompareTo(o.Bump() + 1) + x * x;
        [Differentiable] public static double F3(double x, Ob o) => x * o.A[0].CompareTo(o.Self().A[0]) + x * x;
        [Differentiable] public static double F4(double x, Ob o) => x * Two(in o.K, o.Bump());
        [Differentiable] public static double F5(double x, Ob o) => x * Ref(ref o.A[0], o.Bump());
        [Differentiable] public static double F6(double x, Ob o) => x * (o.S + o.Self().S);
        [Differentiable] public static double F7(double x, Ob o) => x * Two(o.A[o.K], o.Bump()) + x * (Two(Ob.Static, o.Bump()) - Ob.Static * 10);
        [Differentiable] public static double F8(double x, Ob o) => x * Other(in o.K, o);
        [Differentiable] public static double F9(double x, Ob o) => x * o.S[o.Bump()] + o.K.Equals(o.Bump() + 2).CompareTo(true) * x;
        [Differentiable] public static double F10(double x, Ob o) => o.S.Area(x * o.Bump()) * x;
        [Differentiable] public static double F11(double x, Ob o) => Taken(in o.V, x * o.Move(1));
        [Differentiable] public static double F12(double x, Ob o) => o.V.Dot(x * o.Move(1)) * x;
        [Differentiable] public static double F13(double x, Ob o) => o.V * (x * o.Move(1)) + o.S * (x * o.Move(1));
        [Differentiable] public static double F14(double x, Ob o) { double[] a = [x, 2]; return Scaled(in a[0], Set(a, x * x * x)); }
        [Differentiable] public static double F15(double x, Ob o) { double[] a = [x, 2]; return Beside(in a[0], a, x) * a[0]; }
        [Differentiable] public static double F16(double x, Ob o) { double[] a = [x, 2]; return a[0].CompareTo(Set(a, 5 * x)) * x + x * x; }
        [Differentiable] public static double F17(double x, Ob o) { (double A, double B) t = (x, 2); return Scaled(t.A, t.A = 3) * x; }
        [Differentiable] public static double F18(double x, Ob o) => x * Lengths($"{o}", o.Bump()) * x;
        [Differentiable] public static double F19(double x, Ob o) { string s = $"{o,7}{o.Bump()}{o}"; return x * s.Length * (s.Trim().Length + 1); }
        [Differentiable] public static double F20(double x, Ob o) { string s = "" + o + o.Bump() + o; return x * s.Length * x; }
        [Differentiable] public static double F21(double x, Ob o) { string s = $"{o}"; o.Bump(); return x * s.Length * x; }
        [Differentiable] public static double F22(double x, Ob o) { FormattableString f = $"{o}"; o.Bump(); return x * f.ToString().Length * x; }
        [Differentiable] public static double F23(double x, Ob o) { int n = o.N; string s = $"{n:0\\n0}|{n,4:\"q\"0}{{}}"; return s == n.ToString("0\\n0") + "|" + n.ToString("\"q\"0").PadLeft(4) + "{}" ? x * x : x; }
        [Differentiable] public static double F24(double x, Ob o) { object a = E.B, b = a, c = (object)E.D, d = c; Enum e = E.A, f = e; return (ReferenceEquals(a, b) && ReferenceEquals(c, d) && ReferenceEquals(e, f) ? x : 1) * x; }
        [Differentiable] public static double F25(double x, Ob o) => Optional(x) * x;
        """;

    [Fact]
    public void Values_and_derivatives_are_those_of_the_program()
    {
        string[] names = [.. Enumerable.Range(1, 25).Select(static i => $"F{i}")];
        double[] values = Calling.Values(Members, [.. names.SelectMany(static name => new[]
        {
            $"C.{name}ValueAndGradient(0.7, new()).Value - C.{name}(0.7, new())",
            $"C.{name}ValueAndGradient(0.7, new()).Gradient - (C.{name}(0.7 + 1e-5, new()) - C.{name}(0.7 - 1e-5, new())) / 2e-5",
            $"C.{name}Jvp(0.7, new(), 1).Tangent - C.{name}ValueAndGradient(0.7, new()).Gradient",
        })]);

        Assert.All(names.Select((name, i) => (name, Value: values[3 * i], Gradient: values[3 * i + 1], Tangent: values[3 * i + 2])), static method =>
        {
            Assert.True(method.Value == 0, $"{method.name}: a value that is off by {method.Value}");
            Assert.True(Math.Abs(method.Gradient) < 1e-6 && Math.Abs(method.Tangent) < 1e-9, $"{method.name}: a derivative that is off by {method.Gradient}");
        });
    }

    [Theory]
    [InlineData("checked((E)n)", 300)]
    [InlineData("checked((byte?)n)!.Value", 300)]
    [InlineData("checked((byte)(E2)n)", 300)]
    [InlineData("checked((E?)n)!", 300)]
    [InlineData("checked((E)(int?)n)", 300)]
    [InlineData("unchecked((E)n)", 44)]
    [InlineData("(E)n", 44)]
    public void What_is_checked_throws_where_it_overflows(string converted, int given)
    {
        string members = $$"""
            public enum E : byte { A }
            public enum E2 { A }
            [Differentiable] public static double F(double x, int n) => x * (int){{converted}} * x;
            public static double Caught(Func<double> run) { try { return run(); } catch (OverflowException) { return -1; } }
            """;
        double expected = given == 300 ? -1 : 4 * given;
        Calling.AllGive(members, ("C.Caught(() => C.F(2, 300))", expected), ("C.Caught(() => C.FValueAndGradient(2, 300).Value)", expected), ("C.Caught(() => C.FJvp(2, 300, 1).Value)", expected));
    }

    [Theory]
    [InlineData("double[] a = [x, 2]; return In(in a[0], a, x);", "static double In(in double a, double[] b, double x) { b[0] = x * x; return a * x; }")]
    [InlineData("return On(in o.K, o, x);", "static double On(in int k, Ob o, double x) { o.Bump(); return k * x; }")]
    public void What_the_callee_may_change_by_another_name_is_refused(string body, string callee) => Assert.Contains("DMAD011", Calling.Says(
        $"public sealed class Ob {{ public int K; public void Bump() {{ K++; }} }} [Differentiable] public static double F(double x, Ob o) {{ {body} }} {callee}"));
}
