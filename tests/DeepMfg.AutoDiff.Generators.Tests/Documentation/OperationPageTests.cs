using DeepMfg.AutoDiff.Generators.Rules;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Documentation;

/// <summary>What the page on operations says of their derivatives is what the table has, and what is generated.</summary>
public sealed class OperationPageTests
{
    private const string Page = "docs/operations.md";

    [Fact]
    public void The_table_of_operations_is_that_of_the_rows() => Section.Verify(Page, "operations", OperationTable.Markdown(Operations.Rows));

    [Fact]
    public void The_loss_on_the_page_is_differentiated_as_it_shows()
    {
        string source = $"using DeepMfg.AutoDiff;\npublic static partial class Page {{ {Section.Fenced(Page, "cs")} }}";

        Generated generated = UserProject.Generate(new UserFile("Page.cs", source));

        Assert.Empty(generated.Faults());
        Section.Verify(Page, "loss", $"```cs\n{Section.Member(generated.Text, "LossVjp")}\n```");
    }
}
