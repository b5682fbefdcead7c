using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>One row of the table read forwards, in one direction: <c>yDot = Σ ∂y/∂xᵢ · xᵢDot</c>.</summary>
internal static class Tangents
{
    public static void Add(Variable target, Apply apply, Direction direction, Builder builder)
    {
        if (!direction.IsActive(target)) return;
        (Operand Argument, Term Slope)[] flows = [.. Partials.Of(apply).Where(flow => direction.Tangent(flow.Argument) is not null)];
        At at = Partials.At(apply, target);
        Term? denominator = Partials.TakeDenominator(flows);
        int before = builder.Count;
        string name = direction.NameOf(target);
        Operand? sum = null;
        foreach ((Operand argument, Term slope) in flows)
        {
            Operand dot = direction.Tangent(argument)!;
            Operand? scaled = Algebra.Scale(builder, Algebra.Convert(builder, dot, at.Type), slope, at);
            if (scaled is not null && Partials.HasPole(apply, argument) && !direction.IsCertain(argument)) scaled = Algebra.Guarded(builder, dot, scaled);
            sum = Algebra.Add(builder, denominator is null ? name : "numerator", sum, scaled);
        }
        if (denominator is not null) sum = Algebra.Scale(builder, sum, 1 / denominator, at);
        if (sum is not null) direction.Set(target, builder.Name(Algebra.Convert(builder, sum, target.Type), name, before));
    }
}
