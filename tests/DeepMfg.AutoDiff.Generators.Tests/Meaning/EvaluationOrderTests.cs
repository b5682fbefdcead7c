namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Operands and arguments are evaluated in C#'s order, effects happen once, jumps run what stands at a trip's end.</summary>
public class EvaluationOrderTests
{
    [Theory]
    [InlineData("double y = x++ * x; return y;", 2)]
    [InlineData("double y = x; return (y = 2 * y) + y * (y += 1);", 1.5)]
    [InlineData("double a = x, b = 1; (a, b) = (b + a, a); return a * b;", 1.5)]
    [InlineData("int i = 0; double s = 0; while (i++ < 3 && (s += x) < 100) s *= x; return s + i;", 1.2)]
    [InlineData("double s = 0; int r = 0; do { if (r == 1) continue; s += x * r; } while (++r < 4 && s < 100); return s * x;", 1.2)]
    [InlineData("double s = 0; int r = 0; do { switch (r) { case 1: continue; default: s += x * x; break; } } while (++r < 4); return s;", 1.2)]
    [InlineData("double s = 1; for (int i = 0; i < 3; i++) { double Local(double v) { s += v; return s * v; } s = Local(x) + s; } return s;", 0.7)]
    [InlineData("switch (x) { case > 0: double L(double v) => v * v; return L(x); default: return x; }", 0.7)]
    [InlineData("double t = x; double Bump() => t += 1; return t * Bump() * t;", 0.7)]
    [InlineData("double s = 0; for (double t = 0; t < x; t += 0.3 * x) s += t * x; return s;", 1.1)]
    [InlineData("for (int i = 0; ; i++) { x *= x; for (int j = 0; j < 3; j++) { if (j == 1 && i == 1) return x * j; if (j > i) break; x += j; } }", 1.1)]
    [InlineData("double a = x; a = Helper(ref a, a * 2); return a;", 1.1)]
    [InlineData("double a = x; return Helper(ref a, Helper(ref a, 3)) * a;", 1.1)]
    [InlineData("double a = 1; return Helper(ref a, x) * a;", 1.1)]
[InlineData("int i = 0; double s = x; while (i < 5) { s *= x; if (s > 9) break; i++; } return s * i;", 1.2)]
    [InlineData("double s = x; int i; for (i = 0; i < 9; i++) { s = s * x + i; if (s > 3) break; } return s + i * x;", 1.2)]
    [InlineData("double s = x; for (int i = 0; i < 9; i++) { if (s > 3) break; s = s * x + 1; if (i == 2) i += 2; } return s;", 1.1)]
    [InlineData("double s = x; int n = 9; for (int i = 0; i < n; i++) { if (s > 30) break; s = s * x + 1; if (s > 2) n--; } return s;", 1.1)]
    [InlineData("double s = x; for (int i = 0; i < 9; i++) { if (s > 30) break; if (i % 3 == 1) continue; s = s * x + i; } return s;", 1.1)]
    [InlineData("double s = x; for (long i = 9; i > 0; i -= 2) { if (s > 300) break; s = s * x + i; } return s;", 1.1)]
    [InlineData("double s = x; for (byte i = 250; i > 5; i++) { if (s > 300) break; s = s * x + 1; } return s;", 1.1)]
    [InlineData("double s = x; for (uint i = 3; i <= 5; i++) { if (s < 0) break; s *= Math.Sqrt(s + i); } return s;", 1.1)]
    [InlineData("double s = x; for (int i = 0, j = 9; i < j; i++, j--) { if (s > 300) break; s = s * x + j - i; } return s;", 1.1)]
    [InlineData("double s = x; for (int i = 0; i < 300; i++) { if (i % 2 == 0) s = Math.Sin(s) + x; else if (i % 3 == 0) s *= Math.Cos(s); else continue; if (s > 99) break; } return s;", 0.7)]
    [InlineData("double s = x; for (int i = 0; i < 20; i++) { for (int j = 0; j < i; j++) { if (s > 2) { s = Math.Sqrt(s); break; } s = s * s + x; } if (s < 0.01) return s; } return s * x;", 0.45)]
    [InlineData("double s = x, t = 1; do { t *= s; s = s * 0.7 + 0.1 * t; } while (s > 0.3 && t > 1e-3); return s + t;", 1.1)]
    [InlineData("double s = x; int k = 0; do { k++; if (k == 2) continue; s = s * x + k; } while (k < 6); return s * k;", 1.1)]
    [InlineData("bool found = false; double at = 0; for (int i = 0; i < 6 && !found; i++) { at = x * i; if (at > 2) found = true; } return found ? at * at : x;", 0.7)]
    [InlineData("bool a = false, b = false; double y = x; if (x > 0) { a = true; y *= 2; } else b = true; if (a) y += x * x; if (b) y -= 1; if (a && !b) y *= x; return y;", 0.7)]
    [InlineData("double y; switch ((int)(x * 3)) { case 0: y = x; break; case 1: if (x > 0.4) { y = x * x; break; } return 3 * x; default: y = 1 / x; break; } return y * x;", 0.5)]
    [InlineData("double y = x; if (x > 0.2) { if (x > 0.5) return x * x * x; y = 2 * x; if (x > 0.3) return y * x; } return y;", 0.4)]
    [InlineData("double s = Math.Sin(x); for (int i = 0; i < 3; i++) { double c = Math.Cos(x); x = x * c; s += Math.Sin(x); } return s * Math.Cos(x);", 0.9)]
    [InlineData("double s = 0; for (int i = 0; i < 4; i++) { double q = Math.Exp(x); if (i > 1) { x *= 0.5; q += Math.Exp(x); } s += q * Math.Exp(x); } return s;", 0.9)]
    [InlineData("double s = 1, t = x; for (int i = 0; i < 5; i++) (s, t) = (t * x, s + Math.Sqrt(t * t + 1)); return s / t;", 0.9)]
    public void Values_and_gradients_are_those_of_the_program(string body, double at)
    {
        string members = $$"""
            [Differentiable] public static double F(double x) { {{body}} }
            static double Helper(ref double a, double b) { a *= b; return a + b; }
            """;
        string x = at.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        double[] values = Calling.Values(
            members,
            [
                $"C.FValueAndGradient({x}).Value - C.F({x})",
                $"(4 * (C.F({x} + 5e-4) - C.F({x} - 5e-4)) / 1e-3 - (C.F({x} + 1e-3) - C.F({x} - 1e-3)) / 2e-3) / 3",
                $"C.FValueAndGradient({x}).Gradient",
                Calling.Pulled(x),
                $"C.FJvp({x}, 1).Tangent",
            ]);
        Assert.Equal(0, values[0]);
        Assert.All(values[1..], slope => Assert.Equal(values[1], slope, 1e-7 * Math.Max(1, Math.Abs(values[1]))));
    }

    [Fact]
    public void A_guard_ends_a_loop_before_room_for_all_its_trips_is_asked_for()
    {
        const string members =
            "[Differentiable] public static double F(double x, int n) { for (int i = 0; i < n; i++) { if (x < 0.1) throw new ArgumentException(); x *= x; } return x; }";
        const string thrown =
            "((Func<double>)(() => { double bar = 0; try { return C.FVjp(0.5, int.MaxValue, 1, ref bar); } catch (ArgumentException) { return -1; } }))()";
        Calling.Gives(members, thrown, -1);
    }

    [Theory]
    [InlineData("double F(double x) { double a = x; return Two(ref a, in a); }")]
    [InlineData("double F(double x) { double a = x; return Two(ref a, a); }")]
    [InlineData("double F(double x) { double a = x; void L(ref double p) { p += 1; a *= 2; } L(ref a); return a; }")]
    public void Two_names_of_one_variable_are_refused(string method)
    {
        string members = $"[Differentiable] public static {method} static double Two(ref double a, in double b) {{ a *= 2; return a * b; }}";
        Assert.Contains("DMAD011", Calling.Says(members));
    }

    [Theory]
    [InlineData("Probe.Tick(1) * x")]
    [InlineData("(x > 0 ? Probe.Tick(1) : Probe.Tick(2)) * x + Probe.Count(3)")]
    [InlineData("Probe.Tick(1) + x * Probe.Rate(2).Slow")]
    [InlineData("x > 0 && Probe.IsOpen(1) ? x : 2 * x")]
    [InlineData("Waits(x) + (Probe.IsOpen(3) ? x : 1)")]
    [InlineData("Asks(x) * Probe.Count(3)")]
    public void Constant_calls_run_once(string expression)
    {
        string members = $$"""
            [Differentiable] public static double F(double x) => {{expression}};
            static double Waits(double x) { for (;;) if (Probe.IsOpen(3)) break; return x; }
            static double Asks(double x) { double y = x; if (Probe.IsOpen(3)) y = x; if (Probe.IsOpen(4)) { } return y; }
            public static double Effects(Action run) { Probe.Reset(); run(); return Probe.Digest() % 1000003; }
            """;
        double primal = Calling.Value(members, "C.Effects(() => C.F(1.5))");
        Assert.Equal(primal, Calling.Value(members, "C.Effects(() => C.FValueAndGradient(1.5))"));
        Assert.Equal(primal, Calling.Value(members, "C.Effects(() => C.FJvp(1.5, 1))"));
        Assert.Equal(primal, Calling.Value(members, "C.Effects(() => { double bar = 0; C.FVjp(1.5, 1, ref bar); })"));
    }
}
