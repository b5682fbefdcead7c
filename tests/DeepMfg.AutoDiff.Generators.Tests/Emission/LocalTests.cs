using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Tests.Emission;

/// <summary>Every local that is generated for the corpus.</summary>
public class LocalTests
{
    /// <summary>Above it locals are shared, since the JIT keeps track of so many.</summary>
    private const int Many = 150;

    [Fact]
    public void A_local_has_one_meaning()
    {
        MethodDeclarationSyntax[] methods =
        [
            .. Files().AsParallel().SelectMany(static file =>
                CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()),
        ];
        MethodDeclarationSyntax[] ordinary = [.. methods.Where(static method => Declared(method).Count() < Many)];

        Assert.InRange(ordinary.Sum(static method => Declared(method).Count()), 10_000, int.MaxValue);
        Assert.InRange(methods.Length - ordinary.Length, 0, methods.Length / 100);
        Assert.Empty(ordinary.SelectMany(static method => Declared(method).SelectMany(Reused).Select(said => $"{method.Identifier}: {said}")));
    }

    private static IEnumerable<VariableDeclaratorSyntax> Declared(MethodDeclarationSyntax method) => method.DescendantNodes().OfType<VariableDeclaratorSyntax>()
        .Where(static declarator => declarator is { Initializer: not null, Parent.Parent: LocalDeclarationStatementSyntax });

    /// <summary>Where a local that has a value gets another one that does not come from it, whatever happens.</summary>
    private static IEnumerable<string> Reused(VariableDeclaratorSyntax local) =>
        from statement in ((BlockSyntax)local.Parent!.Parent!.Parent!).Statements.OfType<ExpressionStatementSyntax>()
        let assignment = statement.Expression as AssignmentExpressionSyntax
        where assignment is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax left } && Names(left, local)
        where !assignment.Right.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => Names(name, local))
        select statement.ToString();

    private static bool Names(IdentifierNameSyntax name, VariableDeclaratorSyntax local) => name.Identifier.ValueText == local.Identifier.ValueText;

    private static string[] Files()
    {
        char separator = Path.DirectorySeparatorChar;
        string configuration = AppContext.BaseDirectory.Contains($"{separator}Release{separator}", StringComparison.Ordinal) ? "Release" : "Debug";
        return
        [
            .. Directory.EnumerateFiles(Repository.Path($"tests/DeepMfg.AutoDiff.Corpus/obj/{configuration}"), "*.g.cs", SearchOption.AllDirectories)
                .Where(static file => file.Contains("DifferentiableGenerator", StringComparison.Ordinal) && !file.EndsWith(",body.g.cs", StringComparison.Ordinal)),
        ];
    }
}
