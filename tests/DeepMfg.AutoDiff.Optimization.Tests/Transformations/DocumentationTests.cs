using System.Reflection;
using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff.Optimization.Tests.Transformations;

/// <summary>The documentation's examples.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> Members => [.. Examples.OfMembers.Keys];

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, Examples.OfPage(Page(), "Gradient transformations").Count)];

    [Theory]
    [MemberData(nameof(Members))]
    public void An_example_prints_what_it_says(string member) => Examples.AssertRuns(Examples.OfMembers[member]);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_of_the_page_prints_what_it_says(int block) =>
        Examples.AssertRuns(Examples.OfPage(Page(), "Gradient transformations")[block]);

    [Fact]
    public void Every_optimizer_and_every_schedule_has_an_example()
    {
        HashSet<string> documented = [.. Examples.OfMembers.Keys.Select(Name)];
        Assert.All(
            new[] { typeof(Optimizers), typeof(Schedules) }.SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public)),
            method => Assert.Contains($"{method.DeclaringType!.Name}.{method.Name}", documented));
    }

    /// <summary>Type and method of a member's name in the documentation, such as <c>M:Space.Type.Method``2(``0)</c>.</summary>
    private static string Name(string member) => string.Join('.', member.Split('(', '`')[0].Split('.')[^2..]);

    private static string Page([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/optimization.md"));
}
