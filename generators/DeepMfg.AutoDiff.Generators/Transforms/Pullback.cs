using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>What a primitive hands back to one of its arguments.</summary>
/// <param name="Argument">The argument.</param>
/// <param name="Bar">The cotangent of the result times the slope in the argument; <see langword="null"/> is a symbolic zero.</param>
/// <param name="Since">How many statements the builder had before those that computed it.</param>
internal readonly record struct Contribution(Variable Argument, Operand? Bar, int Since);

/// <summary>One row of the table read backwards: <c>xᵢBar += ∂y/∂xᵢ · yBar</c>.</summary>
internal static class Pullback
{
    /// <summary>The contributions to the arguments of interest, each computed when it is asked for.</summary>
    public static IEnumerable<Contribution> Of(Builder builder, Variable target, Apply apply, Operand bar, Func<Operand, bool> isActive)
    {
        (Operand Argument, Term Slope)[] flows = [.. Partials.Of(apply).Where(flow => isActive(flow.Argument))];
        At at = Partials.At(apply, target);
        Operand? cotangent = Algebra.Convert(builder, bar, at.Type);
        if (Partials.TakeDenominator(flows) is { } denominator) cotangent = Algebra.Scale(builder, cotangent, 1 / denominator, at);
        foreach ((Operand argument, Term slope) in flows)
        {
            int before = builder.Count;
            yield return new Contribution((Variable)argument, Algebra.Scale(builder, cotangent, slope, at), before);
        }
    }
}
