using DeepMfg.AutoDiff.Generators.Frontend;
using DeepMfg.AutoDiff.Generators.Tests.Frontend;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>Nothing that a method can grow to breaks the compiler.</summary>
public sealed class SizeTests
{
    [Fact]
    public void Expressions_of_any_length_and_depth_are_lowered_or_refused()
    {
        Assert.NotNull(UserCode.Lower(UserCode.Class($"[Differentiable] static double F(double x) => {string.Join(" + ", Enumerable.Repeat("x", 5000))};")).Method);
        Lowered deep = UserCode.Lower(UserCode.Class($"[Differentiable] static double F(double x) {{ {string.Concat(Enumerable.Repeat("if (x > 1) {", 300))} x = 1; {new string('}', 300)} return x; }}"));
        Assert.Contains(deep.Mistakes, static mistake => mistake.Descriptor.Id == "DMAD011");
    }
}
