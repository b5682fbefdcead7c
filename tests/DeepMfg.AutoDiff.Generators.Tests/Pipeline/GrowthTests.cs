using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>What is deep or long costs what it is worth.</summary>
public sealed class GrowthTests
{
    [Fact]
    public void Thirty_counted_loops_in_each_other_are_derived()
    {
        string heads = string.Concat(Enumerable.Range(0, 30).Select(static i => $"for (int i{i} = 0; i{i} < 2; i{i}++) "));

        Assert.Empty(Faults($"[Differentiable] public static double F(double x) {{ double s = x; {heads} s = Math.Sin(s) * s; return s; }}"));
    }

    private static IEnumerable<object> Faults(string members) =>
        UserProject.Generate(UserProject.Compile([new UserFile("C.cs", $"using System;\nusing DeepMfg.AutoDiff;\npublic static partial class C\n{{\n{members}\n}}\n")])).Faults();
}
