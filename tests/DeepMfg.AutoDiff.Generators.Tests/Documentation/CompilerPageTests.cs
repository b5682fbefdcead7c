using DeepMfg.AutoDiff.Generators.Emission;
using DeepMfg.AutoDiff.Generators.Frontend;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using DeepMfg.AutoDiff.Generators.Transforms;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Tests.Documentation;

/// <summary>The function on the compiler's page is printed as each stage leaves it.</summary>
public sealed class CompilerPageTests
{
    private const string Page = "generators/DeepMfg.AutoDiff.Generators/README.md";

    private static readonly Lazy<DifferentiableMethod> s_lowered = new(Lower);

    private static Derived Derived => Derive.Of(s_lowered.Value);

    [Fact]
    public void Lowered() => Verify("lowered", "text", Printer.Print(s_lowered.Value.Program));

    [Fact]
    public void Forward_mode() => Verify("jvp", "text", Printer.Print(Derived.Jvp!));

    [Fact]
    public void Reverse_mode() => Verify("vjp", "text", Printer.Print(Derived.Vjp!));

    [Fact]
    public void Emitted() => Verify("emitted", "csharp", Section.Member(Emitter.Write(Derived), "RootVjp"));

    private static void Verify(string section, string language, string text) =>
        Section.Verify(Page, section, $"```{language}\n{text.Trim('\n')}\n```");

    private static DifferentiableMethod Lower()
    {
        string source = $"public static partial class Page {{ [DeepMfg.AutoDiff.Differentiable] {Section.Fenced(Page, "csharp")} }}";
        CSharpCompilation compilation = UserProject.Compile([new("Page.cs", source)], new Settings { IsApplication = true });
        var method = (IMethodSymbol)compilation.GetTypeByMetadataName("Page")!.GetMembers("Root").Single();
        return MethodLowering.Lower(compilation, method, CancellationToken.None).Method!;
    }
}
