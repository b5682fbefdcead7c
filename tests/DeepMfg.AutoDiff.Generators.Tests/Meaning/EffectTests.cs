namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>What C# leaves out is left out, what throws still throws, what it enumerates it enumerates: in all members, in order, with the user's own exception.</summary>
public class EffectTests
{
    private const string Members = """
        [System.Diagnostics.Conditional("NOWHERE")] public static void Traced(double v, int k) => Note(1000 + k);
        public static double Twice(double v) => 2 * v;
        public sealed class Chain(params int[] items) : IEnumerable<int>
        {
            public IEnumerator<int> GetEnumerator() { try { Note(-1); foreach (int item in items) yield return item; Note(-2); } finally { Note(-3); } }
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }
        public sealed class Odd : List<int>, IList<int>, IEnumerable<int>
        {
            IEnumerator<int> IEnumerable<int>.GetEnumerator() { Note(7); yield return 3; }
        }
        public sealed class Holder { public int N = 2; public double Scale(double v) => v * 3; public double Own(double v) => v * N; }
        public static void Guard(int i, int n) { if (i >= n) throw new InvalidOperationException($"stopped at {i}"); }
        public static IEnumerable<double> Numbers(int n) { Note(n); for (int i = 0; i < n; i++) yield return i; if (n == 3) throw new InvalidOperationException("numbers"); }
        """;

    [Fact]
    public void What_CSharp_leaves_out_is_left_out() => Agreeing.Everywhere(
        Members,
        [
            ("Traced(x, Note(1)); return x * x;", ""),
            ("Traced(x * 10 / Note(0), 10 / n); return x * x;", ""),
            ("System.Diagnostics.Debug.Assert(Note(1) > 5); System.Diagnostics.Debug.WriteLine($\"{Note(2)}\"); return x * x;", ""),
            ("System.Diagnostics.Debug.Assert(x > 100, $\"{x}\"); System.Diagnostics.Debug.Fail(\"no\"); return x * x;", ""),
            ("for (int i = 0; i < 3; i++) { Traced(x, Note(i)); x *= x; } return x;", ""),
            ("Missing(Note(1)); Missing(n++); return x * n;", "static partial void Missing(int k);"),
            ("Missing(x = 7); return x * x;", "static partial void Missing(double k);"),
            ("Local(x); return x * x; [System.Diagnostics.Conditional(\"NOWHERE\")] static void Local(double v) => Note(3);", ""),
            ("Helper(x, n); return x * x;", "static void Helper(double v, int n) { Traced(v, Note(n)); Note(2); }"),
            ("string? s = n > 0 ? \"a\" : null; int? k = s?.Substring(Note(0)).Length; return x * x * (k ?? 3);", ""),
        ],
        0, 2);

    [Fact]
    public void What_throws_still_throws_where_nobody_reads_the_value() => Agreeing.Everywhere(
        Members,
        [
            ("int z = 1; while (z < 10 / n) z++; return x * x;", ""),
            ("int z = 1; do { z++; } while (z < 10 / n); return x * x;", ""),
            ("int z = 1; while (z < 3 && 10 / n > z) z++; return x * x;", ""),
            ("for (int i = 0; i < 10 / n; i++) { } return x * x;", ""),
            ("for (int i = 10 / n; i < 3; i++) { } return x * x;", ""),
            ("for (int i = 0; i < 5 && 10 / n > i; i++) { } return x * x;", ""),
            ("int z = 0; for (int i = 0; i < 10 / n; i++) z += i; return x * x;", ""),
            ("if (10 / n > 3) { } return x * x;", ""),
            ("int k = 0; if (10 / n > 3) k = 1; return x * x;", ""),
            ("if (x > 1 && 10 / n > 3) { } return x * x;", ""),
            ("bool b = x > 1 || 10 / n > 3; b = 10 % n == 0; return x * x;", ""),
            ("int k = n switch { 2 => 1, 5 => 3 }; return x * x;", ""),
            ("double k = n switch { 2 => 1.5, 5 => x }; return x * x;", ""),
            ("int k = (n > 0, 3) switch { (true, 3) => 1 }; return x * x;", ""),
            ("double k = x switch { > 10 => 1, < 0 => 2 }; return x * x;", ""),
            ("byte m = (byte)(n + 3); int k = m switch { 5 => 1 }; return x * k;", ""),
            ("char m = (char)('a' + n); int k = m switch { 'c' => 1 }; return x * k;", ""),
            ("string m = n == 0 ? \"zero\" : \"two\"; int k = m switch { \"two\" => 1 }; return x * k;", ""),
            ("DayOfWeek m = (DayOfWeek)n; int k = m switch { DayOfWeek.Tuesday => 1 }; return x * k;", ""),
            ("int k = checked(int.MaxValue - 1 + n); return x * x;", ""),
            ("int z = int.MaxValue - 3; while (checked(z + n) > 0 && z < int.MaxValue) z++; return x * x;", ""),
            ("for (int i = 0; i < Math.Clamp(3, n, 1); i++) { } return x * x;", ""),
            ("int s = Math.Sign(n == 0 ? double.NaN : 1.0); return x * x;", ""),
            ("if (Math.Sign(n == 0 ? double.NaN : 1.0) > 0) { } return x * x;", ""),
            ("int s = Math.Abs(int.MinValue + n); return x * x;", ""),
            ("int z = 0; while (z < 3) { int q = 10 / (n - z); z++; } return x * x;", ""),
            ("int z = 0; while (z < 3) { if (10 / (n - z) > 100) break; z++; } return x * x;", ""),
            ("int a = 1; for (int i = 0; i < 3; i++) a = 10 / (a - n); return x * x;", ""),
            ("Holder? h = n == 0 ? null : new Holder(); return h!.Scale(x);", ""),
            ("Holder? h = n == 0 ? null : new Holder(); return h!.Own(x);", ""),
            ("Holder? h = n == 0 ? null : new Holder(); if (x > 0) _ = h!.Scale(x); return x * x;", ""),
            ("decimal d = 3m / n; return x * x;", ""),
            ("int[] a = new int[n - 1]; return x * x;", ""),
            ("int k = new[] { 1, 2 }[n]; return x * x;", ""),
            ("double k = Math.Clamp(x, n, 1); return x * x;", ""),
            ("if (Math.Clamp(x, n, 1) > 3) { } return x * x;", ""),
            ("for (double t = 0; t < Math.Clamp(x, n, 1); t += 0.5) { } return x * x;", ""),
            ("int k = int.Parse(n == 0 ? \"a\" : \"1\"); return x * x;", ""),
            ("object o = n == 0 ? \"a\" : (object)1; while ((int)o < 1) { } return x * x;", ""),
            ("int? q = n == 0 ? null : n; for (int i = 0; i < q!.Value; i++) { } return x * x;", ""),
            ("double y = n == 0 ? throw new InvalidOperationException($\"{x} {n}\") : x; return y * y;", ""),
        ],
        0, 2);

    [Fact]
    public void What_is_enumerated_is_enumerated() => Agreeing.Everywhere(
        Members,
        [
            ("double s = 0; foreach (int k in new Chain(1, 2, 3)) s += x * k; return s;", ""),
            ("double s = 0; foreach (int k in new Chain(1, 2, 3)) { if (k == n) break; s += x * k; } return s;", ""),
            ("foreach (int k in new Chain(1, 2, 3)) { if (k == n) return x * k; x *= x; } return x;", ""),
            ("foreach (int k in new Chain(1, 2, 3)) { if (k == n) throw new InvalidOperationException(\"mine\"); x *= x; } return x;", ""),
            ("foreach (int k in new Chain(1, 2, 3)) { Guard(k, n + 1); x *= x; } return x;", ""),
            ("foreach (int k in new Chain(1, 2)) foreach (int j in new Chain(3, 4)) { Guard(j * k, 3 * n); x *= 1.5; } return x;", ""),
            ("foreach (int k in new Chain(1, 2)) { int q = k / (n - 2 + 1); x *= q; } return x;", ""),
            ("double s = 0; IList<int> list = new Odd(); list.Add(1); foreach (int k in list) s += x * k; return s;", ""),
            ("double s = 0; IReadOnlyList<int> list = new Odd(); foreach (int k in list) s += x * k; return s;", ""),
            ("double s = 0; List<int> list = new() { 1, 2, 3 }; foreach (int k in list) { s += x * k; if (k == n) list.Add(4); } return s;", ""),
            ("double s = 0; List<int> list = new() { 1, 2, 3 }; foreach (int k in list) { s += x * k; if (k == n) Grow(list); } return s;", "static void Grow(List<int> list) => list.Clear();"),
            ("double s = 0; List<double> list = new() { 1, 2, 3 }; foreach (double k in list) s += x * k; return s;", ""),
            ("double s = 0; List<double> list = new() { 1, 2, 3 }; foreach (double k in list) { if (k == n) continue; if (k > 2) break; s += x * k; } return s;", ""),
            ("double s = 0; foreach (double k in Numbers(n + 1)) s += x * k; return s;", ""),
            ("double s = 0; foreach (KeyValuePair<string, int> k in new SortedDictionary<string, int> { [\"a\"] = 1, [\"b\"] = n }) s += x * k.Value; return s;", ""),
            ("double s = 0; foreach (int k in new Queue<int>(new[] { 1, n })) s += x * k; return s;", ""),
            ("double s = 0; int[]? none = n == 0 ? null : new[] { 1 }; foreach (int k in none!) s += x * k; return s;", ""),
            ("double s = 0; foreach (object k in new System.Collections.ArrayList { 1, 2 }) s += x * (int)k; return s;", ""),
            ("int[] a = { 1, 2, 3 }; double s = 0; foreach (int k in a) { a = new[] { 9 }; s += x * k + a[0]; } return s;", ""),
            ("int[] a = { 1, 2, 3 }; double s = 0; foreach (int k in a) { if (k < 3) Write(a); s += x * k; } return s;", "static void Write(int[] a) => a[2] = 7;"),
        ],
        0, 2);

    [Fact]
    public void The_exception_is_the_users_own() => Agreeing.Everywhere(
        Members,
        [
            ("for (int i = 0; i < int.MaxValue; i++) { x = Math.Sin(x); if (i == n) throw new InvalidOperationException($\"at {i}\"); } return x;", ""),
            ("for (int i = 0; i < int.MaxValue; i++) { x = Math.Sin(x); Guard(i, n); } return x;", ""),
            ("for (int i = 0; i < int.MaxValue - n; i++) { x = Math.Sin(x); Guard(i, n); } return x;", ""),
            ("for (int i = 0; i < int.MaxValue - n; i++) { x = Math.Sin(x) / (10 / (n - i)); } return x;", ""),
            ("for (int i = 0; i <= int.MaxValue; i++) { x = Math.Sin(x); Guard(i, n); } return x;", ""),
            ("int[] a = { 1, 2 }; for (int i = 0; i < int.MaxValue; i++) { x = Math.Sin(x) * a[i]; } return x;", ""),
            ("int m = n == 0 ? int.MaxValue : n; if (m > 1000) return x; for (int i = 0; i < m; i++) x = Math.Sin(x); return x;", ""),
            ("int m = n == 0 ? int.MaxValue : n; if (m > 1000) throw new ArgumentOutOfRangeException(nameof(n), \"too many\"); for (int i = 0; i < m; i++) x = Math.Sin(x); return x;", ""),
            ("int m = n == 0 ? int.MaxValue : n; Guard(m, 1000); for (int i = 0; i < m; i++) x = Math.Sin(x); return x;", ""),
            ("int m = n == 0 ? int.MaxValue : n; for (int i = 0; i < m; i++) { for (int j = 0; j < 2; j++) x = Math.Sin(x); Guard(i, 3); } return x;", ""),
        ],
        0, 2);
}
