namespace DeepMfg.AutoDiff.Samples.Tests;

/// <summary>What does not fit is refused with a sentence that says where and what to do, and exit code 1.</summary>
public sealed class BadInputTests : Scratch
{
    public static TheoryData<string> Samples => [.. Tables.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_file_that_there_is_not(string sample)
    {
        Refuses(sample, Path.Combine(Folder, "none.csv"), "There is no file", "none.csv", "name one that there is");
        Refuses(sample, Folder, "is a folder", "name a file in it");
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_file_without_anything(string sample) => Refuses(sample, Written("empty.csv", ""), "empty.csv is empty");

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_text_where_a_number_belongs(string sample)
    {
        Tables.Sample table = Tables.All[sample];
        Refuses(sample, Written("text.csv", table.With(row: 2, "O.14")), "text.csv", "row 2", table.Column, "\"O.14\" is not a number", "Correct it");
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_row_that_is_too_short(string sample)
    {
        Tables.Sample table = Tables.All[sample];
        Refuses(sample, Written("short.csv", table.With(row: 2, null)), "short.csv", "row 2", "fields where");
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_number_that_is_none(string sample)
    {
        Tables.Sample table = Tables.All[sample];
        foreach (string missing in new[] { "NaN", "" })
        {
            Refuses(sample, Written("nan.csv", table.With(row: 3, missing)), "nan.csv", "row 3", table.Column, "a finite number is missing", "Fill it in");
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_column_that_is_missing(string sample)
    {
        Tables.Sample table = Tables.All[sample];
        if (table.HasHeader)
        {
            Refuses(sample, Written("less.csv", table.Without()), "less.csv has no column", table.Column, "Name its columns so");
        }
        else
        {
            Refuses(sample, Written("less.csv", table.Without()), "less.csv, line 1", "fields where");
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_word_that_is_none_of_its_options(string sample)
    {
        foreach (string[] words in new string[][] { ["--date", "x"], ["--data"], ["--epochs", "many"] })
        {
            var run = Run.Of(sample, words);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains(words[0], run.Error, StringComparison.Ordinal);
        }

        var help = Run.Of(sample, "--help");
        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains($"--project samples/{sample}", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_for_plots_that_is_a_file()
    {
        string file = Written("taken", "");
        var run = Run.Of("PredictiveMaintenance", "--rows", "300", "--folds", "2", "--members", "2", "--epochs", "1", "--out", file);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Name another folder after --out", run.Error, StringComparison.Ordinal);
    }

    private static void Refuses(string sample, string path, params string[] words)
    {
        var run = Run.Of(sample, "--data", path);
        Assert.Equal(1, run.ExitCode);
        Assert.All(words, word => Assert.Contains(word, run.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
