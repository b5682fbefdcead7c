using static DeepMfg.AutoDiff.Generators.Tests.Pipeline.Generated;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>Constants of differentiation of any type: they run as C#, once, in order.</summary>
public sealed class ConstantTests
{
    [Theory]
    [InlineData(null, null), InlineData("abc", 4)]
    public void Nulls(string? text, int? number) => Differentiates(
        "[Differentiable] public static double F(double x, string? s, int? n) => x * x * (n ?? 3) + x * (s?.Length ?? 2) + (s is null ? x : 2 * x) + (s == \"abc\" ? x : 1);", 1.5, text, number);

    [Theory]
    [InlineData(0), InlineData(5), InlineData(7)]
    public void Enums(int grade) => Differentiates(
        """
        public enum Grade { Low, High = 5 }
        [Differentiable] public static double F(double x, int n)
        {
            Grade grade = (Grade)n, other = Grade.High;
            switch (grade) { case Grade.Low: x += 1; break; case Grade.High: x *= x; break; default: x *= (int)grade; break; }
            return grade >= other ? x * 2 : grade is Grade.Low ? x * 3 : x;
        }
        """,
        1.5, grade);

    [Fact]
    public void Fields_properties_and_tables() => Differentiates(
        """
        static readonly double s_scale = 2.5; static double Factor => s_scale * 2; static readonly int[] s_table = [1, 2, 3]; const float K = 2;
        [Differentiable] public static double F(double x)
        {
            double sum = 0;
            for (int i = 0; i < s_table.Length; i++) sum += s_table[i] * x;
            return sum * s_scale * Factor * K * DateTime.UnixEpoch.Year * Grid.Pair.b;
        }
        static class Grid { public static (int a, double b) Pair => (1, 2.5); }
        """,
        1.5);

    [Fact]
    public void Foreach_over_arrays_lists_and_strings() => Differentiates(
        """
        [Differentiable] public static double F(double x, [NoDerivative] double[] table, List<int> list)
        {
            double sum = 0;
            foreach (double weight in table) sum += weight * x;
            foreach (int n in list) { if (n == 2) continue; if (sum > 100) return sum; if (n > 5) break; sum *= x + n; }
            foreach (char c in "ab") sum += c * x;
            return sum;
        }
        """,
        1.5, new[] { 0.5, 2.0 }, new List<int> { 1, 2, 3, 9, 4 });

    [Fact]
    public void Effects_happen_once_and_in_order() => Differentiates(
        """
        [Differentiable] public static double F(double x, List<string> log)
        {
            List<string> before = new List<string>(log);
            Log(log, x);
            int n = int.TryParse("3", out int parsed) ? parsed : 0;
            string line = $"{n,4:D2}|{{x}}" + before.Count;
            log.Add(line);
            if (log.Count - before.Count != 2 || log[^1] != "  03|{x}" + before.Count) throw new InvalidOperationException(line);
            return x * x * n;
        }
        [NoDerivative] static void Log(List<string> log, double x) => log.Add("x" + x.ToString("F1"));
        """,
        1.5, new List<string>());

    [Fact]
    public void Arrays_of_constants_made_here() => Differentiates(
        "[Differentiable] public static double F(double x) { int[] w = new int[3]; for (int i = 0; i < w.Length; i++) w[i] = i * i; double[] k = { 1.5, 2.5 }; w[1] += 2; return x * x * w[2] * k[1] + x * w[1]; }", 1.5);

    [Fact]
    public void Rounding_has_derivative_zero_by_any_overload() => Differentiates(
        "[Differentiable] public static double F(double x) => x * x + Math.Round(x, MidpointRounding.ToEven) + Math.Round(x, 1) + x.CompareTo(1.0);", 1.53);

    [Fact]
    public void Switch_expressions_that_throw() => Differentiates(
        "[Differentiable] public static double F(double x) => x switch { > 1 => x * x, < 0 and > -3 => x, _ => throw new ArgumentException(nameof(x)) } * (x > 0 ? x : throw new ArgumentException(\"x\"));", 1.5);

    [Fact]
    public void Decimals_and_durations() => Differentiates(
        "[Differentiable] public static double F(double x) { decimal m = 3.5m; m += 1; TimeSpan span = TimeSpan.FromHours(2) + TimeSpan.FromHours((double)m); return x * x * span.TotalHours; }", 1.5);
}
