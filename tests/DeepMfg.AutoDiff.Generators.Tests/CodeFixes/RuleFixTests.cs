using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using DeepMfg.AutoDiff.CodeFixes;
using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepMfg.AutoDiff.Generators.Tests.CodeFixes;

/// <summary>Fixes that declare rules by hand and mark types: what they leave compiles without the diagnostic.</summary>
public sealed class RuleFixTests
{
    [Fact]
    public async Task DMAD010_declares_the_rules_of_what_is_called()
    {
        string text = await Fixed(
            new CreateRuleCodeFix(), isAll: false, "[Differentiable] public static double F(double x) => Convert.ToDouble(x) * x;");
        Assert.Contains("internal static (double Value, double Tangent) ToDoubleJvp(double value, double valueDot) => throw", text, StringComparison.Ordinal);
        Assert.Contains("internal static double ToDoubleVjp(double value, double cotangent, ref double valueBar) => throw", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DMAD010_declares_each_once_where_all_are_fixed_and_only_the_mode_that_is_missing()
    {
        string text = await Fixed(
            new CreateRuleCodeFix(), isAll: true,
            "[DerivativeOf(typeof(Convert), nameof(Convert.ToSingle))] static (float, float) S(float x, float d) => (x, d); "
            + "[Differentiable] public static double F(double x) => Convert.ToDouble(x) * Convert.ToDouble(x + 1); "
            + "[Differentiable] public static float G(float x) => Convert.ToSingle(x) * x;");
        Assert.Single(Occurrences(text, "ToDoubleJvp("));
        Assert.Single(Occurrences(text, "ToSingleVjp("));
        Assert.Empty(Occurrences(text, "ToSingleJvp("));
    }

    [Fact]
    public async Task DMAD024_marks_the_types_and_makes_them_partial_with_all_around_them()
    {
        string laidOut = await Fixed(
            new MarkTypeCodeFix(), isAll: true,
            "public record struct Tool(double Rate); /// <summary>Sides.</summary>\n public readonly struct Box { public readonly double Width; } public static class In { public record Deep(double Level); } "
            + "[Differentiable] public static double F(double x, Tool tool, Tool other) => x * tool.Rate + other.Rate; "
            + "[Differentiable] public static double G(double x, Box box, In.Deep deep) => x * box.Width * deep.Level;");
        string text = string.Join(' ', laidOut.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.True(text.Contains("[Differentiable] public partial record struct Tool", StringComparison.Ordinal), text);
        Assert.True(text.Contains("[Differentiable] public readonly partial struct Box", StringComparison.Ordinal), text);
        Assert.True(text.Contains("public static partial class In { [Differentiable] public partial record Deep", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task One_type_and_one_parameter_are_fixed_alone()
    {
        string text = await Fixed(
            new MarkTypeCodeFix(), isAll: false,
            "public record struct Tool(double Rate); [Differentiable] public static double F(double x, Tool tool) => x * tool.Rate;");
        Assert.Contains("public partial record struct Tool", text, StringComparison.Ordinal);
        Assert.Contains(
            "F(double x, [NoDerivative] double y)",
            await Fixed(new HoldConstantCodeFix(), isAll: false, "[Differentiable] public static double F(double x, double y) => x * x;"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DMAD001_makes_the_types_partial_in_which_methods_and_numbers_are(bool isAll)
    {
        string second = isAll ? "[Differentiable] public record Part(double X); class More { class In { [Differentiable] public static double G(double x) => x; } }" : "";
        string text = await Fixed(new MakePartialCodeFix(), isAll, $"class Outer {{ [Differentiable] public static double F(double x) => x * x; }} {second}");
        Assert.Contains("partial class Outer", text, StringComparison.Ordinal);
        Assert.Equal(isAll, text.Contains("partial class More { partial class In", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DMAD015_makes_the_types_partial_whose_private_members_are_read(bool isAll)
    {
        string second = isAll ? "Outer.Law(x) + Outer.Inner.Law(x) + " : "";
        string text = await Fixed(
            new MakeReadableCodeFix(), isAll,
            "static class Steel { static readonly double[] s_table = [1, 2]; static int Count => 2; public static double Law(double x, int i) => x * s_table[i] + x * Count; } "
            + "class Outer { static int s_n = 3; public static double Law(double x) => x * s_n; internal class Inner { static int s_m = 3; public static double Law(double x) => x * s_m; } } "
            + $"[Differentiable] public static double F(double x) => {second}Steel.Law(x, 1);");
        Assert.Contains("static partial class Steel", text, StringComparison.Ordinal);
        Assert.Equal(isAll, text.Contains("partial class Outer { static int s_n = 3; public static double Law(double x) => x * s_n; internal partial class Inner", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DMAD021_and_DMAD024_hold_constant_what_is_named()
    {
        string text = await Fixed(
            new HoldConstantCodeFix(), isAll: true, "[Differentiable] public static double F(double x, double y, /* a limit */ double limit) => x * x;");
        Assert.Contains("F(double x, [NoDerivative] double y, /* a limit */ [NoDerivative] double limit)", text, StringComparison.Ordinal);
        string laidOut = await Fixed(
            new HoldConstantCodeFix(), isAll: true,
            "public class Tool { public double Rate; } [Differentiable] public partial record R(double X, Tool Tool) { public Tool? Second { get; init; } "
            + "/// <summary>The third.</summary>\n public Tool? Third; } [Differentiable] public static double G(double x, Tool tool, List<double> all) => x * tool.Rate * all.Count;",
            "DMAD024");
        string held = string.Join(' ', laidOut.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("G(double x, [NoDerivative] Tool tool, [NoDerivative] List<double> all)", held, StringComparison.Ordinal);
        Assert.True(held.Contains("record R(double X, [NoDerivative] Tool Tool) { [NoDerivative] public Tool? Second", StringComparison.Ordinal), held);
        Assert.True(held.Contains("/// <summary>The third.</summary> [NoDerivative] public Tool? Third;", StringComparison.Ordinal), held);
    }

    [Theory]
    [InlineData(false, "[Differentiable] public override double F(double x, double y)", "[Differentiable] public virtual double F(double x, double y) => x * y;",
        "/* it */ public override double F(double x, double y) => x;")]
    [InlineData(false, "/// <summary>Mine.</summary> [Differentiable(Produce = Derivatives.Gradient | Derivatives.Vjp, Wrt = [nameof(x)])] public override",
        "[Differentiable(Produce = Derivatives.Vjp | Derivatives.Gradient, Wrt = [nameof(x)])] public virtual double F(double x, double y) => x * y;",
        "/// <summary>Mine.</summary>\n public override double F(double x, double y) => x;")]
    [InlineData(false, "[Obsolete, Differentiable(Produce = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp | Derivatives.Jacobian)] public override",
        "[Differentiable] public virtual double F(double x, double y) => x * y;",
        "[Obsolete, Differentiable(Produce = Derivatives.Jacobian)] public override double F(double x, double y) => x;")]
    [InlineData(false, "[Differentiable] public override double F([NoDerivative] double x, /* y */ [In] double y)",
        "[Differentiable] public virtual double F([NoDerivative] double x, double y) => x * y;",
        "[Differentiable] public override double F(double x, /* y */ [NoDerivative, In] double y) => x * y;")]
    [InlineData(true, "[Differentiable(Produce = Derivatives.Vjp | Derivatives.Split)] public override double F(double x, double y) => y; } public partial class Further",
        "[Differentiable(Produce = Derivatives.Vjp)] public virtual double F(double x, double y) => x * y;",
        "[Differentiable(Produce = Derivatives.Split)] public override double F(double x, double y) => y; } public class Further : Own { public override double F(double x, double y) => x;")]
    public async Task DMAD027_marks_an_override_as_its_base(bool isAll, string expected, string ofBase, string own)
    {
        // Of a mark in a type that is not partial, that is said first.
        string partial = own.Contains("Differentiable", StringComparison.Ordinal) ? "partial " : "";
        string text = await Fixed(
            new MarkOverrideCodeFix(), isAll,
            $"public partial class Base {{ {ofBase} }} public {partial}class Own : Base {{ {own} }} sealed class InAttribute : Attribute {{ }}");
        string laidOut = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.True(laidOut.Contains(expected, StringComparison.Ordinal), laidOut);
        Assert.Contains("partial class Own", laidOut, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "(int)Ad.StopGradient(x) * x;")]
    [InlineData(true, "(int)Ad.StopGradient(x * (long)Ad.StopGradient(x)) * x;")]
    public async Task DMAD020_holds_the_converted_value_constant(bool isAll, string expected) => Assert.Contains(
        expected,
        await Fixed(new StopGradientCodeFix(), isAll, $"[Differentiable] public static double F(double x) => {(isAll ? "(int)(x * (long)x)" : "(int)x")} * x;"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(MakePartialCodeFix), false, "DMAD001", "class A { public class In { [Differentiable] public static double H(double x) => x * x; } }")]
    [InlineData(typeof(MakePartialCodeFix), true, "DMAD001",
        "class A { public class In { [Differentiable] public static double H(double x) => x * x; } [Differentiable] public static float G(float x) => x; } "
        + "[Differentiable] public record struct B(double X, D Y); [Differentiable] public record D(double X);")]
    [InlineData(typeof(MarkTypeCodeFix), false, "DMAD024", "public record struct Tool(double Rate); [Differentiable] public static double F(double x, Tool tool) => x * tool.Rate;")]
    [InlineData(typeof(HoldConstantCodeFix), false, "DMAD021", "[Differentiable] public static double F(double x, double y) => x * x;")]
    [InlineData(typeof(HoldConstantCodeFix), false, "DMAD024", "[Differentiable] public static double F(double x, List<double> all) => x * all.Count;")]
    public async Task What_a_fix_leaves_compiles_without_the_diagnostic(Type fix, bool isAll, string id, string members) =>
        Assert.NotEqual(UserCode.Class(members), await Fixed((CodeFixProvider)Activator.CreateInstance(fix)!, isAll, members, id));

    private static IEnumerable<int> Occurrences(string text, string part)
    {
        for (int at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal)) yield return at;
    }

    /// <summary>The class with these members after a fix, which has none of the diagnostics that the fix is for.</summary>
    private static async Task<string> Fixed(CodeFixProvider fix, bool isAll, string members, string? id = null)
    {
        Document document = Document(UserCode.Class(members));
        ImmutableArray<Diagnostic> diagnostics = await Diagnostics(document, id ?? fix.FixableDiagnosticIds[0]);
        Assert.NotEmpty(diagnostics);
        List<CodeAction> actions = [];
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostics[0], (action, _) => actions.Add(action), CancellationToken.None));
        CodeAction action = Assert.Single(actions);
        if (isAll)
        {
            var context = new FixAllContext(
                document, fix, FixAllScope.Document, action.EquivalenceKey, fix.FixableDiagnosticIds, new Known(diagnostics), CancellationToken.None);
            action = (await fix.GetFixAllProvider()!.GetFixAsync(context))!;
        }
        CodeActionOperation operation = Assert.Single(await action.GetOperationsAsync(CancellationToken.None));
        string text = (await Assert.IsType<ApplyChangesOperation>(operation).ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
        Diagnostic[] left = [.. UserCode.Diagnose(text).Where(d => d.Severity == DiagnosticSeverity.Error || fix.FixableDiagnosticIds.Contains(d.Id))];
        Assert.True(left.Length == 0, $"{string.Join("\n", left.AsEnumerable())}\n{text}");
        return text;
    }

    private static Document Document(string source)
    {
        Project project = new AdhocWorkspace().AddProject("Project", LanguageNames.CSharp)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.CSharp14))
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .AddMetadataReferences([.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)]);
        project = project.AddDocument("Usings.cs", "global using System; global using System.Collections.Generic; global using System.Linq; global using DeepMfg.AutoDiff;").Project;
        return project.AddDocument("Wear.cs", source);
    }

    private static async Task<ImmutableArray<Diagnostic>> Diagnostics(Document document, string id)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        ImmutableArray<Diagnostic> all = await compilation.WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. all.Where(diagnostic => diagnostic.Id == id && diagnostic.Location.SourceTree == tree)];
    }

    /// <summary>Diagnostics that were found beforehand.</summary>
    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
