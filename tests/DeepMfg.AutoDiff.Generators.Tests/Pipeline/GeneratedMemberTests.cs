using static DeepMfg.AutoDiff.Generators.Tests.Diagnostics.Expect;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>Bodies that mention generated members: the generator binds before these exist.</summary>
public sealed class GeneratedMemberTests
{
    [Fact]
    public void A_body_may_call_the_gradient_of_another_method_with_constants() => InClass(
        """
        [Differentiable] public static double Law(double x, double y) => x * x * y;
        [Differentiable] public static double F(double x, [NoDerivative] double at)
        {
            (double value, var gradient) = LawValueAndGradient(at, 2);
            return x * value + gradient.y * x;
        }
        """);

    [Fact]
    public void An_active_value_that_reaches_a_generated_member_is_DMAD010() => InClass(
        """
        [Differentiable] public static double Law(double x) => x * x;
        [Differentiable] public static double F(double x) => LawJvp(x, 1).Tangent;
        """,
        ("DMAD010", "LawJvp(x, 1)", "'C.LawJvp'"));
}
