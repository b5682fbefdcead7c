using System.Collections.Immutable;
using DeepMfg.AutoDiff.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Tests.CodeFixes;

public sealed class MakePartialTests
{
#pragma warning disable RS2008 // Stands in for the analyzer's descriptor, which is in its release file.
    private static readonly DiagnosticDescriptor s_notPartial =
        new("DMAD001", "The type is not partial", "{0} is not partial", "Test", DiagnosticSeverity.Error, isEnabledByDefault: true);
#pragma warning restore RS2008

    [Fact]
    public async Task A_type_becomes_partial() => Assert.Equal(
        "public static partial class Wear { }",
        await Fixed("public static class Wear { }", "Wear"));

    [Fact]
    public async Task Every_type_around_it_becomes_partial_too() => Assert.Equal(
        "partial class A { internal partial struct B { partial record C; } }",
        await Fixed("class A { internal partial struct B { record C; } }", "C"));

    [Fact]
    public async Task Comments_stay_above_the_type() => Assert.Equal(
        "namespace N;\n\n/// <summary>Wear.</summary>\npartial class Wear { }",
        await Fixed("namespace N;\n\n/// <summary>Wear.</summary>\nclass Wear { }", "Wear"));

    [Fact]
    public async Task Attributes_stay_in_front() => Assert.Equal(
        "[System.Obsolete]\npartial class Wear { }",
        await Fixed("[System.Obsolete]\nclass Wear { }", "Wear"));

    [Fact]
    public async Task Fix_all_makes_every_type_of_the_document_partial_once() => Assert.Equal(
        "partial class A { partial class B { } partial class C { } } partial record struct D;",
        await AllFixed("class A { class B { } class C { } } record struct D;", "B", "C", "D"));

    private static async Task<string> Fixed(string source, string type)
    {
        Document document = Document(source);
        Diagnostic diagnostic = Assert.Single(await Diagnostics(document, type));
        List<CodeAction> actions = [];
        await new MakePartialCodeFix().RegisterCodeFixesAsync(
            new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return await Applied(document, Assert.Single(actions));
    }

    private static async Task<string> AllFixed(string source, params string[] types)
    {
        Document document = Document(source);
        var fix = new MakePartialCodeFix();
        var context = new FixAllContext(
            document, fix, FixAllScope.Document, null, fix.FixableDiagnosticIds, new Known(await Diagnostics(document, types)), CancellationToken.None);
        return await Applied(document, (await fix.GetFixAllProvider().GetFixAsync(context))!);
    }

    private static Document Document(string source) =>
        new AdhocWorkspace().AddProject("Project", LanguageNames.CSharp).AddDocument("Wear.cs", source);

    private static async Task<ImmutableArray<Diagnostic>> Diagnostics(Document document, params string[] types)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync())!;
        return
        [
            .. root.DescendantNodes().OfType<TypeDeclarationSyntax>()
                .Where(type => types.Contains(type.Identifier.Text))
                .Select(type => Diagnostic.Create(s_notPartial, type.Identifier.GetLocation(), type.Identifier.Text)),
        ];
    }

    private static async Task<string> Applied(Document document, CodeAction action)
    {
        CodeActionOperation operation = Assert.Single(await action.GetOperationsAsync(CancellationToken.None));
        Solution changed = Assert.IsType<ApplyChangesOperation>(operation).ChangedSolution;
        return (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString();
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
