namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>
/// Many bodies of <c>double F(double x, int n)</c>, compiled at once and run with their derivatives: the value to the bit, what they note and in
/// which order, and the exception with its message are the primal's.
/// </summary>
internal static class Agreeing
{
    private const string Outcomes = """
        public static string s_notes = "";
        public static int Note(int k) { s_notes += $"{k} "; return k; }
        public static string Outcome(Func<double> run)
        {
            s_notes = "";
            string result;
            try { result = $"{run():R}"; }
            catch (Exception e) { result = $"{e.GetType()}: {e.Message}"; }
            return $"{result} after {s_notes}";
        }
        """;

    private const string Differences = """
        static double Central(Func<double, double> f, double x, double h) => (f(x + h) - f(x - h)) / (2 * h);
        // Richardson's extrapolation of central differences.
        public static double Difference(Func<double, double> f, double x) => (4 * Central(f, x, 5e-4) - Central(f, x, 1e-3)) / 3;
        """;

    /// <summary>Members that all bodies may use, the bodies with members of their own, and the integers to call them with.</summary>
    public static void Everywhere(string members, IReadOnlyList<(string Body, string Own)> rows, params int[] numbers) => Run(members, rows, numbers, "");

    /// <summary>The same for bodies that are smooth where they are called: their derivatives are those of differences, too.</summary>
    public static void Smoothly(string members, IReadOnlyList<(string Body, string Own)> rows, params int[] numbers) => Run(
        $"{members}\n{Differences}", rows, numbers,
        "double difference = Difference(x => F(x, n), 1.5); if (!(Math.Abs(difference - tangent) <= 1e-8 * Math.Max(1, Math.Abs(tangent)))) return $\"n = {n}, differences {difference:R}, jvp {tangent:R}\\n\";");

    private static void Run(string members, IReadOnlyList<(string Body, string Own)> rows, int[] numbers, string further)
    {
        string classes = string.Join("\n", rows.Select((row, i) => $$"""
            public static partial class Of{{i}}
            {
            {{row.Own}}
            [Differentiable] public static double F(double x, int n) { {{row.Body}} }
            public static string Wrong(int n)
            {
                string primal = Outcome(() => F(1.5, n)), vjp = Outcome(() => { double bar = 0; return FVjp(1.5, n, 1, ref bar); });
                string gradient = Outcome(() => FValueAndGradient(1.5, n).Value), jvp = Outcome(() => FJvp(1.5, n, 1).Value);
                if (gradient != primal || jvp != primal || vjp != primal) return $"n = {n}, primal: {primal}\n  gradient: {gradient}\n  jvp: {jvp}\n  vjp: {vjp}\n";
                if (primal.Contains("Exception")) return "";
                double tangent = FJvp(1.5, n, 1).Tangent, slope = FValueAndGradient(1.5, n).Gradient, pulled = 0;
                FVjp(1.5, n, 1, ref pulled);
                {{further}}
                double allowed = 1e-12 * Math.Max(1, Math.Abs(tangent));
                return Math.Abs(slope - tangent) <= allowed && Math.Abs(pulled - tangent) <= allowed ? "" : $"n = {n}, derivatives: gradient {slope:R}, jvp {tangent:R}, vjp {pulled:R}\n";
            }
            }
            """));
        List<string> wrong = [];
        string list = string.Join(", ", rows.Select((_, i) => $"C.Of{i}.Wrong"));
        foreach (var (said, number) in Calling.Texts($"{Outcomes}\n{members}\n{classes}", $"new Func<int, string>[] {{ {list} }}", numbers))
        {
            if (said.Length > 0) wrong.Add($"{rows[number].Body} {rows[number].Own}\n  {said}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }
}
