using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Documentation;

/// <summary>What the page on vectors and complex numbers says of their members is what the table has.</summary>
public sealed class NumericsPageTests
{
    [Fact]
    public void The_table_of_members_is_that_of_the_rows() => Section.Verify("docs/numerics.md", "numerics", KnownMemberTable.Markdown());
}
