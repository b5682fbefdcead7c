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
        public static class Rules
        {
            public static double Law(double x) => x * x;
            [DerivativeOf(typeof(Rules), nameof(Law))] public static (double, double) LawJvp(double x, double xDot) => (x * x, 3 * xDot);
            [DerivativeOf(typeof(Rules), nameof(Law))] public static double LawVjp(double x, double c, ref double xBar) { xBar += 3 * c; return x * x; }
            [DerivativeOf(typeof(Math), nameof(Math.Sin))] public static (double, double) SinJvp(double x, double xDot) => (Math.Sin(x), 5 * xDot);
            [DerivativeOf(typeof(Math), nameof(Math.Cos))] public static (double, double) CosJvp(double x, double xDot) => (Math.Cos(x), 7 * xDot);
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
