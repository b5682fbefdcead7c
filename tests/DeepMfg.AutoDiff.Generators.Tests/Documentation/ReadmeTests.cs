using System.Reflection;
using DeepMfg.AutoDiff.Generators.Rules;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Tests.Documentation;

/// <summary>What the README and the pages of its tables say is so.</summary>
[Collection("The console")]
public sealed class ReadmeTests
{
    private const string Page = "README.md";

    public static TheoryData<string> Constructs => [.. SupportedCSharp.Rows.Select(row => row.Construct)];

    public static TheoryData<string> Mistakes => [.. Limits.Rows.Select(row => row.Limit)];

    [Fact]
    public void The_example_compiles_and_prints_what_the_page_says()
    {
        CSharpCompilation compilation = UserProject.Compile([new("Program.cs", Section.Fenced(Page, "csharp"))]);
        Generated generated = UserProject.Generate(
            compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)));
        Assert.Empty(generated.Faults());
        using var image = new MemoryStream();
        Assert.True(generated.Compilation.Emit(image).Success);
        Assert.Equal(Section.Fenced(Page, "text").Trim(), Printed(Assembly.Load(image.ToArray())).Trim());
    }

    [Fact]
    public void The_table_of_CSharp_is_that_of_the_list() => Section.Verify("docs/language.md", "csharp", SupportedCSharp.Table());

    [Fact]
    public void The_table_of_rules_is_that_of_the_rules() => Section.Verify("docs/functions.md", "rules", RuleTable.Markdown());

    [Fact]
    public void The_table_of_limits_is_that_of_the_list() => Section.Verify(Page, "limits", Limits.Table());

    [Theory]
    [MemberData(nameof(Constructs))]
    public void What_is_said_to_be_supported_is(string construct)
    {
        string body = SupportedCSharp.Rows.Single(row => row.Construct == construct).Body;
        CSharpCompilation compilation = InPartialClass(
            $"[Differentiable] public static double F(double x, double y, int n) {{ {body} }}\n{SupportedCSharp.Helpers}");
        Generated generated = UserProject.Generate(compilation);
        Assert.Empty(generated.Faults());
        Assert.Empty(UserProject.Analyze(generated.Compilation).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.Contains("FValueAndGradient", generated.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void What_is_said_to_be_a_limit_is_reported(string limit)
    {
        (_, string id, _, string member) = Limits.Rows.Single(row => row.Limit == limit);
        Generated generated = UserProject.Generate(InPartialClass(member));
        string[] ids = [.. UserProject.Analyze(generated.Compilation).Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.Id)];
        Assert.Equal([id], ids.Distinct());
    }

    private static CSharpCompilation InPartialClass(string members) => UserProject.Compile(
        [new("Wear.cs", $"using DeepMfg.AutoDiff;\nnamespace Shop;\npublic static partial class Wear\n{{\n{members}\n}}\n")]);

    internal static string Printed(Assembly program)
    {
        TextWriter console = Console.Out;
        using var printed = new StringWriter();
        Console.SetOut(printed);
        try
        {
            program.EntryPoint!.Invoke(null, program.EntryPoint.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return printed.ToString();
    }
}
