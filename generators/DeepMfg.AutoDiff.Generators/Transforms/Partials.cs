using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>What both modes ask of a primitive's row.</summary>
internal static class Partials
{
    /// <summary>The distinct arguments through which a derivative flows, each with its partial; an argument given twice has the sum.</summary>
    public static IEnumerable<(Operand Argument, Term Partial)> Of(Apply apply)
    {
        Primitive primitive = Primitives.Get(apply.Primitive);
        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            Operand argument = apply.Arguments[i];
            Term? sum = null;
            bool first = true;
            for (int j = 0; j < apply.Arguments.Count; j++)
            {
                if (apply.Arguments[j] != argument) continue;
                if (j < i) first = false;
                if (primitive.Partial(j) is { } partial) sum = sum is null ? partial : sum + partial;
            }
            if (first && sum is not null) yield return (argument, sum);
        }
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
    public static Term? TakeDenominator((Operand Argument, Term Slope)[] flows)
    {
        if (flows.Length < 2 || flows[0].Slope.AsFraction() is not { } first) return null;
        if (flows.Any(flow => flow.Slope.AsFraction()?.Denominator != first.Denominator)) return null;
        for (int i = 0; i < flows.Length; i++) flows[i].Slope = flows[i].Slope.AsFraction()!.Value.Numerator;
        return first.Denominator;
    }

    /// <summary>Whether the slope in an argument is not finite at a point where the arguments are: <c>Sqrt</c> at zero.</summary>
    public static bool HasPole(Apply apply, Operand argument)
    {
        Primitive primitive = Primitives.Get(apply.Primitive);
        return Enumerable.Range(0, apply.Arguments.Count).Any(i => apply.Arguments[i] == argument && primitive.HasPole(i, Known(apply)));
    }

    private static double?[] Known(Apply apply) =>
        [.. apply.Arguments.Select(static argument => argument is Constant { Type.IsFloat: true } constant ? constant.Real : (double?)null)];
}
