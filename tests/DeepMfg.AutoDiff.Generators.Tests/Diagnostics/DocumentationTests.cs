using DeepMfg.AutoDiff.Generators.Diagnostics;

namespace DeepMfg.AutoDiff.Generators.Tests.Diagnostics;

/// <summary>Every diagnostic is documented.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void Every_diagnostic_has_a_help_page_under_its_title() => Assert.All(new DifferentiableAnalyzer().SupportedDiagnostics, static descriptor =>
    {
        string page = File.ReadAllText(Repository.Path($"docs/diagnostics/{descriptor.Id}.md"));
        Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
    });

    [Fact]
    public void No_address_is_made_up_where_none_is_given() =>
        Assert.All(new DifferentiableAnalyzer().SupportedDiagnostics, static descriptor => Assert.Empty(descriptor.HelpLinkUri));
}
