using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Tests;

/// <summary>The measures of simplicity that a program can hold.</summary>
public sealed class ArchitectureTests
{
    /// <summary>For each folder of the compiler, those whose namespaces it may use.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Infrastructure"] = [],
        ["IR"] = ["Infrastructure"],
        ["Rules"] = ["Infrastructure", "IR"],
        ["Interpreter"] = ["Infrastructure", "IR", "Rules"],
        ["Analysis"] = ["Infrastructure", "IR", "Rules"],
        ["Transforms"] = ["Infrastructure", "IR", "Rules", "Analysis"],
        ["Emission"] = ["Infrastructure", "IR", "Rules", "Analysis", "Transforms"],
        ["Frontend"] = ["Infrastructure", "IR", "Rules", "Analysis", "Diagnostics"],
        ["Diagnostics"] = ["Infrastructure", "IR", "Frontend", "Transforms", "Interpreter"],
    };

    private static readonly CodeFile[] s_compiler = [.. CodeFile.Under("generators/DeepMfg.AutoDiff.Generators")];

    private static readonly CodeFile[] s_shipped = [.. CodeFile.Under("generators"), .. CodeFile.Under("src")];

    [Fact]
    public void Files_are_short()
    {
        AssertNone(s_shipped.Where(file => file.Lines > 400), file => $"{file.Path} has {file.Lines} lines");
        int[] lengths = [.. s_shipped.Select(file => file.Lines)];
        Assert.InRange(Quantile(lengths, 0.5), 1, 100);
        Assert.InRange(Quantile(lengths, 0.9), 1, 250);
    }

    [Fact]
    public void Methods_are_short()
    {
        (string Name, int Lines)[] methods = [.. s_shipped.SelectMany(file => file.Methods.Select(method => ($"{file.Path}: {Name(method)}", Lines(method))))];
        AssertNone(methods.Where(method => method.Lines > 60), method => $"{method.Name} has {method.Lines} lines");
        int[] lengths = [.. methods.Select(method => method.Lines)];
        Assert.InRange(Quantile(lengths, 0.5), 1, 12);
        Assert.InRange(Quantile(lengths, 0.9), 1, 35);
    }

    [Fact]
    public void Methods_take_at_most_five_parameters_and_kernels_six() => AssertNone(
        from file in s_shipped
        from method in file.Methods
        let parameters = Parameters(method)
        where parameters > (file.Path.Contains("/Ops/", StringComparison.Ordinal) ? 6 : 5)
        select $"{file.Path}: {Name(method)} takes {parameters}",
        text => text);

    [Fact]
    public void No_line_is_wider_than_160_characters() => AssertNone(
        from file in s_shipped
        from line in file.Text.Split('\n').Select((text, number) => (Text: text.TrimEnd(), Number: number + 1))
        where line.Text.Length > 160
        select $"{file.Path}, line {line.Number}: {line.Text.Length} characters",
        text => text);

    [Fact]
    public void No_two_types_of_the_compiler_have_one_name() => AssertNone(
        from type in s_compiler.SelectMany(file => file.Types).Distinct()
        group type.Whole by type.Name into same
        where same.Count() > 1
        select string.Join(" and ", same),
        text => text);

    [Fact]
    public void Only_the_frontend_the_diagnostics_and_the_pipeline_know_Roslyn() => AssertNone(
        s_compiler.Where(file => file.Folder is not ("" or "Frontend" or "Diagnostics") && file.Text.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
        file => file.Path);

    // An edit there would else go unseen.
    [Fact]
    public void What_stands_in_bodies_is_read_where_it_is_noted_only() => AssertNone(
        from file in s_compiler
        where file.Folder == "Frontend" && !file.Path.EndsWith("Models.cs", StringComparison.Ordinal)
        from way in new[] { ".GetSyntax(", ".GetSemanticModel(", ".GetSyntaxAsync(" }
        where file.Text.Contains(way, StringComparison.Ordinal)
        select $"{file.Path}: {way}",
        text => text);

    [Fact]
    public void Folders_depend_on_each_other_one_way() => AssertNone(
        from file in s_compiler
        where file.Folder.Length > 0
        from used in file.UsedFolders
        where used != file.Folder && !s_allowed[file.Folder].Contains(used)
        select $"{file.Path} uses {used}",
        text => text);

    [Fact]
    public void Only_the_pipeline_stands_at_the_top() =>
        Assert.All(s_compiler.Where(file => file.Folder.Length == 0), file => Assert.EndsWith("DifferentiableGenerator.cs", file.Path, StringComparison.Ordinal));

    [Fact]
    public void Names_of_primitives_occur_only_in_the_rules()
    {
        HashSet<string> names = [.. Primitives.All.Select(primitive => primitive.Name)];
        AssertNone(
            from file in s_compiler
            where file.Folder != "Rules"
            from literal in file.Strings
            where names.Contains(literal)
            select $"{file.Path}: \"{literal}\"",
            text => text);
    }

    [Fact]
    public void Every_diagnostic_has_a_test_of_its_name_and_is_in_the_release_file()
    {
        string releases = string.Concat(
            Directory.EnumerateFiles(Repository.Path("generators/DeepMfg.AutoDiff.Generators"), "AnalyzerReleases.*.md", SearchOption.AllDirectories)
                .Select(File.ReadAllText));
        string[] ids = [.. s_compiler.SelectMany(file => file.Strings).Where(text => text.Length == 7 && text.StartsWith("DMAD", StringComparison.Ordinal)).Distinct()];
        Assert.NotEmpty(ids);
        HashSet<string> tested =
        [
            .. from file in CodeFile.Under("tests")
               from method in file.Methods
               from id in ids
               where Name(method).Contains(id, StringComparison.OrdinalIgnoreCase) || file.Path.Contains(id, StringComparison.OrdinalIgnoreCase)
               select id,
        ];
        AssertNone(ids.Where(id => !tested.Contains(id)), id => $"{id} has no test of its name");
        AssertNone(ids.Where(id => !releases.Contains(id, StringComparison.Ordinal)), id => $"{id} is in no release file");
    }

    [Fact]
    public void Every_package_lists_what_is_public() => AssertNone(
        from project in Directory.EnumerateFiles(Repository.Path("src"), "*.csproj", SearchOption.AllDirectories)
        from list in new[] { "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt" }
        where !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, list))
        select $"{Path.GetFileNameWithoutExtension(project)} lacks {list}",
        text => text);

    [Fact]
    public void Golden_files_are_few_and_short()
    {
        string[] golden = [.. Directory.EnumerateFiles(Repository.Path("tests"), "*.verified.*", SearchOption.AllDirectories).Where(CodeFile.IsSource)];
        Assert.InRange(golden.Length, 0, 30);
        AssertNone(golden.Where(file => File.ReadLines(file).Count() > 110), file => file);
    }

    private static void AssertNone<T>(IEnumerable<T> offenders, Func<T, string> text)
    {
        string[] texts = [.. offenders.Select(text)];
        Assert.True(texts.Length == 0, string.Join(Environment.NewLine, texts));
    }

    private static int Quantile(int[] values, double fraction) => values.Order().ElementAt((int)(fraction * (values.Length - 1)));

    private static int Lines(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static string Name(SyntaxNode method) => method switch
    {
        MethodDeclarationSyntax declaration => declaration.Identifier.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => method.Kind().ToString(),
    };

    private static int Parameters(SyntaxNode method) => method switch
    {
        // The compiler gives the signature of a reverse sweep: a companion for each parameter.
        BaseMethodDeclarationSyntax { ParameterList: { Parameters: { } parameters } list } when parameters.Any(static p => p.Type?.ToString() == "Tape") =>
            list.Parameters.Count(static p => !p.Identifier.ValueText.EndsWith("Bar", StringComparison.Ordinal)),
        // A list of layers, each of a type of its own.
        MethodDeclarationSyntax { TypeParameterList.Parameters.Count: var types } generic when types == generic.ParameterList.Parameters.Count => 1,
        BaseMethodDeclarationSyntax declaration => declaration.ParameterList.Parameters.Count,
        LocalFunctionStatementSyntax local => local.ParameterList.Parameters.Count,
        _ => 0,
    };
}
