namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>C# 14: members of <c>extension</c> blocks, and operators such as <c>+=</c> that change an object in place.</summary>
public class ExtensionTests
{
    private const string Members = """
            public record struct Point(double X, double Y)
            {
                public void operator +=(Point other) { X += other.X; Y += other.Y; }
                public void operator *=(double factor) { X *= factor; Y *= factor; }
                public void operator ++() { X += 1; }
            }
            public struct Plain { public double V; public void operator -=(double v) => V -= v * v; }
            public struct Nest { public Plain A; }
            public sealed class Counter { public int N; public void operator +=(int n) => N += n; public void operator --() => N--; }
            [Differentiable] public partial record struct Soft(double Gap, double Limit) { public void operator *=(double k) { Gap *= k; Limit *= k * k; } }

            [Differentiable] public static double Static(double x) => double.Cube(x) * x;
            [Differentiable] public static double Instance(double x, double k) => x.Scaled(k) * x.Twice * k;
            [Differentiable] public static double ByReference(double x, int n) { double y = x; for (int i = 0; i < n; i++) y.Grow(x); return y; }
            [Differentiable] public static double Named(double x) => Shapes.Scaled(x, x) * Shapes.get_Twice(x);
            [Differentiable] public static double Generic(double x) => x.Power(3) + 2f.Power(2);
            [Differentiable] public static double OfArray(double[] w) => w.Energy() * w.First;
            [Differentiable] public static double Maybe(double x, [NoDerivative] Counter? c) => x * (c?.Doubled() ?? 5);
            [Differentiable] public static double Operators(double x) { Point p = new(x, 2 * x); p -= new Point(1, x * x); return (p - new Point(x, x)).Size; }
            [Differentiable] public static double Constants(double x, int n, [NoDerivative] double d) => x * n.Next.Next * d.Scaled(2) * int.Answer();

            [Differentiable] public static double InPlace(double x) { Point p = new(x, 2 * x); p += new Point(x * x, 1); p *= x; p++; return p.X * p.Y; }
            [Differentiable] public static double InLoop(double x, int n) { Point p = new(x, 1); for (int i = 0; i < n; i++) { p *= x; p += p; } return p.X; }
            [Differentiable] public static double InPart(double x) { Nest n = default; n.A.V = x; n.A -= x; return n.A.V; }
            [Differentiable] public static double Counted(double x, int n) { Counter c = new(); Counter same = c; c += n; c--; same += 3; return x * c.N; }
            [Differentiable] public static double OfMarked(Soft s, double k) { s *= k; return s.Gap * s.Limit; }
            [Differentiable] public static double ByExtension(double x) { Plain p = default; p.V = x; p *= x; p *= 3; return p.V; }
        }

        public static partial class Shapes
        {
            extension(double)
            {
                [Differentiable] public static double Cube(double x) => x * x * x;
            }

            extension(double x)
            {
                public double Twice => 2 * x;
                [Differentiable] public double Scaled(double k) => x * k;
                public void Unused() { }
            }

            extension(ref double x)
            {
                [Differentiable] public void Grow(double k) => x *= k;
            }

            extension<T>(T x) where T : struct, System.Numerics.IFloatingPointIeee754<T>
            {
                public T Power(int n) { T power = T.One; for (int i = 0; i < n; i++) power *= x; return power; }
            }

            extension(double[] w)
            {
                [Differentiable] public double Energy() { double s = 0; foreach (double v in w) s += v * v; return s; }
                public double First { get { return w[0]; } }
            }

            extension(C.Counter c) { public int Doubled() => 2 * c.N; }
            extension(int n) { public int Next => n + 1; public static int Answer() => 42; }
            extension(C.Point p)
            {
                public static C.Point operator -(C.Point a, C.Point b) => new(a.X - b.X, a.Y - b.Y);
                public double Size => p.X * p.X + p.Y * p.Y;
            }

            extension(ref C.Plain p) { public void operator *=(double k) => p.V *= k; }
            extension<T>(T[] items) { [Differentiable] public double Weighed(double x) => x * x * items.Length; }
        """;

    [Fact]
    public void Members_of_extension_blocks_are_looked_into() => Calling.AllGive(Members,
        ("C.StaticValueAndGradient(2).Gradient", 4 * 8),
        ("C.InstanceValueAndGradient(3, 2).Gradient.x", 4 * 3 * 4),
        ("C.InstanceJvp(3, 2, 0, 1).Tangent", 4 * 9 * 2),
        ("C.ByReferenceValueAndGradient(3, 2).Gradient", 27),
        ("C.NamedValueAndGradient(3).Gradient", 6 * 9),
        ("C.GenericValueAndGradient(3).Gradient", 27),
        ("C.OfArrayValueAndGradient([1, 2]).Gradient[0]", 2 + 5),
        ("C.OfArrayValueAndGradient([1, 2]).Gradient[1]", 4),
        ("C.MaybeValueAndGradient(3, new C.Counter { N = 4 }).Gradient", 8),
        ("C.MaybeValueAndGradient(3, null).Gradient", 5),
        ("C.OperatorsValueAndGradient(2).Gradient", 2 * (2 - 4) * (1 - 4)),
        ("C.ConstantsValueAndGradient(3, 5, 2).Gradient", 7 * 4 * 42));

    [Fact]
    public void Marked_members_of_extension_blocks_are_derived_as_static_methods() => Calling.AllGive(Members,
        ("Shapes.CubeValueAndGradient(2).Gradient", 12),
        ("Shapes.ScaledValueAndGradient(3, 5).Gradient.x", 5),
        ("Shapes.ScaledJvp(3, 5, 0, 1).Tangent", 3),
        ("Shapes.EnergyValueAndGradient([1, 2, 3]).Gradient[2]", 6),
        ("Shapes.WeighedValueAndGradient(new[] { \"a\", \"b\" }, 5).Gradient", 20),
        ("((Func<double>)(() => { double x = 3, xBar = 1, kBar = 0; Shapes.GrowVjp(ref x, 5, ref xBar, ref kBar); return xBar * 100 + kBar * 10 + x; }))()", 500 + 30 + 15));

    [Fact]
    public void Operators_that_change_an_object_in_place_are_looked_into() => Calling.AllGive(Members,
        ("C.InPlaceValueAndGradient(2).Value", 13 * 10),
        ("C.InPlaceValueAndGradient(2).Gradient", (2 * 2 + 3 * 4) * 10 + 13 * (4 * 2 + 1)),
        ("C.InLoopValueAndGradient(2, 3).Gradient", 8 * 4 * 8),
        ("C.InPartValueAndGradient(2).Gradient", 1 - 4),
        ("C.CountedValueAndGradient(2, 5).Gradient", 7),
        ("C.OfMarkedValueAndGradient(new(2, 3), 2).Gradient.k", 3 * 4 * 6),
        ("C.OfMarkedValueAndGradient(new(2, 3), 2).Gradient.s.Limit", 8 * 2),
        ("C.ByExtensionValueAndGradient(2).Gradient", 12));
}
