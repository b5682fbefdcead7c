using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>Why each step of the pipeline ran after an edit.</summary>
public sealed class IncrementalTests
{
    private const string Marked = "public static partial class C { [Differentiable] public static double F(double x) => x * G(x); [Differentiable] public static double H(double x) => x + 1; }";
    private const string Other = "public static partial class C { static double G(double x) => x * x; static int N => 1; }";

    [Fact]
    public void An_edit_elsewhere_runs_nothing_behind_lowering() => AssertReasons(
        Other.Replace("N => 1", "N => 2", StringComparison.Ordinal),
        ("Lowered", "Cached Cached"), ("Derived", "Cached Cached"), ("Emitted", "Cached Cached"));

    [Fact]
    public void An_edit_of_a_callee_in_another_file_derives_its_callers_and_no_other() => AssertReasons(
        Other.Replace("x * x", "x * x * x", StringComparison.Ordinal),
        ("Lowered", "Modified Cached"), ("Derived", "Modified Cached"), ("Emitted", "Modified Cached"));

    [Fact]
    public void An_edit_inside_one_method_derives_that_one() => AssertReasons(
        Other, ("Lowered", "Cached Modified"), ("Derived", "Cached Modified"), ("Emitted", "Cached Modified"), Marked.Replace("x + 1", "x + 2", StringComparison.Ordinal));

    [Fact]
    public void A_comment_in_the_same_file_runs_nothing_behind_lowering() => AssertReasons(
        Other, ("Lowered", "Cached Cached"), ("Derived", "Cached Cached"), ("Emitted", "Cached Cached"), "// A comment.\n" + Marked);

    private static void AssertReasons(string other, (string, string) lowered, (string, string) derived, (string, string) emitted, string marked = Marked)
    {
        CSharpCompilation before = UserCode.Compile(Marked, Other);
        CSharpCompilation after = before
            .ReplaceSyntaxTree(before.SyntaxTrees[1], UserCode.Parse(marked, "File0.cs"))
            .ReplaceSyntaxTree(before.SyntaxTrees[2], UserCode.Parse(other, "File1.cs"));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new DifferentiableGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)before.SyntaxTrees[0].Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        GeneratorRunResult result = driver.RunGenerators(before).RunGenerators(after).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        foreach ((string step, string reasons) in new[] { lowered, derived, emitted })
        {
            Assert.Equal($"{step}: {reasons}", $"{step}: {string.Join(" ", result.TrackedSteps[step].SelectMany(static s => s.Outputs).Select(static o => o.Reason))}");
        }
        Assert.Contains(TrackingNames.Emitted, result.TrackedSteps.Keys);
    }
}
