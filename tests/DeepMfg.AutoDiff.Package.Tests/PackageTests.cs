using System.IO.Compression;
using System.Text.RegularExpressions;

namespace DeepMfg.AutoDiff.Package.Tests;

/// <summary>The packed package, used from empty folders.</summary>
public sealed partial class PackageTests(PackedPackage package) : IClassFixture<PackedPackage>
{
    private const string Wear = """
        namespace Shop
        {
            /// <summary>Wear of tools.</summary>
            public static partial class Wear
            {
                /// <summary>Taylor's tool life.</summary>
                [DeepMfg.AutoDiff.Differentiable]
                public static double ToolLife(double speed, double feed)
                {
                    double life = 60;
                    for (int pass = 0; pass < 2; pass++)
                    {
                        life /= speed * System.Math.Sqrt(feed);
                    }

                    return life;
                }
            }
        }
        """;

    /// <summary>60 / (speed² · feed) at (2, 0.5) is 30, with gradient (-30, -60).</summary>
    private const string Print = """
        (double life, (double speed, double feed) gradient) = Shop.Wear.ToolLifeValueAndGradient(2, 0.5);
        System.Console.WriteLine(System.FormattableString.Invariant($"{life:F6} {gradient.speed:F6} {gradient.feed:F6}"));
        """;

    private const string Printed = "30.000000 -30.000000 -60.000000";

    [Fact]
    public void Holds_the_library_the_compilers_extensions_and_what_belongs_to_them()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackageFile);
        string[] files = [.. archive.Entries.Select(entry => entry.FullName)];
        Assert.All(
            [
                "lib/net10.0/DeepMfg.AutoDiff.dll", "lib/net10.0/DeepMfg.AutoDiff.xml",
                "analyzers/dotnet/cs/DeepMfg.AutoDiff.Generators.dll", "analyzers/dotnet/cs/DeepMfg.AutoDiff.CodeFixes.dll",
                "build/net10.0/DeepMfg.AutoDiff.props", "buildTransitive/net10.0/DeepMfg.AutoDiff.props", "README.md", "LICENSE", "CHANGELOG.md", "icon.png",
                "docs/diagnostics/DMAD011.md",
            ],
            file => Assert.Contains(file, files));

        using var nuspec = new StreamReader(archive.GetEntry("DeepMfg.AutoDiff.nuspec")!.Open());
        string text = nuspec.ReadToEnd();
        Assert.Contains("<license type=\"expression\">MIT</license>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", text, StringComparison.Ordinal);
        Assert.Contains("<icon>icon.png</icon>", text, StringComparison.Ordinal);
        Assert.Contains("<releaseNotes># Changes", text, StringComparison.Ordinal);
        // A checkout may have its commit there; an address only whoever packs can give.
        Assert.DoesNotMatch("<repository [^>]*url=", text);
        Assert.DoesNotContain("<projectUrl>", text, StringComparison.Ordinal);

        using ZipArchive symbols = ZipFile.OpenRead(package.Symbols);
        Assert.Contains("lib/net10.0/DeepMfg.AutoDiff.pdb", symbols.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public void What_the_packages_pages_lead_to_is_in_the_package()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackageFile);
        HashSet<string> files = [.. archive.Entries.Select(static entry => entry.FullName)];
        Assert.All(archive.Entries.Where(static entry => entry.FullName is "README.md" || entry.FullName.StartsWith("docs/", StringComparison.Ordinal)), entry =>
        {
            if (!entry.FullName.EndsWith(".md", StringComparison.Ordinal)) return;
            using var reader = new StreamReader(entry.Open());
            IEnumerable<string> links = Link().Matches(reader.ReadToEnd()).Select(static match => match.Groups[1].Value);
            Assert.All(links.Where(static link => !link.StartsWith("http", StringComparison.Ordinal)), link =>
            {
                string path = new Uri(new Uri($"file:///{entry.FullName}"), link).AbsolutePath[1..];
                Assert.Contains(files, file => file == path || file.StartsWith(path + "/", StringComparison.Ordinal));
            });
        });
    }

    [GeneratedRegex(@"\]\(([^)#]+)")]
    private static partial Regex Link();

    [Fact]
    public void A_project_for_an_older_framework_is_told_so()
    {
        string project = Project("Exe", Reference).Replace("</OutputType>", "</OutputType><TargetFramework>net8.0</TargetFramework>", StringComparison.Ordinal);
        string folder = package.Folder("old", ("old.csproj", project));
        string said = Assert.Throws<InvalidOperationException>(() => DotNet.Run(folder, "restore", "-nologo")).Message;
        Assert.Contains("NU1202", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Works_from_a_fresh_console_project()
    {
        string folder = package.Folder("console", ("console.csproj", Project("Exe", Reference)), ("Wear.cs", Wear), ("Program.cs", Print));
        AssertRuns(DotNet.Run(folder, "build", "-nologo"), DotNet.Run(folder, "run", "--no-build"));
    }

    [Fact]
    public void Works_from_a_file_based_app()
    {
        string directives = $"#:package DeepMfg.AutoDiff@{package.Version}\n#:property PublishAot=false\n";
        string folder = package.Folder("script", ("app.cs", directives + Print + "\n" + Wear));
        AssertRuns(DotNet.Run(folder, "build", "app.cs"), DotNet.Run(folder, "run", "app.cs"));
    }

    [Fact]
    public void Works_from_a_library_that_an_application_uses()
    {
        string folder = package.Folder(
            "both",
            ("library/library.csproj", Project("Library", Reference)),
            ("library/Wear.cs", Wear),
            ("application/application.csproj", Project("Exe", "<ProjectReference Include=\"../library/library.csproj\" />")),
            ("application/Program.cs", Print));
        string application = Path.Combine(folder, "application");
        AssertRuns(DotNet.Run(application, "build", "-nologo"), DotNet.Run(application, "run", "--no-build"));
    }

    [Theory]
    [InlineData("enable")]
    [InlineData("disable")]
    public void Gives_no_warning_with_every_analyzer_on(string switched)
    {
        string properties = $"""
            <ImplicitUsings>{switched}</ImplicitUsings><Nullable>{switched}</Nullable><AnalysisLevel>latest-all</AnalysisLevel>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            """;
        string folder = package.Folder(
            "strict-" + switched, ("strict.csproj", Project("Library", Reference, properties)), ("Wear.cs", Wear));
        Assert.Contains(" 0 Warning(s)", DotNet.Run(folder, "build", "-nologo"), StringComparison.Ordinal);
    }

    private string Reference => $"<PackageReference Include=\"DeepMfg.AutoDiff\" Version=\"{package.Version}\" />";

    private static string Project(string output, string items, string properties = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>{output}</OutputType>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """;

    private static void AssertRuns(string built, string ran)
    {
        Assert.DoesNotContain("warning ", built, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Printed, ran, StringComparison.Ordinal);
    }
}
