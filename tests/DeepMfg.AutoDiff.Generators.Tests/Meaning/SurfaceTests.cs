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
            [Differentiable] public static double Own(double x)
            {
                static T Pick<T>(T a, T b, bool first) => first ? a : b;
                static T Most<T>(T a, T b) where T : System.Numerics.INumber<T> => a > b ? a * b + T.One : Least(a, b);
                static T Least<T>(T a, T b) where T : System.Numerics.INumber<T> { T least = a < b ? a : b; return Pick(least, b, true); }
                double Count(double a, params System.Collections.Generic.List<int> k) => a * k.Count + Pick(1, 2, false);
                return Pick(x, 2.0, true) * Most(x, 3) + Count(x, 5, 6) * Count(x);
            }
            [Differentiable] public static double Day(double x, TimeSpan t, DateTime d) => x * x * t.TotalHours;
        """;

    [Fact]
    public void Forms_that_are_seldom_written_are_taken() => Calling.AllGive(Members,
        ("C.LongValueAndGradient((2, 0, 0, 0, 0, 0, 0, 5, 7)).Gradient.A", 7),
        ("C.LongValueAndGradient((2, 0, 0, 0, 0, 0, 0, 5, 7)).Gradient.H", 10),
        ("C.RestValueAndGradient(2).Gradient", 9 * 4 + 4),
        ("C.SingleValueAndGradient(new(3)).Gradient.Item1", 6),
        ("C.WrappedJvp(3, 1).Tangent.Item1", 6),
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
        ("C.OwnValueAndGradient(5).Gradient", 3 * 2 * 5 + 1 + 2 * 2),
        ("C.OwnValueAndGradient(2).Gradient", 2 * 2 + 2 * 2),
        ("C.DayValueAndGradient(2, TimeSpan.FromHours(3), default).Gradient", 12));
}
