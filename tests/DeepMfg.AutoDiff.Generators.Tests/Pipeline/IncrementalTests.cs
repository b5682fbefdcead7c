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
        ("Lowered", "Cached Cached"), ("Emitted", "Cached Cached"));

    // What is known of a method that is as before is looked up.
    [Fact]
    public void An_edit_of_a_callee_in_another_file_derives_its_callers_and_no_other() => AssertReasons(
        Other.Replace("x * x", "x * x * x", StringComparison.Ordinal),
        ("Lowered", "Modified Cached"), ("Emitted", "Modified Unchanged"));

    [Fact]
    public void An_edit_inside_one_method_derives_that_one() => AssertReasons(
        Other, ("Lowered", "Cached Modified"), ("Emitted", "Unchanged Modified"), Marked.Replace("x + 1", "x + 2", StringComparison.Ordinal));

    [Fact]
    public void A_comment_in_the_same_file_runs_nothing_behind_lowering() => AssertReasons(
        Other, ("Lowered", "Cached Cached"), ("Emitted", "Cached Cached"), "// A comment.\n" + Marked);

    private const string Apart = "public class D { public int A = 1; public const int B = 2; public static int C() { return 3; } public double P => 4; }";

    [Theory]
    [InlineData("A = 1", "A = 2", "Cached Cached")]
    [InlineData("return 3", "int c = 4; return c", "Cached Cached")]
    [InlineData("=> 4", "=> 5", "Modified Modified")]
    [InlineData("C() {", "C() { // A comment.\n", "Cached Cached")]
    [InlineData("B = 2", "B = 3", "Modified Modified")]
    [InlineData("int A", "long A", "Modified Modified")]
    [InlineData("double P => 4;", "double P => 4; double Q;", "Modified Modified")]
    [InlineData("double P", "\n#nullable enable\ndouble P", "Modified Modified")]
    public void An_edit_inside_a_body_that_nothing_marked_comes_to_lowers_nothing(string old, string replacement, string marked)
    {
        CSharpCompilation before = UserCode.Compile(Marked, Other, Apart);
        GeneratorDriver driver = Driver(before).RunGenerators(before);
        CSharpCompilation after = before.ReplaceSyntaxTree(before.SyntaxTrees[3], UserCode.Parse(Apart.Replace(old, replacement, StringComparison.Ordinal), "File2.cs"));
        Assert.Equal(marked, Reasons((driver = driver.RunGenerators(after)).GetRunResult(), TrackingNames.Marked));
        Assert.Equal("Cached Cached", Reasons(driver.GetRunResult(), TrackingNames.Lowered));

        // What is kept is of before, and is compared with what comes next.
        CSharpCompilation called = after.ReplaceSyntaxTree(after.SyntaxTrees[2], UserCode.Parse(Other.Replace("x * x", "x", StringComparison.Ordinal), "File1.cs"));
        Assert.Equal("Modified Cached", Reasons(driver.RunGenerators(called).GetRunResult(), TrackingNames.Lowered));
    }

    [Fact]
    public void An_overload_in_another_file_is_seen()
    {
        CSharpCompilation before = UserCode.Compile(Marked.Replace("G(x)", "G(1)", StringComparison.Ordinal), Other, "public static partial class C { }");
        CSharpCompilation after = before.ReplaceSyntaxTree(
            before.SyntaxTrees[3], UserCode.Parse("public static partial class C { static double G(int x) => x; }", "File2.cs"));
        Assert.Equal("Modified Cached", Reasons(Driver(before).RunGenerators(before).RunGenerators(after).GetRunResult(), TrackingNames.Lowered));
    }

    [Fact]
    public void A_marked_type_is_written_again_where_a_part_of_it_changes_and_only_there()
    {
        const string Whole = "[Differentiable] public partial record struct Whole(Part A, double[] B); [Differentiable] public partial record struct Other(double X);";
        const string Part = "[Differentiable] public partial record Part { public double X { get; set; } }";
        Assert.Equal("Cached Cached Cached", Reasons(Whole, Part, Part + " public class Unused;"));
        Assert.Equal("Modified Cached Modified", Reasons(Whole, Part, Part.Replace("set;", "init;", StringComparison.Ordinal)));

        static string Reasons(string whole, string before, string after)
        {
            CSharpCompilation first = UserCode.Compile(whole, before);
            CSharpCompilation second = first.ReplaceSyntaxTree(first.SyntaxTrees[2], UserCode.Parse(after, "File1.cs"));
            return IncrementalTests.Reasons(Driver(first).RunGenerators(first).RunGenerators(second).GetRunResult(), TrackingNames.TypeEmitted);
        }
    }

    [Fact]
    public void The_accessors_of_a_type_are_written_again_where_one_changes_and_only_there()
    {
        const string Helpers = "public static partial class A { static int s_a = 2; public static double H(double x) => x * s_a; } public static partial class B { static int s_b = 2; public static double H(double x) => x * s_b; }";
        const string Users = "public static partial class C { [Differentiable] public static double F(double x) => A.H(x); [Differentiable] public static double G(double x) => A.H(x) + B.H(x); }";
        Assert.Equal("Cached Cached", Reasons(Helpers + "public class Unused;"));
        Assert.Equal("Cached Cached", Reasons(Helpers.Replace("x * s_b", "x + s_b", StringComparison.Ordinal)));
        Assert.Equal("Cached Modified", Reasons(Helpers.Replace("static int s_b", "static long s_b", StringComparison.Ordinal)));

        static string Reasons(string after)
        {
            CSharpCompilation first = UserCode.Compile(Users, Helpers);
            CSharpCompilation second = first.ReplaceSyntaxTree(first.SyntaxTrees[2], UserCode.Parse(after, "File1.cs"));
            return IncrementalTests.Reasons(Driver(first).RunGenerators(first).RunGenerators(second).GetRunResult(), TrackingNames.AccessorsEmitted);
        }
    }

    private static CSharpGeneratorDriver Driver(CSharpCompilation compilation) => CSharpGeneratorDriver.Create(
        [new DifferentiableGenerator().AsSourceGenerator()],
        parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static string Reasons(GeneratorDriverRunResult result, string step) =>
        string.Join(" ", result.Results.Single().TrackedSteps[step].SelectMany(static s => s.Outputs).Select(static o => o.Reason));

    private static void AssertReasons(string other, (string, string) lowered, (string, string) emitted, string marked = Marked)
    {
        CSharpCompilation before = UserCode.Compile(Marked, Other);
        CSharpCompilation after = before
            .ReplaceSyntaxTree(before.SyntaxTrees[1], UserCode.Parse(marked, "File0.cs"))
            .ReplaceSyntaxTree(before.SyntaxTrees[2], UserCode.Parse(other, "File1.cs"));
        GeneratorRunResult result = Driver(before).RunGenerators(before).RunGenerators(after).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        foreach ((string step, string reasons) in new[] { lowered, emitted })
        {
            Assert.Equal($"{step}: {reasons}", $"{step}: {string.Join(" ", result.TrackedSteps[step].SelectMany(static s => s.Outputs).Select(static o => o.Reason))}");
        }
        Assert.Contains(TrackingNames.Emitted, result.TrackedSteps.Keys);
    }
}
