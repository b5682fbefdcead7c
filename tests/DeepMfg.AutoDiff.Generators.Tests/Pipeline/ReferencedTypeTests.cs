using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>Marked types of a referenced assembly, of which the fields behind properties are not known.</summary>
public sealed class ReferencedTypeTests
{
    private const string Library = """
        using DeepMfg.AutoDiff;
        namespace Library;
        [Differentiable] public readonly partial record struct Dense(float[] Weights, float Bias);
        [Differentiable] public partial record Base(float Level, [NoDerivative] float Rate) { public float Twice => 2 * Level; }
        [Differentiable] public partial record struct Point(double A, double B, [property: NoDerivative] double Weight);
        [Differentiable] public partial record Cloud(Point[] Points, double Scale);
        [Differentiable] public partial record struct Doubled(double A) { public double A { get; set; } = 2 * A; }
        public static partial class Clouds
        {
            private static double Norm(Point p) => System.Math.Sqrt(p.A * p.A + p.B * p.B) * p.Weight;
            [Differentiable] public static double Size(Point[] points, double x) { double t = 1; foreach (Point p in points) t += Norm(p) * x; return t * t; }
            [Differentiable] public static double Rest(System.ReadOnlySpan<Point> points, double x) { double t = 1; foreach (Point p in points[1..]) t += Norm(p) * x * t; return t; }
            [Differentiable] public static void Turn(System.Span<Point> points, double x)
            {
                for (int i = 0; i < points.Length; i++) { double a = points[i].A; points[i].A = a * x - points[i].B * points[i].Weight; points[i] = points[i] with { B = a * x }; }
            }
            [Differentiable] public static double Of(Cloud cloud, double x) => Size(cloud.Points, x) * cloud.Scale;
            [Differentiable] public static double Both(Point[] points, Point[] others, double x) => points[0].A * others[1].B * x;
            private static double Gap(System.ReadOnlySpan<Point> points, System.ReadOnlySpan<Point> others, double x)
            {
                double t = 0;
                for (int i = 0; i < others.Length; i++) t += (points[0].A - others[i].B) * points[^1].Weight * x;
                return t * Norm(others[0]);
            }
            [Differentiable] public static double Meet(Point[] points, System.Span<Point> others, double x)
            {
                for (int i = 0; i < 2; i++) { others[i].A += points[i].B * x; others[i] = others[i] with { B = x * points[i + 1].A }; }
                return Gap(points, others, x) * Gap(others, points, 2) + Gap(others[1..], others, x) + Gap(points, points, x);
            }
        }
        """;

    private static readonly Lazy<byte[]> s_image = new(static () =>
    {
        using var image = new MemoryStream();
        Assert.True(UserProject.Generate(new UserFile("Library.cs", Library)).Compilation.Emit(image).Success);
        return image.ToArray();
    });

    [Fact]
    public void They_are_parts_and_bases_as_those_of_the_project()
    {
        Compiling.Generated used = Use("""
            using DeepMfg.AutoDiff;
            using Library;
            [Differentiable] public partial record struct Net(Dense First, Dense[] Others);
            [Differentiable] public partial record Derived(float Level, float Rate, float Own) : Base(Level, Rate);
            public static class C
            {
                public static int Count() => new Net(new([1, 2], 3), [new([4], 5)]).ParameterCount + 10 * new Derived(1, 2, 3).Zero().ParameterCount;
                public static float Sum() => (new Derived(1, 2, 3) + new Derived(4, 5, 6)).Rate;
            }
            """);
        Assert.Empty(used.Faults());
        Assert.Empty(UserProject.Analyze(used.Compilation).Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.Contains("Level = 0, Own = 0", used.TextOf("record Derived"), StringComparison.Ordinal);
        Assert.Contains("VectorSpace.Scale<global::Library.Dense, float>(factor, value.First)", used.TextOf("struct Net"), StringComparison.Ordinal);
        Assert.Contains("public new Derived Zero()", used.TextOf("record Derived"), StringComparison.Ordinal);
    }

    [Fact]
    public void Their_numbers_are_compared_with_those_of_the_project_by_DMAD006()
    {
        Compiling.Generated used = Use("using DeepMfg.AutoDiff; [Differentiable] public partial record struct Net(double Mix, Library.Dense First);");
        Assert.Equal("DMAD006", Assert.Single(UserProject.Analyze(used.Compilation)).Id);
    }

    [Fact]
    public void Methods_that_take_arrays_of_them_are_looked_into_and_their_constructors_make_values()
    {
        Compiling.Generated used = Use("""
            using System;
            using DeepMfg.AutoDiff;
            using Library;
            public static partial class C
            {
                [Differentiable] public static double Made(Point[] points, double x)
                {
                    Point[] own = [new(x, 2 * x, 3), points[0]];
                    own[1] = own[0] with { B = points[1].A };
                    return Clouds.Size(own, x) + Clouds.Size(points, x) * Clouds.Size(own, 2) + Clouds.Both(points, points, x);
                }
                [Differentiable] public static double Parts(Point[] points, double x) => Clouds.Rest(points, x) + Clouds.Rest(points.AsSpan(1..), x * x);
                [Differentiable] public static double Held(Cloud cloud, double x) => Clouds.Of(new Cloud(cloud.Points, cloud.Scale * x), x) * Clouds.Size(cloud.Points, x);
                [Differentiable] public static double Mixed(Point[] points, double x)
                {
                    Point[] own = [new(x, 2, 3), new(x * x, 0.5, 2), points[1]];
                    double met = Clouds.Meet(points, own, x);
                    return Clouds.Both(points, own, x) * met + Clouds.Both(own, points, 2) + Clouds.Meet(own, points.AsSpan(), met * 0.01) * points[1].B;
                }
                [Differentiable] public static double Given([NoDerivative] Point[] points, [NoDerivative] Cloud cloud, double x)
                {
                    Point[] own = [new(x, 2, 3), new(x * x, 0.5, 2), points[1]];
                    return Clouds.Size(points, x) + Clouds.Rest(points, x) * Clouds.Size(cloud.Points, x * x) + Clouds.Both(points, own, x) * Clouds.Meet(points, own, x);
                }
                [Differentiable] public static void Turned(Span<Point> points, double x) { Clouds.Turn(points, x); Clouds.Turn(points[1..], x * x); }
                public static double[] Gaps()
                {
                    Point[] at = [new(0.7, -0.4, 2), new(1.2, 0.5, 3), new(-0.3, 0.9, 1)];
                    Cloud cloud = new(at, 0.6);
                    return
                    [
                        .. Of(MadeValueAndGradient(at, 0.8).Gradient, Made), .. Of(PartsValueAndGradient(at, 0.8).Gradient, Parts),
                        .. Of((HeldValueAndGradient(cloud, 0.8).Gradient.cloud.Points, HeldValueAndGradient(cloud, 0.8).Gradient.x), (points, x) => Held(cloud with { Points = points }, x)),
                        .. Of(MixedValueAndGradient([.. at], 0.8).Gradient, (points, x) => Mixed([.. points], x)), MixedJvp([.. at], 0.8, new Point[3], 1).Tangent - Slope(h => Mixed([.. at], 0.8 + h)),
                        GivenValueAndGradient(at, cloud, 0.8).Gradient - Slope(h => Given(at, cloud, 0.8 + h)), GivenJvp(at, cloud, 0.8, 1).Tangent - Slope(h => Given(at, cloud, 0.8 + h)),
                        .. Of(OfTurned(), (points, x) => { Point[] turned = [.. points]; Turned(turned, x); return turned[1].A * turned[2].B + turned[0].A; }),
                    ];
                    double[] Of((Point[] Points, double X) slope, Func<Point[], double, double> f) =>
                    [
                        slope.X - Slope(h => f(at, 0.8 + h)),
                        .. System.Linq.Enumerable.Range(0, 3).Select(i => slope.Points[i].A - Slope(h => f(Moved(i, new(h, 0, 0)), 0.8))),
                        .. System.Linq.Enumerable.Range(0, 3).Select(i => slope.Points[i].B - Slope(h => f(Moved(i, new(0, h, 0)), 0.8))),
                    ];
                    static double Slope(Func<double, double> f) => (8 * (f(1e-4) - f(-1e-4)) - (f(2e-4) - f(-2e-4))) / 12e-4;
                    Point[] Moved(int i, Point step)
                    {
                        Point[] moved = [.. at];
                        moved[i] += step;
                        return moved;
                    }
                    (Point[], double) OfTurned()
                    {
                        Point[] turned = [.. at], bars = [new(1, 0, 0), default, default];
                        Turned(turned, 0.8);
                        (bars[1].A, bars[2].B) = (turned[2].B, turned[1].A);
                        double xBar = 0;
                        TurnedVjp([.. at], 0.8, bars, ref xBar);
                        return (bars, xBar);
                    }
                }
            }
            """);
        Assert.Empty(used.Faults());
        Assert.Empty(UserProject.Analyze(used.Compilation).Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        using Loaded loaded = used.Load(s_image.Value);
        double[] gaps = loaded.Delegate<Func<double[]>>("C", "Gaps")();
        Assert.Equal(38, gaps.Length);
        Assert.All(gaps, static gap => Assert.Equal(0, gap, 1e-6));
    }

    [Theory]
    [InlineData("double F(double x) => new Doubled(x).A * x;", "DMAD011")]
    [InlineData("double F([NoDerivative] Point[] points, double x) { Clouds.Turn(points, x); return x; }", "DMAD010")]
    public void What_is_not_known_of_them_is_said(string method, string id)
    {
        Compiling.Generated used = Use($"using DeepMfg.AutoDiff; using Library; public static partial class C {{ [Differentiable] public static {method} }}");
        Assert.Equal(id, Assert.Single(UserProject.Analyze(used.Compilation), static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Id);
    }

    private static Compiling.Generated Use(string text)
    {
        CSharpCompilation user = UserProject.Compile([new("User.cs", text)]);
        return UserProject.Generate(user.WithAssemblyName("Using").AddReferences(MetadataReference.CreateFromImage(s_image.Value)));
    }
}
