using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using DeepMfg.AutoDiff.Generators.Tests.RandomSource;

namespace DeepMfg.AutoDiff.Generators.Tests.Incremental;

/// <summary>Generated text does not depend on where a project stands, and compiles however it is set.</summary>
public class TextTests
{
    private static readonly RandomProgram[] s_programs = [.. Enumerable.Range(500, 12).Select(seed => RandomProgram.Of(seed, 8))];

    private static IEnumerable<UserFile> Files => [.. Probe.Files, .. s_programs.SelectMany(program => program.Files)];

    [Fact]
    public void No_text_shows_where_the_project_stands()
    {
        Generated here = UserProject.Generate(UserProject.Compile(Files, new Settings { Folder = "/some/place" }));
        Generated there = UserProject.Generate(UserProject.Compile(Files, new Settings { Folder = "/another" }));
        Assert.Equal(here.Text, there.Text);
        Assert.DoesNotContain("/some/place", here.Text, StringComparison.Ordinal);
        Assert.NotEmpty(here.Sources);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Compiles_without_a_warning_whatever_the_projects_settings(bool nullable, bool implicitUsings)
    {
        Settings settings = new() { Nullable = nullable, ImplicitUsings = implicitUsings };
        Assert.Empty(UserProject.Generate(UserProject.Compile(Files, settings)).Faults());
    }
}
