using System.Diagnostics;
using System.Text;
using DeepMfg.AutoDiff.Generators.Frontend;
using DeepMfg.AutoDiff.Generators.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>What lowering costs.</summary>
public sealed class CostTests
{
    [Fact]
    public void Lowering_costs_in_proportion_to_a_method()
    {
        Lower(Long(200));
        double small = Lower(Long(1250)), large = Lower(Long(5000));
        Assert.True(large < 12 * small + 0.2, $"1,250 lines: {small:F3} s, 5,000 lines: {large:F3} s");
    }

    [Fact]
    public void Expressions_of_any_length_and_depth_are_lowered_or_refused()
    {
        Assert.NotNull(UserCode.Lower(UserCode.Class($"[Differentiable] static double F(double x) => {string.Join(" + ", Enumerable.Repeat("x", 5000))};")).Method);
        Lowered deep = UserCode.Lower(UserCode.Class($"[Differentiable] static double F(double x) {{ {string.Concat(Enumerable.Repeat("if (x > 1) {", 300))} x = 1; {new string('}', 300)} return x; }}"));
        Assert.Contains(deep.Mistakes, static mistake => mistake.Descriptor.Id == "DMAD011");
    }

    private static double Lower(string source)
    {
        CSharpCompilation compilation = UserCode.Compile(source);
        IMethodSymbol method = (IMethodSymbol)compilation.GetTypeByMetadataName("C")!.GetMembers("F").Single();
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        Stopwatch watch = Stopwatch.StartNew();
        Assert.NotNull(MethodLowering.Lower(compilation, method, CancellationToken.None).Method);
        return watch.Elapsed.TotalSeconds;
    }

    private static string Long(int lines)
    {
        StringBuilder body = new("double y = x;");
        for (int i = 0; i < lines / 5; i++) body.Append($"double t{i} = y * {i};\nif (t{i} > 3)\n{{\n    y += Math.Sin(t{i});\n}}\n");
        return UserCode.Class($"[Differentiable] public static double F(double x) {{ {body} return y; }}");
    }
}
