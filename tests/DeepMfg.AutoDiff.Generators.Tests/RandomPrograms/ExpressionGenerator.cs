using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

/// <summary>Draws expressions from the table's rows, with their arguments brought into the rows' domains.</summary>
internal sealed class ExpressionGenerator(Random random)
{
    private static readonly Primitive[] Differentiable =
    [
        .. Primitives.All.Where(row => row.Kind != RuleKind.None && row.Result == ResultKind.First && row.Evaluate is not null
            && row.Domains.Count == row.Arity && row.Form is not (CheckedInfix or Cast) && row.Form is not StaticCall { Home: Home.Partials }),
    ];

    private static readonly Primitive[] Operators = [.. Differentiable.Where(row => row.Form is Infix or Prefix)];

    private static readonly string[] Comparisons = ["Less", "Greater", "LessOrEqual", "GreaterOrEqual"];

    public Variable Real(Builder builder, Scope scope)
    {
        switch (random.Next(12))
        {
            case 0: return Let(builder, "v", "Select", Condition(builder, scope), scope.Pick(IrType.Float64), scope.Pick(IrType.Float64));
            case 1:
                Variable real = Converted(builder, scope.Pick(IrType.Int32), IrType.Float64);
                return Let(builder, "v", "Multiply", real, Constant.Of(0.25, IrType.Float64));
            default:
                Primitive[] rows = random.Next(2) == 0 ? Operators : Differentiable;
                Primitive row = rows[random.Next(rows.Length)];
                Operand[] arguments = [.. row.Domains.Select(domain => Guarded(builder, row, domain, scope.Pick(IrType.Float64)))];
                return builder.Let("v", Primitives.Apply(row, arguments));
        }
    }

    public Variable Integer(Builder builder, Scope scope) => random.Next(3) switch
    {
        0 => Let(builder, "k", "Add", scope.Pick(IrType.Int32), scope.Constant(IrType.Int32)),
        1 => Let(builder, "k", "Subtract", scope.Pick(IrType.Int32), scope.Pick(IrType.Int32)),
        _ => Let(builder, "k", "Remainder", scope.Pick(IrType.Int32), new Constant(random.Next(2, 5), IrType.Int32)),
    };

    /// <summary>A condition on reals, which may be active, or on integers, or on both.</summary>
    public Variable Condition(Builder builder, Scope scope)
    {
        string comparison = Comparisons[random.Next(Comparisons.Length)];
        switch (random.Next(8))
        {
            case 0:
                return Let(builder, "c", random.Next(2) == 0 ? "AndAlso" : "OrElse", Comparison(IrType.Int32), Comparison(IrType.Float64));
            case 1: return Let(builder, "c", "Not", Comparison(IrType.Float64));
            case 2: return Let(builder, "c", "Not", scope.Pick(IrType.Bool));
            case 3 or 4: return Comparison(IrType.Int32);
            default: return Comparison(IrType.Float64);
        }

        Variable Comparison(IrType type) => Let(
            builder, "c", comparison, scope.Pick(type), random.Next(2) == 0 ? scope.Constant(type) : scope.Pick(type));
    }

    public Variable Converted(Builder builder, Operand operand, IrType type) =>
        builder.Let("v", Primitives.Apply(Primitives.Get("Convert"), [operand], type));

    /// <summary>Between −1 and 1, and smooth: what keeps a loop's values from growing.</summary>
    public Variable Bounded(Builder builder, Operand operand) => Let(builder, "v", "Tanh", operand);

    public Variable Let(Builder builder, string name, string primitive, params Operand[] arguments) =>
        builder.Let(name, Primitives.Apply(Primitives.Get(primitive), arguments));

    // Sums, differences and products take anything; so do the others now and then, where their domain is around zero.
    private Operand Guarded(Builder builder, Primitive row, Domain domain, Operand operand)
    {
        bool takesAll = row.Kind is RuleKind.Linear or RuleKind.Bilinear || (domain is { Low: <= -3, High: >= 3 } && random.Next(8) == 0);
        if (takesAll) return operand;
        Constant half = Constant.Of((domain.High - domain.Low) / 2, IrType.Float64), middle = Constant.Of((domain.High + domain.Low) / 2, IrType.Float64);
        Variable scaled = Let(builder, "v", "Multiply", Bounded(builder, operand), half);
        return Let(builder, "v", "Add", scaled, middle);
    }
}
