using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>One row of the table read forwards, in one direction: <c>yDot = Σ ∂y/∂xᵢ · xᵢDot</c>. Zero wins over infinity.</summary>
internal static class Tangents
{
    /// <summary>What a tangent over a common denominator is called before it is divided.</summary>
    public const string Numerator = "numerator";

    public static void Add(Variable target, Apply apply, Direction direction, Builder builder)
    {
        if (direction.IsActive(target) && Of(target, apply, direction, builder) is { } tangent) direction.Set(target, tangent);
    }

    /// <param name="target">The value.</param>
    /// <param name="apply">The primitive that gives it.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="builder">Takes the statements.</param>
    /// <param name="storageOf">The storage that an argument is read from, of which more is known.</param>
    /// <returns>The value's tangent; nothing where no argument has one.</returns>
    public static Operand? Of(Variable target, Apply apply, Direction direction, Builder builder, Func<Operand, Operand>? storageOf = null)
    {
        List<(Operand Argument, Term Slope)> flows = Partials.Of(apply, direction.HasTangent);
        At at = Partials.At(apply, target);
        bool[] poles = direction.Infinities.At(apply, flows);
        Term? denominator = Partials.TakeDenominator(flows);
        int before = builder.Count;
        string name = direction.NameOf(target);
        Operand? sum = null;
        for (int i = 0; i < flows.Count; i++)
        {
            Operand dot = Algebra.Convert(builder, direction.Tangent(flows[i].Argument)!, at.Type);
            bool mayBeInfinite = direction.Infinities.OfTangent(storageOf?.Invoke(flows[i].Argument) ?? flows[i].Argument, apply);
            var guards = new Guards(ZeroFactor: poles[i] && dot is not Constant { IsZero: false }, ZeroSlope: mayBeInfinite);
            Operand? scaled = Partials.Scaled(builder, dot, flows[i].Slope, at, guards);
            sum = Algebra.Add(builder, denominator is null ? name : Numerator, sum, scaled);
        }
        if (denominator is not null)
        {
            Operand? quotient = Algebra.Scale(builder, sum, 1 / denominator, at);
            sum = Array.IndexOf(poles, true) >= 0 && sum is not Constant { IsZero: false } ? Algebra.Guarded(builder, sum, quotient) : quotient;
        }
        return sum is null ? null : builder.Name(Algebra.Convert(builder, sum, target.Type), name, before);
    }
}
