using static DeepMfg.AutoDiff.Generators.Tests.Frontend.Agreement;

namespace DeepMfg.AutoDiff.Generators.Tests.Frontend;

/// <summary>Statements: the lowered method computes what C# computes.</summary>
public sealed class StatementTests
{
    [Fact]
    public void Declarations() => HoldsAt(
        "[Differentiable] static double F(double x) { double a = x, b = a * 2, c; const double k = 3; var d = b + k; c = d; _ = a; { double e = c; c = e * e; } return c; }", 1.5);

    [Fact]
    public void If_else_chains() => HoldsAt(
        "[Differentiable] static double F(double x) { double y = 0; if (x < 0) y = -x; else if (x < 1) { y = x * x; } else if (x < 2) { } else y = 5; return y + x; }",
        -1.0, 0.5, 1.5, 3.0);

    [Fact]
    public void Early_returns() => HoldsAt(
        "[Differentiable] static double F(double x) { if (x < 0) return -x; double y = x * x; if (y > 4) { y += 1; if (y > 10) return y; y *= 2; } return y - x; }",
        -1.0, 1.0, 2.5, 4.0);

    [Fact]
    public void Switch_with_shared_cases_and_patterns() => Holds(
        """
        [Differentiable] static double F(double x, int n)
        {
            double y = x;
            switch (n) { default: y = 9 * x; break; case 0: case 1: y += n; break; case > 10 when x > 2: return y * y; case 5: { y = 7; break; } case < 0: if (x > 1) break; y = 4; break; }
            return y * 2;
        }
        """,
        [1.5, 0], [1.5, 1], [1.5, 2], [1.5, 5], [3.0, 11], [1.5, 11], [1.5, -1], [0.5, -1]);

    [Fact]
    public void Counted_for() => Holds(
        "[Differentiable] static double F(double x, int n) { double s = 0; for (int i = 0; i < n; i++) { if (i % 3 == 1) continue; s += x * i; } return s; }",
        [1.1, 0], [1.1, 7]);

    [Fact]
    public void Counting_down_and_by_steps() => Holds(
        "[Differentiable] static double F(double x, long n) { double s = 1; for (long i = n; i >= 1; i -= 2) s = s * x + i; for (int j = 10; 0 < j; --j) s += j; return s; }", [0.9, 9L], [0.9, 0L]);

    [Fact]
    public void For_with_several_variables() => Holds(
        "[Differentiable] static double F(double x, int n) { double s = 0; for (int i = 0, j = n; i < j; i++, j--) { if (i == 1) continue; s += x * i - j; } return s; }", [1.1, 9]);

    [Fact]
    public void For_with_active_bound_and_step() => Holds(
        "[Differentiable] static double F(double a, double h) { double s = 0; for (double t = 0; t < a; t += h) s += t * h; return s; }", [1.0, 0.13]);

    [Fact]
    public void A_bound_that_changes_is_read_every_time() => HoldsAt(
        "[Differentiable] static double F(double x) { int n = 10; double s = 0; for (int i = 0; i < n; i++) { s += x; n--; } return s; }", 1.5);

    [Fact]
    public void While_and_do() => HoldsAt(
        "[Differentiable] static double F(double x) { while (x > 1) x *= 0.5; int k = 0; do { x += 0.1; k++; } while (k < 3 && x < 2); return x * k; }", 9.0, 0.3, 1.95);

    [Fact]
    public void Conditions_that_assign() => HoldsAt(
        "[Differentiable] static double F(double x) { double y; int i = 0; while ((y = x * i) < 5 && i++ < 100) { } return y + i; }", 0.7, 3.0);

    [Fact]
    public void Breaks_out_of_nested_loops() => HoldsAt(
        """
        [Differentiable] static double F(double x)
        {
            double s = 0;
            for (int i = 0; i < 10; i++)
            {
                for (int j = 0; ; j++) { if (j > i) break; s += x * j; if (s > 20) break; }
                if (s > 50) break;
                s += 1;
            }
            return s;
        }
        """,
        0.5, 5.0);

    [Fact]
    public void Returns_from_nested_loops() => HoldsAt(
        """
        [Differentiable] static double F(double x)
        {
            double s = 0;
            for (int i = 0; i < 10; i++)
            {
                while (true) { s += x; if (s > 40) return s * 2; if (s > 3 * i) break; if (s < 0) { s = 1; continue; } s += 0.5; }
                s *= 1.01;
            }
            return s;
        }
        """,
        0.5, 5.0);

    [Fact]
    public void Endless_loops_that_only_return() => HoldsAt(
        "[Differentiable] static double F(double x) { while (true) { x = x * 0.5 + 1; if (x < 2.001) return x; for (;;) { if (x > 5) break; return x * 2; } } }", 100.0, 2.0);

    [Fact]
    public void A_switch_inside_a_loop_continues_and_returns() => Holds(
        """
        [Differentiable] static double F(double x, int n)
        {
            double s = 0;
            for (int i = 0; i < n; i++)
            {
                switch (i % 4) { case 0: continue; case 1: s += x; break; case 2: if (s > 5) return -s; if (s > 2) break; s *= x; break; default: s -= 0.1; break; }
                s += 1;
            }
            return s;
        }
        """,
        [1.5, 3], [1.5, 20], [0.1, 9]);

    [Fact]
    public void Shadowing_names_in_sibling_blocks() => HoldsAt(
        "[Differentiable] static double F(double x) { double s = 0; for (int i = 0; i < 3; i++) { double t = x * i; s += t; } { double t = s * s; s = t + 1; } return s; }", 1.5);

    [Fact]
    public void Tuples() => Holds(
        """
        [Differentiable] static (double Sum, double Product) F(double x, double y)
        {
            (double a, double b) p = (x + y, x * y);
            var (c, d) = p;
            (c, d) = (d, c);
            p.a += 1;
            (double q, _) = Swap(p);
            return (c + q, d * p.Item1 + ((c, d) == (d, c) ? 1 : 2));
        }
        static (double, double) Swap((double A, double B) t) => (t.B, t.A);
        """,
        [1.5, 2.5]);

    [Fact]
    public void Local_functions() => HoldsAt(
        """
        [Differentiable] static double F(double x)
        {
            double total = 0; int calls = 0;
            for (int i = 0; i < 4; i++) Add(x * i);
            return total + Twice(calls) + Once();
            void Add(double v) { if (v > 4) return; total += v; calls++; }
            static double Twice(double v) => 2 * v;
            double Once() { double t = x; total = 3; return t + total; }
        }
        """,
        1.5);

    [Fact]
    public void Variables_that_a_condition_declares() => Holds(
        "[Differentiable] static double F(double x, int n) { if (n > 2 && Half(x, out double h) && h > 1) return h * n; return x; } static bool Half(double x, out double h) { h = x / 2; return x > 0; }",
        [4.0, 3], [1.0, 3], [4.0, 1]);
}
