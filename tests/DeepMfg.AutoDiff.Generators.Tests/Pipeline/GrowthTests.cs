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

    [Fact]
    public void A_bound_that_is_doubled_sixty_times_in_the_loop_is_looked_through_once()
    {
        string doubled = string.Concat(Enumerable.Range(0, 60).Select(static i => $"int b{i + 1} = b{i} + b{i}; "));

        Assert.Empty(Faults($"[Differentiable] public static double F(double x, int n) {{ for (int i = 0; ; i++) {{ int b0 = n; {doubled} if (i >= b60) return x; x *= x; }} }}"));
    }

    [Fact]
    public void A_counter_that_sixty_branches_hand_on_is_looked_through_once()
    {
        string branches = string.Concat(Enumerable.Range(0, 60).Select(static i => $"if (n > {i}) {{ x *= {i + 2}; }} else if (n > -{i}) {{ continue; }} "));

        Assert.Empty(Faults($"[Differentiable] public static double F(double x, int n) {{ for (int i = 0; i < n; i++) {{ {branches} }} return x; }}"));
    }

    private static IEnumerable<object> Faults(string members) =>
        UserProject.Generate(UserProject.Compile([new UserFile("C.cs", $"using System;\nusing DeepMfg.AutoDiff;\npublic static partial class C\n{{\n{members}\n}}\n")])).Faults();
}
