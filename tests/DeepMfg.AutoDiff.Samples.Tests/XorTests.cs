namespace DeepMfg.AutoDiff.Samples.Tests;

public sealed class XorTests : Scratch
{
    [Fact]
    public void Eight_hidden_units_learn_it_from_at_least_nine_of_ten_seeds()
    {
        var run = Run.Of("Xor", "--out", Folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        int learnt = Enumerable.Range(1, 10).Count(seed => run.Number($"8 ReLUs, seed {seed}", 1) == 100);
        Assert.True(learnt >= 9, run.Output);
        Assert.Contains($"Learnt from {learnt} of 10 seeds.", run.Output, StringComparison.Ordinal);
        AssertPlots("accuracy", "decision");
    }

    [Fact]
    public void The_decision_that_is_drawn_has_its_corners_right()
    {
        string[] drawn = [.. Run.Of("Xor").Output.Split('\n').Select(line => line.Trim()).Where(line => line.Length == 32 && line.All(c => c is '#' or '.'))];
        Assert.Equal(16, drawn.Length);
        Assert.Equal("#..#", string.Concat(drawn[0][0], drawn[0][^1], drawn[^1][0], drawn[^1][^1]));
    }

    [Fact]
    public void The_same_seeds_give_the_same_text() => Assert.Equal(Run.Of("Xor"), Run.Of("Xor"));

    [Fact]
    public void A_table_of_its_own_is_learnt_and_another_is_judged()
    {
        string and = Written("and.csv", "a,b,xor\n0,0,0\n0,1,0\n1,0,0\n1,1,1\n"), test = Written("test.csv", "a,b,xor\n0,0,1\n1,1,1\n");
        var run = Run.Of("Xor", "--data", and, "--test", test, "--seeds", "1");
        Assert.Equal(50, run.Number("8 ReLUs, seed 1", 1));
    }
}
