namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>A partial method is marked at either part, and called like any other.</summary>
public class PartialMethodTests
{
    [Theory]
    [InlineData("[Differentiable] public static partial double F(double x, int n); public static partial double F(double x, int n) => x * x * n;")]
    [InlineData("public static partial double F(double x, int n); [Differentiable] public static partial double F(double x, int n) => x * x * n;")]
    [InlineData("[Differentiable] public static partial double F(double x, [NoDerivative] double n); public static partial double F(double x, double n) { for (int i = 0; i < 1; i++) x *= x; return x * n; }")]
    [InlineData("[Differentiable] public static partial double F(double x, int n = 1); public static partial double F(double y, int n) => Square(y, out double z) * n + z; private static partial double Square(double x, out double z); private static partial double Square(double y, out double w) { w = 0; return y * y; }")]
    public void Derivatives_of_a_partial_method_are_generated_once(string members)
    {
        Calling.AllGive(
            members,
            ("C.FValueAndGradient(1.5, 2).Gradient", 6),
            ("C.FJvp(1.5, 2, 1).Tangent", 6));
    }

    [Fact]
    public void What_is_marked_at_both_parts_is_an_error_of_the_compiler_alone() => Assert.Empty(Calling.Says(
        "[Differentiable] public static partial double F(double x); [Differentiable] public static partial double F(double x) => x * x;"));
}
