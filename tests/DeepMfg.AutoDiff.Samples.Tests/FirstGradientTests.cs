namespace DeepMfg.AutoDiff.Samples.Tests;

public sealed class FirstGradientTests
{
    [Fact]
    public void It_prints_a_life_and_how_it_changes()
    {
        var run = Run.Of("FirstGradient");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("the tool lives for 17.20 min", run.Output, StringComparison.Ordinal);
        Assert.Contains("changes that by -0.459 min", run.Output, StringComparison.Ordinal);
    }
}
