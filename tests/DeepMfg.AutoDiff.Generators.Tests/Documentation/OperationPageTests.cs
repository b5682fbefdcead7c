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
    public void The_tables_of_TensorPrimitives_are_those_of_the_rows()
    {
        ILookup<bool, OperationRow> rows = TensorOperations.Rows.ToLookup(static row => row.Each is not null);
        Section.Verify(Page, "elements", OperationTable.MarkdownOfEach(rows[true]));
        Section.Verify(Page, "tensors", OperationTable.Markdown(rows[false]));
    }

    [Fact]
    public void The_loss_on_the_page_is_differentiated_as_it_shows()
    {
        string source = $"using DeepMfg.AutoDiff;\npublic static partial class Page {{ {Section.Fenced(Page, "cs")} }}";

        Generated generated = UserProject.Generate(UserProject.Compile([new UserFile("Page.cs", source)], new Settings { IsApplication = true }));

        Assert.Empty(generated.Faults());
        Section.Verify(Page, "loss", $"```cs\n{Section.Member(generated.Text, "LossVjp")}\n```");
    }
}
