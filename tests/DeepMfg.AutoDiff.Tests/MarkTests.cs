using System.Reflection;

namespace DeepMfg.AutoDiff.Tests;

public sealed class MarkTests
{
    [Fact]
    public void A_bare_mark_asks_for_the_three_defaults()
    {
        var mark = new DifferentiableAttribute();
        Assert.Equal(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp, mark.Produce);
        Assert.Empty(mark.Wrt);
    }

    [Fact]
    public void Each_derivative_is_a_bit_of_its_own()
    {
        Derivatives[] single = [.. Enum.GetValues<Derivatives>().Where(d => d is not (Derivatives.None or Derivatives.Default))];
        Assert.All(single, d => Assert.True(int.IsPow2((int)d)));
        Assert.Equal(single.Length, single.Distinct().Count());
    }

    [Fact]
    public void A_constant_can_be_a_parameter_a_field_a_property_or_a_method()
    {
        var usage = typeof(NoDerivativeAttribute).GetCustomAttribute<AttributeUsageAttribute>()!;
        Assert.Equal(
            AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Method, usage.ValidOn);
    }

    [Fact]
    public void Stopping_the_gradient_gives_the_value_back() => Assert.Equal(3.5, Ad.StopGradient(3.5));
}
