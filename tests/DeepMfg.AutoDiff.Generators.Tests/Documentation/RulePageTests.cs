using System.Reflection;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Tests.Documentation;

/// <summary>What the pages on rules by hand and on .NET's own types say is so.</summary>
[Collection("The console")]
public sealed class RulePageTests
{
    [Theory]
    [InlineData("docs/rules.md")]
    [InlineData("docs/numerics.md")]
    public void The_example_is_without_mistakes_and_prints_what_the_page_says(string page)
    {
        CSharpCompilation compilation = UserProject.Compile([new("Program.cs", Section.Fenced(page, "csharp"))]);
        Compiling.Generated generated = UserProject.Generate(compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)));
        Assert.Empty(generated.Faults());
        Assert.Empty(UserProject.Analyze(generated.Compilation).Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Info && diagnostic.Id != "DMAD025"));
        using var image = new MemoryStream();
        Assert.True(generated.Compilation.Emit(image).Success);
        Assert.Equal(Section.Fenced(page, "text").Trim(), ReadmeTests.Printed(Assembly.Load(image.ToArray())).Trim());
    }
}
