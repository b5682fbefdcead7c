namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Queries and sorts over arrays: their values to the bit, their exceptions, and what ties share.</summary>
public class QueryTests
{
    [Theory]
    [InlineData("x.Max()", "3.0, 1.0, 3.0, 3.0", "0.3333333333333333, 0, 0.3333333333333333, 0.3333333333333333")]
    [InlineData("x.Min()", "3.0, 1.0, 1.0", "0, 0.5, 0.5")]
    [InlineData("x.Max(v => v * v)", "-2.0, 1.0, 2.0", "-2, 0, 2")]
    [InlineData("x.Max()", "double.NaN, 1.0", "0, 1")]
    [InlineData("x.Min()", "1.0, double.NaN, 0.5", "0, 1, 0")]
    [InlineData("x.Order().First() + x.OrderDescending().ToArray()[0] * 2", "3.0, 1.0, 2.0", "2, 1, 0")]
    [InlineData("x.Where(v => v > 1).Sum()", "3.0, 1.0, 2.0", "1, 0, 1")]
    public void Derivatives_of_queries_are_those_of_the_contract(string query, string at, string gradient)
    {
        if (query.Contains("First()", StringComparison.Ordinal)) query = query.Replace("x.Order().First()", "x.Order().ToArray()[0]", StringComparison.Ordinal);
        string members = $"[Differentiable] public static double F(double[] x) => {query};";
        string wrong = $"((Func<double>)(() => {{ double[] x = [{at}], g = new double[x.Length], wanted = [{gradient}]; double value = C.FValueAndGradient(x, g), primal = C.F(x); "
            + "if (BitConverter.DoubleToInt64Bits(value) != BitConverter.DoubleToInt64Bits(primal)) return 100; "
            + "double worst = 0; for (int i = 0; i < g.Length; i++) worst = Math.Max(worst, Math.Abs(g[i] - wanted[i])); return worst < 1e-15 ? 0 : worst; }))()";
        Calling.Gives(members, wrong, 0);
    }

    [Theory]
    [InlineData("x.Average()")]
    [InlineData("x.Max()")]
    [InlineData("x.Where(v => v > 0).Min()")]
    [InlineData("x.Aggregate((a, b) => a * b)")]
    [InlineData("x.First(v => v > 0)")]
    [InlineData("x.Last()")]
    [InlineData("x.Select(v => v > 0 ? 1 : 2).Min() * x.Sum()")]
    [InlineData("x.Sum() + Enumerable.Range(0, x.Length - 1).Sum(i => x[i])")]
    public void Queries_of_nothing_throw_what_they_throw(string query)
    {
        const string Outcome = "static string Outcome(Func<double> run) { try { return $\"{run():R}\"; } catch (Exception e) { return $\"{e.GetType()} {e.Message.Split('\\n')[0].Split('(')[0]}\"; } }";
        string members = $"using System.Linq; {Outcome} [Differentiable] public static double F(double[] x) => {query}; public static double Differs() => Outcome(() => F([])) == Outcome(() => FValueAndGradient([], new double[0])) ? 0 : 1;";
        Calling.Gives(members.Replace("using System.Linq; ", "", StringComparison.Ordinal), "C.Differs()", 0);
    }

    [Fact]
    public void Queries_of_constants_run_as_they_are_written() => Calling.Gives(
        """
        private static double s_bar;
        public record Reading(DateTime Time, double Value, int Number, string Tag);
        private static readonly List<Reading> Rows =
            [new(new(2020, 1, 2), 1.5, 3, "a"), new(new(2020, 1, 1), 2.5, 2, "b"), new(new(2020, 1, 4), 0.5, 2, "b")];

        [Differentiable] public static double F(double x, [NoDerivative] IReadOnlyList<Reading> readings)
        {
            DateTime start = readings.Min(r => r.Time);
            if (!readings.Any(r => r.Tag == "b") || readings.All(r => r.Number == 2)) return x;
            List<Reading> few = readings.Where(r => r.Number == 2).ToList();
            Reading? missing = readings.FirstOrDefault(r => r.Tag == "c");
            double sum = readings.Sum(r => r.Number) * x + readings.Max(r => r.Number) * x * x + (missing is null ? 0 : 1) * x;
            foreach (Reading r in few) sum += Math.Exp(-x * (r.Time - start).TotalDays);
            sum += (from r in readings let d = r.Value - x let e = d * d where r.Number > 2 select d * e).Sum();
            return sum + readings.Last(r => r.Tag == "b").Value * x + readings.Zip(readings.Skip(1), (a, b) => (b.Value - a.Value) * x).Sum();
        }

        [Differentiable] public static double Early(double x, int[] k) => x * k.Select(n => 6 / n).First() + (k.Select(n => 6 / n).Any(m => m > 2) ? x : 0);

        public static double Differs()
        {
            // The division by zero behind the first element is not made.
            if (EarlyValueAndGradient(0.5, [2, 0]) is not (2, 4) || EarlyVjp(0.5, [2, 0], 1, ref s_bar) != 2 || s_bar != 4) return 10;
            (double value, double gradient) = FValueAndGradient(0.5, Rows);
            double wanted = 7 + 2 * 3 * 0.5 + (0 - 3 * Math.Exp(-1.5)) - 3 * 1.0 * 1.0 + 0.5 + (0.5 - 1.5);
            return value == F(0.5, Rows) ? Math.Abs(gradient - wanted) : 100;
        }
        """,
        "C.Differs() < 1e-14 ? 0 : C.Differs()", 0);

    [Fact]
    public void Parts_of_arrays_and_what_a_query_hands_on_are_differentiated() => Calling.Gives(
        """
        [Differentiable] public static double F(double x, double[] y) => y.Zip(y.Skip(1), (a, b) => (b - a) * x).Sum() + y.Take(2).Sum(v => v * v)
            + y.Select((v, i) => new { v, i }).Where(p => p.i > 0).Sum(p => p.v * p.i * x) + y.First(v => v > 1) * x;

        public static double Differs()
        {
            double[] y = [0.5, 2, 3], g = new double[3], wanted = [-0.1 + 1, 0.1 + 4 + 0.1, 0.1 + 0.2];
            double value = FValueAndGradient(0.1, y, out double gx, g), worst = Math.Abs(gx - (2.5 + 8 + 2));
            for (int i = 0; i < 3; i++) worst = Math.Max(worst, Math.Abs(g[i] - wanted[i]));
            return value == F(0.1, y) ? worst : 100;
        }
        """,
        "C.Differs() < 1e-14 ? 0 : C.Differs()", 0);

    [Fact]
    public void Negative_zeros_and_floats_keep_their_bits() => Calling.Gives(
        """
        [Differentiable] public static float F(float[] x) => x.Sum() + x.Average(v => v * 3) * x.Max() - x.Select(v => v / 3).Sum();
        [Differentiable] public static double G(double[] x) => x.Select(v => -v).Average();
        public static double Differs()
        {
            float[] x = [0.1f, 1e8f, -3.3f, 0.7f];
            bool same = BitConverter.SingleToInt32Bits(F(x)) == BitConverter.SingleToInt32Bits(FValueAndGradient(x, new float[4]));
            return same && double.IsNegative(GValueAndGradient([0.0, 0.0], new double[2])) == double.IsNegative(G([0.0, 0.0])) ? 0 : 1;
        }
        """,
        "C.Differs()", 0);
}
