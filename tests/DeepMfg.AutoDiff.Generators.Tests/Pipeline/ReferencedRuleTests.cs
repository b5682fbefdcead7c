using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>Rules by hand of referenced assemblies, which these say that they have.</summary>
public sealed class ReferencedRuleTests
{
    private const string Library = """
        using System;
        using DeepMfg.AutoDiff;
        namespace NAME;
        public static partial class Rules
        {
            public static double Law(double x) => x * x;
            [DerivativeOf(typeof(Rules), nameof(Law))] public static (double, double) LawJvp(double x, double xDot) => (x * x, 3 * xDot);
            [DerivativeOf(typeof(Rules), nameof(Law))] public static double LawVjp(double x, double c, ref double xBar) { xBar += 3 * c; return x * x; }
            [DerivativeOf(typeof(Math), nameof(Math.Sin))] public static (double, double) SinJvp(double x, double xDot) => (Math.Sin(x), 5 * xDot);
            [DerivativeOf(typeof(Math), nameof(Math.Cos))] public static (double, double) CosJvp(double x, double xDot) => (Math.Cos(x), 7 * xDot);
            private static readonly int s_one = 1;
            [Differentiable] public static double Cube(double x, [NoDerivative] double scale) => x * x * x * scale * s_one;
            [Differentiable] public static double Length(ReadOnlySpan<double> v) { double s = 0; foreach (double e in v) s += e * e; return Math.Sqrt(s) * s_one; }
            [Differentiable] public static void Squares(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < y.Length; i++) y[i] = x[i] * x[i] * s_one; }
            [Differentiable] public static double First(double[] v) { v[0] *= 2; return v[0] * s_one; }
            public sealed partial class Oven(double loss)
            {
                public double Gain { get; init; } = 2;
                [Differentiable] public double Heat(double x, [NoDerivative] double y, double z) => x * x * z * y * loss * Gain;
            }
            public partial class Open { [Differentiable] public virtual double Heat(double x) => x * s_one; }
            [DerivativeOf(typeof(Math), nameof(Math.Tan))] static (double, double) TanJvp(double x, double xDot) => (Math.Tan(x), 9 * xDot);
        }
        static class Hidden
        {
            [DerivativeOf(typeof(Math), nameof(Math.Exp))] static (double, double) ExpJvp(double x, double xDot) => (Math.Exp(x), 9 * xDot);
        }
        """;

    private const string User = """
        using System;
        using DeepMfg.AutoDiff;
        public static partial class C
        {
            [DerivativeOf(typeof(Math), nameof(Math.Cos), Approximate = true)] static (double, double) CosJvp(double x, double xDot) => (Math.Cos(x), 11 * xDot);
            [Differentiable] public static double Law(double x) => One.Rules.Law(x);
            [Differentiable(Produce = Derivatives.Jvp)] public static double Sum(double x) => Math.Sin(x) + Math.Cos(x) + Math.Tan(x) + Math.Exp(x);
        }
        """;

    [Fact]
    public void They_count_like_those_of_the_project_which_come_first()
    {
        Compiling.Generated used = Use(User, "One");
        Assert.Empty(used.Faults());
        Assert.Empty(UserProject.Analyze(used.Compilation).Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.All(["One.Rules.LawJvp(x, xDot)", "One.Rules.LawVjp(x, "], call => Assert.Contains(call, used.TextOf("Law"), StringComparison.Ordinal));
        // Of sine the library's, of cosine the project's, and of those that nobody else can call none.
        string sum = used.TextOf("SumJvp");
        Assert.All(["One.Rules.SinJvp(", "C.CosJvp("], call => Assert.Contains(call, sum, StringComparison.Ordinal));
        Assert.All(["TanJvp", "ExpJvp"], call => Assert.DoesNotContain(call, sum, StringComparison.Ordinal));
        Assert.Contains("[assembly: global::DeepMfg.AutoDiff.HasDerivativeRules(typeof(global::One.Rules))]", LibraryOf("One").TextOf("HasDerivativeRules"), StringComparison.Ordinal);
    }

    [Fact]
    public void Marked_methods_of_a_library_that_name_what_is_private_are_derived_by_what_it_has_generated()
    {
        Compiling.Generated used = Use(
            """
            using DeepMfg.AutoDiff;
            public static partial class C
            {
                [Differentiable] public static double F(double x, double y)
                {
                    double[] squares = new double[2];
                    One.Rules.Squares([x, y], squares);
                    return One.Rules.Cube(x * y, x) * One.Rules.Length([x, y]) * squares[1];
                }
                public static double Slope() => FValueAndGradient(3, 4).Gradient.y;
                public static double Tangent() => FJvp(3, 4, 0, 1).Tangent;
            }
            """,
            "One");
        Assert.Empty(used.Faults());
        Assert.Empty(UserProject.Analyze(used.Compilation).Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.All(["One.Rules.CubeJvp(", "One.Rules.CubeVjp(", "One.Rules.LengthVjp(", "One.Rules.SquaresJvp(", "One.Rules.SquaresVjp("], call => Assert.Contains(call, used.TextOf("F"), StringComparison.Ordinal));
    }

    [Fact]
    public void So_are_methods_of_objects_whose_code_is_known_when_they_are_called()
    {
        Compiling.Generated used = Use(
            """
            using DeepMfg.AutoDiff;
            public static partial class C
            {
                [Differentiable] public static double F(double x, double z, [NoDerivative] One.Rules.Oven oven) => oven.Heat(x * x, 3, z) * new One.Rules.Oven(5) { Gain = 4 }.Heat(1, 1, z);
                public static double Slope() => FValueAndGradient(2, 7, new One.Rules.Oven(11)).Gradient.z;
                public static double Tangent() => FJvp(2, 7, new One.Rules.Oven(11), 1, 0).Tangent;
                [Differentiable] public static double G(double x, [NoDerivative] One.Rules.Open oven) => oven.Heat(x);
            }
            """,
            "One");
        Assert.Empty(used.Faults());
        Diagnostic found = Assert.Single(UserProject.Analyze(used.Compilation), static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal("DMAD010", found.Id);
        Assert.All(["oven.HeatVjp(", "oven.HeatJvp("], call => Assert.Contains(call, used.TextOf("F"), StringComparison.Ordinal));
    }

    [Fact]
    public void What_might_write_an_array_is_DMAD010()
    {
        Compiling.Generated used = Use(
            "using DeepMfg.AutoDiff; public static partial class C { [Differentiable] public static double F(double[] x) => One.Rules.First(x) * x[0]; }", "One");
        Assert.Equal("DMAD010", Assert.Single(UserProject.Analyze(used.Compilation), static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Id);
    }

    [Fact]
    public void Two_of_them_for_one_method_are_DMAD030()
    {
        Compiling.Generated used = Use(
            """
            using System;
            using DeepMfg.AutoDiff;
            public static partial class C { [Differentiable(Produce = Derivatives.Jvp)] public static double F(double x) => Math.Sin(x) + One.Rules.Law(x); }
            """,
            "One", "Two");
        Diagnostic said = Assert.Single(UserProject.Analyze(used.Compilation), static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal("DMAD030", said.Id);
        Assert.Contains("'SinJvp' for 'Math.Sin' is the second of its mode, beside 'Rules.SinJvp'; write one in this project", said.GetMessage(), StringComparison.Ordinal);
    }

    private static Compiling.Generated LibraryOf(string name) => UserProject.Generate(
        UserProject.Compile([new UserFile("Library.cs", Library.Replace("NAME", name, StringComparison.Ordinal))]).WithAssemblyName(name));

    private static Compiling.Generated Use(string text, params string[] libraries)
    {
        CSharpCompilation user = UserProject.Compile([new("User.cs", text)]).WithAssemblyName("Using");
        foreach (string library in libraries)
        {
            using var image = new MemoryStream();
            Assert.True(LibraryOf(library).Compilation.Emit(image).Success);
            user = user.AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        }
        return UserProject.Generate(user);
    }
}
