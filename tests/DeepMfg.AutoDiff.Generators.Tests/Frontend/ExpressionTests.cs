using static DeepMfg.AutoDiff.Generators.Tests.Frontend.Agreement;

namespace DeepMfg.AutoDiff.Generators.Tests.Frontend;

/// <summary>Expressions: the lowered method computes what C# computes.</summary>
public sealed class ExpressionTests
{
    [Fact]
    public void Literals_and_constants() => HoldsAt(
        "const double K = 2.5; [Differentiable] static double F(double x) { const int two = 2; return K * x + two + 1e-3 + 'a' + 0x10 + Math.PI; }", 1.5);

    [Fact]
    public void Arithmetic_on_doubles() => Holds(
        "[Differentiable] static double F(double x, double y) => -(x + y) * x - y / x % 2 + +y;", [1.5, 2.5], [-3.0, 0.0]);

    [Fact]
    public void Arithmetic_on_floats_and_mixed() => Holds(
        "[Differentiable] static float F(float x, float y) => (float)(x * y + 0.1) - x / y;", [1.5f, 2.5f], [0.1f, 0.3f]);

    [Fact]
    public void Arithmetic_on_integers_wraps() => Holds(
        "[Differentiable] static double F(double x, int n, long m) { int a = n * 65537 + 7; long b = m - a; return x * (a / 3) + b % 7 - -n; }",
        [2.0, 123456, 5L], [2.0, -7, long.MinValue]);

    [Fact]
    public void Arithmetic_on_small_and_unsigned_integers() => Holds(
        "[Differentiable] static double F(double x, byte b, uint u, ulong w) { b += 200; short s = (short)(b * 300); u -= 5; w += 3; s++; return x * b + s + u + w; }",
        [1.0, (byte)100, 3u, 7ul]);

    [Fact]
    public void Bit_operations_and_shifts() => Holds(
        "[Differentiable] static double F(double x, int n) => x * ((n & 12) | (n ^ 5)) + (n << 3) + (n >> 1) + (n >>> 28) + ~n;", [1.5, 77], [1.5, -77]);

    [Fact]
    public void Booleans() => Holds(
        "[Differentiable] static double F(double x, bool a, bool b) => (a & !b) ? x : (a ^ b) ? 2 * x : a | b ? 3 * x : 4 * x;",
        [1.0, true, true], [1.0, true, false], [1.0, false, true], [1.0, false, false]);

    [Fact]
    public void Characters() => Holds("[Differentiable] static double F(double x, char c) => c >= 'a' ? x * (c - 'a') : x;", [2.0, 'd'], [2.0, 'D']);

    [Fact]
    public void Comparisons_with_NaN() => HoldsAt(
        "[Differentiable] static double F(double x) => (x < 1 ? 1 : 0) + (x <= 1 ? 2 : 0) + (x > 1 ? 4 : 0) + (x >= 1 ? 8 : 0) + (x == 1 ? 16 : 0) + (x != 1 ? 32 : 0) + x;",
        0.0, 1.0, 2.0, double.NaN);

    [Fact]
    public void Short_circuits_do_not_evaluate_their_right_side() => Holds(
        "[Differentiable] static double F(double x, int n) => n != 0 && 10 / n > 2 || n == 0 && x > 1 ? x * x : x;", [2.0, 0], [0.5, 0], [2.0, 3], [2.0, 9]);

    [Fact]
    public void Numeric_conversions() => Holds(
        "[Differentiable] static double F(double x, int n) => x * (double)n + (float)x + (byte)n + (sbyte)n + (uint)n + (long)n + (short)n + (char)n;", [1.1, 300], [1.1, -5]);

    [Fact]
    public void Checked_arithmetic() => Holds(
        "[Differentiable] static double F(double x, int n) { checked { int m = n * 3 + 1 - 2; m++; return x * m + (byte)n; } }", [1.5, 50]);

    [Fact]
    public void Conditional_expressions_nest() => Holds(
        "[Differentiable] static double F(double x, double y) => (x < 1 ? x * x : 2 * x - 1) * (y > 2 ? y > 5 ? 5 : y : 2 * y);", [0.5, 1.0], [2.0, 3.0], [2.0, 7.0]);

    [Fact]
    public void Defaults_nameof_and_sizeof() => HoldsAt(
        "[Differentiable] static double F(double x) { double d = default; return x * (default(int) + sizeof(long) + (nameof(x) == \"x\" ? 1 : 2)) + d; }", 1.5);

    [Fact]
    public void Is_with_constant_and_relational_patterns() => Holds(
        "[Differentiable] static double F(double x, int n) => n is 3 ? x : n is > 5 and not 7 ? 2 * x : n is < 0 or 7 ? 3 * x : 4 * x;",
        [1.0, 3], [1.0, 6], [1.0, 7], [1.0, -1], [1.0, 1]);

    [Fact]
    public void Is_NaN_by_a_pattern() => HoldsAt("[Differentiable] static double F(double x) => x is double.NaN ? 1 : x is var y and > 2 ? y * y : x;", 1.0, 3.0, double.NaN);

    [Fact]
    public void Switch_expressions_with_when() => Holds(
        "[Differentiable] static double F(double x, int n) => n switch { 3 when x < 2 => x * x, 3 => x / 2, > 5 and not 7 => x + n, var m => x - m };",
        [1.0, 3], [3.0, 3], [1.0, 6], [1.0, 7]);

    [Fact]
    public void Switch_expressions_on_tuples() => Holds(
        "[Differentiable] static double F(double x, int a, int b) => (a, b) switch { (0, 0) => x, (0, _) => 2 * x, (_, > 3) => 3 * x, _ => x * x };",
        [1.5, 0, 0], [1.5, 0, 1], [1.5, 1, 4], [1.5, 1, 1]);

    [Fact]
    public void Functions_of_Math_and_of_the_types() => HoldsAt(
        "[Differentiable] static double F(double x) => Math.Sin(x) + double.Cos(x) + MathF.Exp((float)x) + Math.Sqrt(x);", 0.7);

    [Fact]
    public void Assignments_are_expressions() => Holds(
        "[Differentiable] static double F(double x, double y) { double a, b; a = b = x * y; b += a *= 2; return a + b + (a = 3) + a; }", [1.5, 2.5]);

    [Fact]
    public void Increments_before_and_after() => Holds(
        "[Differentiable] static double F(double x, int n) { double y = x++ + ++x; int m = n-- - --n; return y * m + x-- + n; }", [1.5, 4]);
}
