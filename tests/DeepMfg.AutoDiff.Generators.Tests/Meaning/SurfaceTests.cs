namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Forms of C# that are seldom written, each compiled and run: the value or slope beside it is worked out by hand.</summary>
public class SurfaceTests
{
    private const string Members = """
            public enum Grade { Fine, Rough }
            public sealed class Tool { public string Name = ""; public int Teeth { get; init; } public Tool? Spare; }

            [Differentiable] public static double Long((double A, double B, double C, double D, double E, double F, double G, double H, double I) t) => t.A * t.I + t.Item8 * t.H;
            [Differentiable] public static double Rest(double x) { var t = (x, x, x, x, x, x, x, x * x, 3.0); return t.Item8 * t.Rest.Item2 * t.Item1 + t.Rest.Item1; }
            [Differentiable] public static double Single(ValueTuple<double> x) => x.Item1 * x.Item1;
            [Differentiable] public static ValueTuple<double> Wrapped(double x) => new(x * x);
            [Differentiable] public static double Narrow(double x, [NoDerivative] object o) => o is > 4 ? x : o is int and > 0 ? x * x : o is double and < 1.5 and var d ? d * x : 3 * x;
            [Differentiable] public static double Defaults(double x, Grade? grade = Grade.Rough, [NoDerivative] double? d = double.NaN, [NoDerivative] float? f = float.NegativeInfinity) => grade == Grade.Fine ? x : x * x;
            [Differentiable] public static double Keywords(double @this, double @base) => @this * @base * @base;
            [Differentiable] public static double Pairs(double x, [NoDerivative] (double T, double V)[] rows) { double s = 0; foreach (var (t, v) in rows) s += x * t * v; return s; }
            [Differentiable] public static double Nested(double x, [NoDerivative] System.Collections.Generic.List<((int A, int B) P, double V)> rows)
            {
                double s = 0;
                foreach (((int a, _), double v) in rows) s += x * a * v;
                return s;
            }
            [Differentiable] public static double Members(double x, [NoDerivative] Tool? tool) => tool is { Name: "K10", Teeth: > 3 and var n } ? n * x : tool is { Spare.Teeth: 7 } or null ? 2 * x : x;
            [Differentiable] public static double Absent(double x, [NoDerivative] object tool) => tool is Tool { Spare: not null, Name: not "K10" } t ? t.Teeth * x : x * x;
            [Differentiable] public static double Lifted(double x, int? n, [NoDerivative] double? d)
            {
                int? m = n + 1;
                if (-m > 3 || m == null) return x;
                return d > 2 ? x * x * m.Value : x * (d ?? 5) * d.GetValueOrDefault();
            }
            [Differentiable] public static double WrittenRest(double x)
            {
                var t = (x, 2, 3, 4, 5, 6, 7, 8.0, 9.0, 10.0, 11, 12, 13, 14, 15.0, 16.0);
                t.Rest.Item2 = x * x;
                t.Rest.Rest.Item1 += t.Item9;
                (t.Rest.Item1, t.Item16) = (t.Item9 * x, 3);
                return t.Item8 + t.Rest.Rest.Item2 * t.Item15;
            }
            [Differentiable] public static double Created(double x) { var t = ValueTuple.Create(x * x); var (a, b) = ValueTuple.Create(t.Item1, x); return a * b; }
            [Differentiable] public static double Eight(double x, string s)
            {
                var t = new ValueTuple<double, int, int, int, int, int, double, ValueTuple<double, string>>(x, 2, 3, 4, 5, 6, x * x, new(3 * x, s));
                return t.Item8 * t.Item9.Length * t.Item7 + t.Rest.Item1 * new ValueTuple<double, int>(item2: 2, item1: x).Item1;
            }
            public interface ILaw { double Of(double x); int Grade { get; } int this[int i] { get; } }
            public readonly struct Law(double k) : ILaw { double ILaw.Of(double x) => x * k; int ILaw.Grade => 4; int ILaw.this[int i] => i + 1; public double K => k; }
            static double Obey<T>(T law, double x) where T : ILaw => x * law.Of(3) * law.Grade * law[2];
            static double Times<T>(T n, double x) where T : IConvertible => x * n.ToDouble(null);
            [Differentiable] public static double Explicit(double x, int n) => Obey(new Law(n), x) + Times(2.5f, x) + Times(n, x) + Times("7", x);
            #pragma warning disable CS0183, CS0184
            static double Kind<T>(T v, double x) => v is int ? 2 * x : v is IComparable<double> ? 3 * x : v is DateTime d ? d.Day * x : v is string { Length: 3 } ? 5 * x : 7 * x;
            [Differentiable] public static double Kinds(double x, int n, DateTime d) => (n is long ? 1 : x) * (n is IComparable ? x : 1) + (n is int? ? x : 2) + Kind(n, x) + Kind(x, x);
            [Differentiable] public static double KindsOfObjects(double x, string s, object o, DayOfWeek day) => Kind(o, x) + Kind<IComparable>(s, x);
            public record Row(double T, double V) { public int N => 3; }
            public sealed class Old { public double A = 2, B = 3; public void Deconstruct(out double a, out double b) { a = A; b = B; } }
            public static readonly Row[] Rows = [new(1, 2), new(3, 4)];
            [Differentiable] public static double Rowed(double x, [NoDerivative] Row[] rows) { double s = 0; foreach (var (t, v) in rows) s += x * t * v; return s; }
            [Differentiable] public static double Paired(double x, [NoDerivative] System.Collections.Generic.KeyValuePair<int, double>[] pairs)
            {
                double s = 0;
                foreach ((int k, double v) in pairs) s += x * k * v;
                return s;
            }
            [Differentiable] public static double Mapped(double x, [NoDerivative] System.Collections.Generic.Dictionary<string, (int A, double B)> map)
            {
                double s = 1;
                foreach (var (k, (a, b)) in map) s *= x * k.Length * a + b;
                foreach ((int k, double v) in new System.Collections.Generic.SortedList<int, double> { [1] = 2, [3] = 4 }) s += x * k * v;
                return s;
            }
            [Differentiable] public static double Parted(double x, [NoDerivative] ((Row R, int N) P, Old O)[] all, [NoDerivative] Old old)
            {
                double s = 0;
                foreach (var ((r, n), (a, b)) in all) s += x * r.T * n * a * b;
                double c;
                (c, _) = old;
                return s * c;
            }
            [Differentiable] public static double Positional(double x, object o, [NoDerivative] Row? row) =>
                (o is Row(> 1, var v) ? x * v : o is Row(_, 2) { N: 3 } r ? 7 * r.T * x : x * x) + (row switch { (var t, > 3) => t * x, null => 5 * x, _ => 11 * x });
            [Differentiable] public static double Quietly(double x, [NoDerivative] System.Collections.Generic.List<(string Name, DateTime At)> list)
            {
                double s = 0;
                foreach (var (name, at) in list)
                {
                    if (name.Trim().StartsWith("a", StringComparison.Ordinal) && at.AddDays(1).Day > 1) s += x * name.Length;
                }
                return s * list.Where(entry => entry.Name.EndsWith('b')).Select(entry => (entry.Name.Length, V: x)).Sum(pair => pair.Length * pair.V);
            }
            [Differentiable] public static double Guarded(double[] w, double[][] rows, string s)
            {
                ArgumentNullException.ThrowIfNull(w);
                ArgumentNullException.ThrowIfNull(rows, nameof(rows));
                ArgumentException.ThrowIfNullOrWhiteSpace(s);
                ArgumentOutOfRangeException.ThrowIfLessThan(w.Length, 2);
                ArgumentOutOfRangeException.ThrowIfNegative(w[0]);
                _ = w ?? throw new ArgumentNullException(nameof(w));
                if (ReferenceEquals(w, null) || w is not { Length: > 1 } || rows is null or { Length: 0 }) throw new ArgumentException("short", nameof(w));
                return w[0] * w[1] * rows[0][0];
            }
            [Differentiable] public static double Own(double x)
            {
                static T Pick<T>(T a, T b, bool first) => first ? a : b;
                static T Most<T>(T a, T b) where T : System.Numerics.INumber<T> => a > b ? a * b + T.One : Least(a, b);
                static T Least<T>(T a, T b) where T : System.Numerics.INumber<T> { T least = a < b ? a : b; return Pick(least, b, true); }
                double Count(double a, params System.Collections.Generic.List<int> k) => a * k.Count + Pick(1, 2, false);
                return Pick(x, 2.0, true) * Most(x, 3) + Count(x, 5, 6) * Count(x);
            }
            [Differentiable] public static double Listed(double x, int[] n, string s) =>
                (n is [var a, .., > 1] ? x * a : n is [] or [_] ? x * x : 5 * x) + (s is ['a', ..] ? 2 * x : s is [.., _, 'z' or 'b'] ? 3 * x : 0);
            [Differentiable] public static double Tupled(double x, (int A, string B) p) => p is (> 1, "a") or { B.Length: 3, A: 2 } ? x * x : (x, 1) is { Item1: > 4, Item2: 1 } ? 7 * x : x;
            [Differentiable] public static double Perhaps(double x, double[]? a) { a?[0] = x; a?[1] += x * x; double? d = a?[1] = 2 * x; return (a?[0] ?? 3 * x) * (d ?? 1); }
            public struct Stored { public double A { get => field; set => field = value; } }
            public partial struct Parted2 { public partial double C { get; set; } public partial double C { get => field; set => field = value; } }
            [Differentiable] public static double Fields(double x) { Stored s = new() { A = x }; s.A *= s.A; Parted2 p = new() { C = x }; return s.A * p.C; }
            public partial interface IOf<in T, out U> { [Differentiable] static double Squared(double x) => x * x; }
            [Differentiable] public static double Later(double x, int n) { double[]? w = null; if (n > 2) w = [x, 2 * x]; if (w != null) w[0] *= x; double[]? v = null; v ??= [x * x]; v?[0] += 1; return w is null ? x * v[0] : w[0] * w[1]; }
            [Differentiable] public static double Ranged(double[] x, Range r) { double[] part = x[r]; Span<double> rest = x.AsSpan()[r]; return part[0] * part[0] * rest[^1]; }
            [Differentiable] public static double Day(double x, TimeSpan t, DateTime d) => x * x * t.TotalHours;
        """;

    [Fact]
    public void Forms_that_are_seldom_written_are_taken() => Calling.AllGive(Members,
        ("C.LongValueAndGradient((2, 0, 0, 0, 0, 0, 0, 5, 7)).Gradient.A", 7),
        ("C.LongValueAndGradient((2, 0, 0, 0, 0, 0, 0, 5, 7)).Gradient.H", 10),
        ("C.RestValueAndGradient(2).Gradient", 9 * 4 + 4),
        ("C.SingleValueAndGradient(new(3)).Gradient.Item1", 6),
        ("C.WrappedJvp(3, 1).Tangent.Item1", 6),
        ("C.LaterValueAndGradient(2, 1).Gradient", 13),
        ("C.LaterValueAndGradient(2, 3).Gradient", 24),
        ("C.LaterJvp(2, 3, 1).Tangent", 24),
        ("C.RangedValueAndGradient([1, 2, 3, 4], 1..^1).Gradient[1]", 12),
        ("C.RangedValueAndGradient([1, 2, 3, 4], 1..^1).Gradient[2]", 4),
        ("C.ListedValueAndGradient(3, [4, 0, 2], \"ab\").Gradient", 6),
        ("C.ListedValueAndGradient(3, [], \"xxb\").Gradient", 9),
        ("C.ListedValueAndGradient(3, [1, 2, 0], \"b\").Gradient", 5),
        ("C.TupledValueAndGradient(3, (2, \"abc\")).Gradient", 6),
        ("C.TupledValueAndGradient(5, (2, \"ab\")).Gradient", 7),
        ("C.PerhapsValueAndGradient(3, null).Gradient.x", 3),
        ("C.PerhapsValueAndGradient(3, [1, 1]).Gradient.x", 12),
        ("C.FieldsValueAndGradient(3).Gradient", 27),
        ("C.IOf<int, int>.SquaredValueAndGradient(3).Gradient", 6),
        ("C.NarrowValueAndGradient(3, 5).Gradient", 1),
        ("C.NarrowValueAndGradient(3, 2).Gradient", 6),
        ("C.NarrowValueAndGradient(3, 0.5).Gradient", 0.5),
        ("C.NarrowValueAndGradient(3, 2.5).Gradient", 3),
        ("C.DefaultsValueAndGradient(3).Gradient", 6),
        ("C.DefaultsValueAndGradient(3, C.Grade.Fine).Gradient", 1),
        ("C.KeywordsValueAndGradient(2, 3).Gradient.@base", 12),
        ("C.KeywordsValueAndGradient(2, 3).Gradient.@this", 9),
        ("C.PairsValueAndGradient(2, [(1, 2), (3, 4)]).Gradient", 14),
        ("C.NestedValueAndGradient(2, [((2, 9), 3), ((4, 9), 5)]).Gradient", 26),
        ("C.MembersValueAndGradient(2, new C.Tool { Name = \"K10\", Teeth = 5 }).Gradient", 5),
        ("C.MembersValueAndGradient(2, new C.Tool { Name = \"K10\", Teeth = 2 }).Gradient", 1),
        ("C.MembersValueAndGradient(2, new C.Tool { Spare = new C.Tool { Teeth = 7 } }).Gradient", 2),
        ("C.MembersValueAndGradient(2, null).Gradient", 2),
        ("C.AbsentValueAndGradient(2, new C.Tool { Spare = new C.Tool(), Teeth = 4 }).Gradient", 4),
        ("C.AbsentValueAndGradient(2, new C.Tool { Spare = new C.Tool(), Name = \"K10\" }).Gradient", 4),
        ("C.AbsentValueAndGradient(2, \"a tool\").Gradient", 4),
        ("C.LiftedValueAndGradient(3, 1, 3).Gradient", 12),
        ("C.LiftedValueAndGradient(3, null, 3).Gradient", 1),
        ("C.LiftedValueAndGradient(3, -10, 1).Gradient", 1),
        ("C.LiftedValueAndGradient(3, 2, 1).Gradient", 1),
        ("C.WrittenRestValueAndGradient(2).Gradient", 12 + 12),
        ("C.CreatedValueAndGradient(2).Gradient", 12),
        ("C.GuardedValueAndGradient([2, 3], [[5]], \"a\").Gradient.w[1]", 10),
        ("C.GuardedJvp([2, 3], [[5]], \"a\", [1, 0], [[1]]).Tangent", 15 + 6),
        ("C.RowedValueAndGradient(2, C.Rows).Gradient", 2 + 12),
        ("C.PairedValueAndGradient(2, [new(3, 4), new(5, 6)]).Gradient", 12 + 30),
        ("C.MappedValueAndGradient(2, new() { [\"ab\"] = (3, 4), [\"c\"] = (5, 6) }).Gradient", 6 * 16 + 16 * 5 + 2 + 12),
        ("C.PartedValueAndGradient(2, [((C.Rows[1], 5), new C.Old())], new C.Old()).Gradient", 3 * 5 * 2 * 3 * 2),
        ("C.PositionalValueAndGradient(2, C.Rows[1], C.Rows[1]).Gradient", 4 + 3),
        ("C.PositionalValueAndGradient(2, C.Rows[0], C.Rows[0]).Gradient", 7 + 11),
        ("C.PositionalValueAndGradient(2, \"\", null).Gradient", 4 + 5),
        ("C.QuietlyValueAndGradient(2, [(\"ab\", default), (\"bb\", default)]).Gradient", 2 * 2 * 4 * 2),
        ("C.EightValueAndGradient(2, \"ab\").Gradient", 2 * 3 * 3 * 4 + 3 * 2 * 2),
        ("C.ExplicitValueAndGradient(2, 5).Gradient", 15 * 4 * 3 + 2.5 + 5 + 7),
        ("C.KindsValueAndGradient(3, 5, default).Gradient", 2 * 3 + 1 + 2 + 3),
        ("C.KindsOfObjectsValueAndGradient(3, \"abc\", 5, default).Gradient", 2 + 5),
        ("C.OwnValueAndGradient(5).Gradient", 3 * 2 * 5 + 1 + 2 * 2),
        ("C.OwnValueAndGradient(2).Gradient", 2 * 2 + 2 * 2),
        ("C.DayValueAndGradient(2, TimeSpan.FromHours(3), default).Gradient", 12));
}
