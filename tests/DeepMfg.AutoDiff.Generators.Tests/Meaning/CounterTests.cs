using System.Text.RegularExpressions;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Loops near the ends of their counters' types, and with strides whose distance no counter can hold, run the same trips in reverse.</summary>
public class CounterTests
{
    private const string Trip = "{ x = Math.Sin(x) + 0.25 * x; }";

    [Fact]
    public void A_reversed_loop_makes_the_trips_of_the_loop() => Agreeing.Everywhere(
        "",
        [
            ($"for (int i = int.MinValue; i < int.MinValue + 3 + n; i++) {Trip} return x;", ""),
            ($"for (int i = 0; i < int.MinValue + n; i++) {Trip} return x;", ""),
            ($"int m = int.MinValue + n; for (int i = 0; i < m; i++) {Trip} return x;", ""),
            ($"int m = int.MinValue + n; for (int i = 1; i < m; i++) {Trip} return x;", ""),
            ($"int m = int.MinValue + n; for (int i = n; i < m; i++) {Trip} return x;", ""),
            ($"int m = int.MinValue + n; for (int i = m; i < m + 3; i++) {Trip} return x;", ""),
            ($"int m = int.MinValue + n; for (int i = m; i < int.MinValue + 3; i++) x = x * 0.5 + (i & 3) * x * x; return x;", ""),
            ($"int m = int.MinValue; for (int i = m; i <= m + n; i++) {Trip} return x;", ""),
            ($"for (int i = int.MaxValue; i > int.MaxValue - 3 - n; i--) {Trip} return x;", ""),
            ($"int m = int.MaxValue - n; for (int i = m; i > m - 3; i--) x = x * 0.5 + (i & 3) * x * x; return x;", ""),
            ($"int m = int.MaxValue - n; for (int i = 0; i > m; i--) {Trip} return x;", ""),
            ($"int m = int.MaxValue - n; for (int i = m; i >= m - 2; i--) {Trip} return x;", ""),
            ($"for (int i = int.MaxValue - 3; i < int.MaxValue; i++) {Trip} return x;", ""),
            ($"for (int i = int.MinValue; i < (1 << 30) - n; i += 1 << 30) x = x * 0.5 + (i >> 29) * x * x; return x;", ""),
            ($"int m = (1 << 30) - 1; for (int i = int.MinValue + n; i <= m; i += 1 << 30) {Trip} return x;", ""),
            ($"int m = int.MinValue + 1 + n; for (int i = m; i < int.MinValue; i += 3) {Trip} return x;", ""),
            ($"int m = int.MinValue; for (int i = int.MinValue + 1; i < m; i += 3) {Trip} return x;", ""),
            ($"int m = int.MinValue + n; for (int i = 0; i < m; i += 2) {Trip} return x;", ""),
            ($"for (int i = 0; i < 7 + n; i += 3) x = x * 0.5 + i * x * x; return x;", ""),
            ($"for (int i = 7 + n; i >= 0; i -= 3) x = x * 0.5 + i * x * x; return x;", ""),
            ($"for (int i = int.MaxValue; i > -(1 << 30) + n; i -= 1 << 30) {Trip} return x;", ""),
            ($"for (int i = int.MaxValue - 65536 - n; i < int.MaxValue - 65535; i += 65536) {Trip} return x;", ""),
            ($"for (long i = long.MinValue; i < (1L << 62) - n; i += 1L << 62) {Trip} return x;", ""),
            ($"for (long i = long.MinValue; i < long.MinValue + 3 + n; i++) x = x * 0.5 + (i & 3) * x * x; return x;", ""),
            ($"for (long i = long.MaxValue; i > -(1L << 62) + n; i -= 1L << 62) {Trip} return x;", ""),
            ($"long m = long.MinValue + n; for (long i = 0; i < m; i++) {Trip} return x;", ""),
            ($"long m = long.MinValue + n; for (long i = 5; i < m; i += 4) {Trip} return x;", ""),
            ($"long m = 3_000_000_000; for (long i = m; i < m + 3 + n; i++) x = x * 0.5 + (i & 3) * x * x; return x;", ""),
            ($"for (int i = 3; i < 3 + n; i -= int.MinValue) {{ x = Math.Sin(x); if (i != 3) break; }} return x;", ""),
            ($"for (int j = 0; j < 2; j++) for (int i = int.MinValue; i < int.MinValue + 2 + n; i++) x = x * 0.5 + (i & 3) * j * x * x; return x;", ""),
            ($"for (int j = 0; j < 2; j++) for (int i = n; i < 7; i += 2) x = x * 0.5 + i * j * x * x; return x;", ""),
            ($"for (int i = -n; i < n; i++) for (int k = i; k <= n; k++) x = x * 0.5 + 0.1 * i * k * x * x; return x;", ""),
            ($"int i = int.MaxValue - 2; while (i < int.MaxValue) {{ i++; x = Math.Sin(x); }} return x;", ""),
            ($"int i = int.MinValue + 2; do {{ i--; x = Math.Sin(x); }} while (i > int.MinValue); return x;", ""),
            ($"uint u = 0; for (uint i = uint.MaxValue - 2; i > 5; i++) {{ x = Math.Sin(x); u += i; }} return x * u;", ""),
            ($"for (byte i = 250; i > 5; i++) x = Math.Sin(x) * i; return x;", ""),
            ($"foreach (int k in new int[n]) x = Math.Sin(x) + k; return x;", ""),
        ],
        0, 2);

    [Theory]
    [InlineData("for (int i = 0; i < 4; ) x = Math.Sin(x); return x;")]
    [InlineData("double y = x; for (int i = 0; i < 4; ) y *= x; return y * x;")]
    [InlineData("if (x > 3) return x * x; for (int i = 0; i < 4; ) x *= 2; return x;")]
    [InlineData("for (int i = 0; i < n; i++) { for (; ; ) x = Math.Sin(x); } return x;")]
    [InlineData("foreach (double v in new double[n]) { while (true) { while (true) x *= v + 1; } } return x;")]
    public void A_loop_that_never_ends_stays_one(string body)
    {
        Generated generated = UserProject.Generate(new UserFile(
            "C.cs", $"using System; using DeepMfg.AutoDiff; public static partial class C {{ [Differentiable] public static double F(double x, int n) {{ {body} }} }}"));
        Assert.True(!generated.Faults().Any(), string.Join("\n", generated.Faults()) + generated.Text);
        Assert.True(Regex.Count(generated.Text, "while \\(true\\)") >= 2, generated.Text);
    }
}
