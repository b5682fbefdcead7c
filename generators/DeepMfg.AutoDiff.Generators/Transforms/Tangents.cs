using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// The tangents of one primitive's result. What directions have in common is computed once: a slope, or the reciprocal of the denominator
/// that all slopes of the primitive share.
/// </summary>
internal sealed class Tangents
{
    private readonly Variable target;
    private readonly Direction[] active;
    private readonly List<(Operand Argument, Term Slope)> flows = [];
    private readonly List<Operand> inputs;
    private readonly Apply apply;
    private readonly IrType type;

    /// <summary>What the sums over the arguments are still to be multiplied by.</summary>
    private Term? common;

    public Tangents(Apply apply, Variable target, IEnumerable<Direction> directions)
    {
        this.apply = apply;
        this.target = target;
        active = [.. directions.Where(direction => direction.IsActive(target))];
        inputs = [.. apply.Arguments];
        type = Partials.At(apply, target).Type;
        if (active.Length == 0) return;
        flows.AddRange(Partials.Of(apply).Where(flow => active.Any(direction => direction.Tangent(flow.Argument) is not null)));
    }

    private At At => new(inputs, target, type);

    public void AddTo(Builder builder)
    {
        TakeCommonDenominator(builder);
        for (int i = 0; i < flows.Count; i++)
        {
            if (active.Count(direction => direction.Tangent(flows[i].Argument) is not null) > 1) flows[i] = (flows[i].Argument, Shared(builder, flows[i].Slope));
        }
        foreach (Direction direction in active) Add(direction, builder);
    }

    private void Add(Direction direction, Builder builder)
    {
        Operand? sum = null;
        int before = builder.Count;
        string name = direction.NameOf(target);
        foreach ((Operand argument, Term slope) in flows)
        {
            if (direction.Tangent(argument) is not { } dot) continue;
            Operand? scaled = Algebra.Scale(builder, Algebra.Convert(builder, dot, type), slope, At);
            if (scaled is not null && direction.NeedsGuard(apply, argument)) scaled = Algebra.Guarded(builder, dot, scaled);
            sum = Algebra.Add(builder, common is null ? name : "numerator", sum, scaled);
        }
        sum = common is null ? sum : Algebra.Scale(builder, sum, common, At);
        if (sum is not null) direction.Set(target, builder.Name(Algebra.Convert(builder, sum, target.Type), name, before));
    }

    private void TakeCommonDenominator(Builder builder)
    {
        if (flows.Count < 2 || flows[0].Slope.AsFraction() is not { } first) return;
        var numerators = new Term[flows.Count];
        for (int i = 0; i < numerators.Length; i++)
        {
            if (flows[i].Slope.AsFraction() is not { } fraction || fraction.Denominator != first.Denominator) return;
            numerators[i] = fraction.Numerator;
        }
        for (int i = 0; i < numerators.Length; i++) flows[i] = (flows[i].Argument, numerators[i]);
        common = 1 / first.Denominator;
        if (active.Length > 1) common = Shared(builder, common);
    }

    /// <summary>A formula for what is computed once, here.</summary>
    private Term Shared(Builder builder, Term slope)
    {
        switch (slope)
        {
            case Op op when op.AsNegated() is { } negated: return -Shared(builder, negated);
            case Op op:
                int before = builder.Count;
                Operand value = Algebra.Instantiate(builder, op, At);
                // A call has a name already, under which the primal may compute it too.
                inputs.Add(Primitives.Get(op.Primitive).Form is StaticCall ? value : builder.Name(value, "slope", before));
                return new Input(inputs.Count - 1);
            default: return slope;
        }
    }
}
