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
        """;

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

    private static Compiling.Generated Use(string text)
    {
        using var image = new MemoryStream();
        Assert.True(UserProject.Generate(new UserFile("Library.cs", Library)).Compilation.Emit(image).Success);
        CSharpCompilation user = UserProject.Compile([new("User.cs", text)]);
        return UserProject.Generate(user.WithAssemblyName("Using").AddReferences(MetadataReference.CreateFromImage(image.ToArray())));
    }
}
