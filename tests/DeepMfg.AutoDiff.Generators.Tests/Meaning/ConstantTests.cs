namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Constants that stand in variables: what compiles with the variable compiles with the constant in its place, and means the same.</summary>
public class ConstantTests
{
    private const string Thrown =
        "public static double Thrown(Func<double> run) { try { return run(); } catch (ArithmeticException) { return -1; } catch (InvalidOperationException) { return -2; } }";

    [Theory]
    [InlineData("string t = \"\"; double s = 0; for (int i = 0; i < 3; i++) { t += i; s += x * t.Length; } return s;", 6)]
    [InlineData("TimeSpan t = default; double s = 0; for (int i = 0; i < 3; i++) { t += TimeSpan.FromHours(1); s += x * t.TotalHours; } return s;", 6)]
    [InlineData("string? t = null; double s = 0; for (int i = 0; i < 3; i++) { s += t is null ? x : 2 * x; t = \"a\"; } return s;", 5)]
    [InlineData("int? k = null; double s = 0; for (int i = 0; i < 3; i++) { s += k is null ? x : 2 * x; k = i; } return s;", 5)]
    [InlineData("Guid g = default; double s = 0; while (s < 100) { s += g == Guid.Empty ? x : 30 * x; g = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11); } return s;", 61)]
    [InlineData("double s = 0; for (int j = 0; j < 2; j++) { string t = \"a\"; for (int i = 0; i < 2; i++) { t += i; s += x * t.Length; } } return s;", 10)]
    public void A_loop_carries_a_constant_of_any_type(string body, double derivative) => IsDerivedAtTwo(body, derivative);

    [Theory]
    [InlineData("int neg = -1; return x * (ulong)neg;", 18446744073709551615.0)]
    [InlineData("int m = 300; return x * (byte)m * (sbyte)m;", 44 * 44)]
    [InlineData("long m = long.MaxValue; return x * (m * 3 + 7);", -9223372036854775804.0)]
    [InlineData("long m = long.MinValue; return x * -m;", -9223372036854775808.0)]
    [InlineData("uint m = 0; return x * (m - 1);", 4294967295.0)]
    [InlineData("char c = 'z'; c++; sbyte b = -128; b--; ushort u = 65535; u++; return x * c * b + x * u;", 123 * 127)]
    [InlineData("long m = 1; return x * (m << 65);", 2)]
    [InlineData("double d = -3.9; float f = 2.5f; return x * (int)d * (long)f;", -6)]
    [InlineData("double big = 1e20; return (int)big == int.MaxValue ? 3 * x : x;", 3)]
    [InlineData("int m = 200; return x * checked((byte)m) * checked(m + 1);", 200 * 201)]
    [InlineData("E e = E.B; int k = 300; E f = (E)k, g = e + 100; return x * (sbyte)e * (int)f * (int)g * (e == E.A ? 2 : 3);", -56.0 * 44 * 44 * 3)]
    [InlineData("string s = \"a\", t = \"b\"; string? u = null; if (u is null && s != t) x *= 3; return x * (s + t).Length * (u ?? s).Length * (u?.Length ?? 5);", 30)]
    [InlineData("int? k = null; decimal m = 3m; return (k is null ? x : 1) * (double)(m / 2);", 1.5)]
    public void What_wraps_or_always_holds_at_run_time_compiles(string body, double derivative) => IsDerivedAtTwo(body, derivative);

    [Theory]
    [InlineData("int z = 0; return x * (5 % z);", -1)]
    [InlineData("long z = 0; return x * (n / z);", -1)]
    [InlineData("int z = 0; n /= z; return x * n;", -1)]
    [InlineData("int m = int.MinValue, k = -1; return x * (m / k);", -1)]
    [InlineData("int m = int.MaxValue; return x * checked(m + 1);", -1)]
    [InlineData("int m = 300; return x * checked((byte)m);", -1)]
    [InlineData("int m = int.MinValue; return x * checked(-m);", -1)]
    [InlineData("double m = 1e30; return x * checked((int)m);", -1)]
    [InlineData("decimal m = 0m, k = 5m; return x * (double)(k / m);", -1)]
    [InlineData("for (int i = 0; i <= int.MaxValue; i++) { x *= x; if (i == n) throw new InvalidOperationException(); } return x;", -2)]
    public void What_throws_at_run_time_compiles_and_throws(string body, double thrown)
    {
        string members = $"{Thrown} [Differentiable] public static double F(double x, int n) {{ {body} }}";
        Calling.AllGive(
            members,
            ("C.Thrown(() => C.F(2, 1))", thrown),
            ("C.Thrown(() => C.FValueAndGradient(2, 1).Gradient)", thrown),
            ("C.Thrown(() => C.FJvp(2, 1, 1).Tangent)", thrown),
            ("C.Thrown(() => { double bar = 0; return C.FVjp(2, 1, 1, ref bar); })", thrown));
    }

    private static void IsDerivedAtTwo(string body, double derivative)
    {
        string members = $"enum E : byte {{ A = 1, B = 200 }} [Differentiable] public static double F(double x) {{ {body} }}";
        Calling.AllGive(
            members,
            ("C.FValueAndGradient(2).Value - C.F(2)", 0),
            ("C.FValueAndGradient(2).Gradient", derivative),
            ("C.FJvp(2, 1).Tangent", derivative));
    }
}
