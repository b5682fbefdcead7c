using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>What a primitive hands back to one of its arguments.</summary>
/// <param name="Argument">The argument.</param>
/// <param name="Bar">The cotangent of the result times the slope in the argument; <see langword="null"/> is a symbolic zero.</param>
/// <param name="Since">How many statements the builder had before those that computed it.</param>
internal readonly record struct Contribution(Variable Argument, Operand? Bar, int Since);

/// <summary>The cotangent of a primitive's result, and what is known of it.</summary>
/// <param name="Bar">The cotangent.</param>
/// <param name="MayBeZero">Whether it may be zero, and meet a slope that is infinite.</param>
/// <param name="MayBeInfinite">Whether it may be infinite, and meet a slope that is zero.</param>
/// <param name="Infinities">What is known of slopes.</param>
internal readonly record struct Pulled(Operand Bar, bool MayBeZero, bool MayBeInfinite, Infinities Infinities);

/// <summary>One row of the table read backwards: <c>xᵢBar += ∂y/∂xᵢ · yBar</c>. Zero wins over infinity.</summary>
internal static class Pullback
{
    /// <summary>The contributions to the arguments of interest, each computed when it is asked for.</summary>
    public static IEnumerable<Contribution> Of(Builder builder, Variable target, Apply apply, Pulled pulled, Func<Operand, bool> isActive)
    {
        List<(Operand Argument, Term Slope)> flows = Partials.Of(apply, isActive);
        At at = Partials.At(apply, target);
        Operand? cotangent = Algebra.Convert(builder, pulled.Bar, at.Type);
        bool[] poles = pulled.Infinities.At(apply, flows);
        if (Partials.TakeDenominator(flows) is { } denominator)
        {
            Operand? quotient = Algebra.Scale(builder, cotangent, 1 / denominator, at);
            cotangent = pulled.MayBeZero && Array.IndexOf(poles, true) >= 0 ? Algebra.Guarded(builder, cotangent, quotient) : quotient;
        }
        for (int i = 0; i < flows.Count; i++)
        {
            int before = builder.Count;
            var guards = new Guards(ZeroFactor: pulled.MayBeZero && poles[i], ZeroSlope: pulled.MayBeInfinite);
            yield return new Contribution((Variable)flows[i].Argument, Partials.Scaled(builder, cotangent, flows[i].Slope, at, guards), before);
        }
    }
}
