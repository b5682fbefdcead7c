using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>What both modes ask of a primitive's row.</summary>
internal static class Partials
{
    /// <summary>The distinct arguments of interest through which a derivative flows, each with its partial; an argument given twice has the sum.</summary>
    public static List<(Operand Argument, Term Partial)> Of(Apply apply, Func<Operand, bool> isOfInterest)
    {
        Primitive primitive = Primitives.Get(apply.Primitive);
        var flows = new List<(Operand Argument, Term Partial)>(apply.Arguments.Count);
        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            Operand argument = apply.Arguments[i];
            if (primitive.Partial(i) is not { } partial || !isOfInterest(argument)) continue;
            int known = flows.Count - 1;
            while (known >= 0 && flows[known].Argument != argument) known--;
            if (known < 0) flows.Add((argument, partial));
            else flows[known] = (argument, flows[known].Partial + partial);
        }
        return flows;
    }

    /// <summary>A primitive's formulas are of the type of its first floating argument.</summary>
    public static At At(Apply apply, Variable output)
    {
        foreach (Operand argument in apply.Arguments)
        {
            if (argument.Type.IsFloat) return new At(apply.Arguments, output, argument.Type);
        }
        return new At(apply.Arguments, output, apply.Type);
    }

    /// <summary>
    /// Takes the denominator that all of several slopes share, so that one division serves them all; <see langword="null"/> where there is none.
    /// </summary>
    public static Term? TakeDenominator(List<(Operand Argument, Term Slope)> flows)
    {
        if (flows.Count < 2 || flows[0].Slope.AsFraction() is not { } first) return null;
        foreach ((Operand _, Term slope) in flows)
        {
            if (slope.AsFraction()?.Denominator != first.Denominator) return null;
        }
        for (int i = 0; i < flows.Count; i++) flows[i] = (flows[i].Argument, flows[i].Slope.AsFraction()!.Value.Numerator);
        return first.Denominator;
    }

    /// <summary>A factor times a slope, where a zero of either may stand against an infinity of the other.</summary>
    public static Operand? Scaled(Builder builder, Operand? factor, Term slope, At at, Guards guards)
    {
        if (factor is null) return null;
        if (slope.AsNegated() is { } negated) return Algebra.Negate(builder, Scaled(builder, factor, negated, at, guards));
        bool asksSlope = guards.ZeroSlope && slope.MayBeZero, asksFactor = guards.ZeroFactor && slope is not Literal;
        Operand? scaled = asksSlope ? Guarded(builder, factor, Algebra.Instantiate(builder, slope, at)) : Algebra.Scale(builder, factor, slope, at);
        return asksFactor ? Algebra.Guarded(builder, factor, scaled) : scaled;
    }

    private static Operand? Guarded(Builder builder, Operand factor, Operand slope) =>
        slope is Constant known ? known.IsZero ? null : Algebra.Times(builder, factor, slope)
            : Algebra.Guarded(builder, slope, Algebra.Times(builder, factor, slope));
}

/// <summary>
/// Against which zero a product of a tangent or cotangent with a slope is guarded: nothing flows where one of them is zero, whatever the other
/// is.
/// </summary>
/// <param name="ZeroFactor">The tangent or cotangent may be zero where the slope is infinite.</param>
/// <param name="ZeroSlope">The slope may be zero where the tangent or cotangent is infinite.</param>
internal readonly record struct Guards(bool ZeroFactor, bool ZeroSlope);
