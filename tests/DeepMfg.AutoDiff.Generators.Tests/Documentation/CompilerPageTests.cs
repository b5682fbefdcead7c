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
    public void Emitted() => Verify("emitted", "csharp", Member(Emitter.Write(Derived), "RootVjp"));

    private static void Verify(string section, string language, string text) =>
        Section.Verify(Page, section, $"```{language}\n{text.Trim('\n')}\n```");

    private static DifferentiableMethod Lower()
    {
        string source = $"public static partial class Page {{ [DeepMfg.AutoDiff.Differentiable] {Section.Fenced(Page, "csharp")} }}";
        CSharpCompilation compilation = UserProject.Compile([new("Page.cs", source)]);
        var method = (IMethodSymbol)compilation.GetTypeByMetadataName("Page")!.GetMembers("Root").Single();
        return MethodLowering.Lower(compilation, method, CancellationToken.None).Method!;
    }

    /// <summary>A method of a generated file with its documentation, without the file's indentation.</summary>
    private static string Member(string file, string name)
    {
        string[] lines = file.ReplaceLineEndings("\n").Split('\n');
        int head = Array.FindIndex(lines, line => line.Contains($"public static double {name}(", StringComparison.Ordinal));
        int indent = lines[head].Length - lines[head].TrimStart().Length;
        int first = Array.FindLastIndex(lines, head, line => line.Length == 0 || line.EndsWith('{')) + 1;
        int last = Array.FindIndex(lines, head, line => line == new string(' ', indent) + "}");
        return string.Join('\n', lines[first..(last + 1)].Select(line => line.Length > indent ? line[indent..] : line.Trim()));
    }
}
