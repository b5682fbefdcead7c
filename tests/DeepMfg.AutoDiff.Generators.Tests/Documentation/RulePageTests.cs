using System.Reflection;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Tests.Documentation;

/// <summary>What the page on rules by hand says is so.</summary>
public sealed class RulePageTests
{
    private const string Page = "docs/rules.md";

    [Fact]
    public void The_example_is_without_mistakes_and_prints_what_the_page_says()
    {
        CSharpCompilation compilation = UserProject.Compile([new("Program.cs", Section.Fenced(Page, "csharp"))]);
        Compiling.Generated generated = UserProject.Generate(compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)));
        Assert.Empty(generated.Faults());
        Assert.Empty(UserProject.Analyze(generated.Compilation).Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Info && diagnostic.Id != "DMAD025"));
        using var image = new MemoryStream();
        Assert.True(generated.Compilation.Emit(image).Success);
        Assert.Equal(Section.Fenced(Page, "text").Trim(), ReadmeTests.Printed(Assembly.Load(image.ToArray())).Trim());
    }
}
