using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>
/// The arithmetic of tangents and cotangents: builds sums, products and rule formulas, and leaves out what a person would leave out
/// (times one, plus zero). A <see langword="null"/> operand is a symbolic zero. Never used on a primal, whose bits must not change.
/// </summary>
internal static class Algebra
{
    public static Operand? Add(Builder builder, string name, Operand? a, Operand? b)
    {
        if (IsZero(a)) return b;
        if (IsZero(b)) return a;
        // a + (−b) reads better as a − b.
        return Emit(builder, name, "Add", a!, b!);
    }

    public static Operand Emit(Builder builder, string name, string primitive, params Operand[] arguments) =>
        builder.Let(name, Primitives.Apply(Primitives.Get(primitive), arguments));

    /// <summary>The formula's value, with literals of <paramref name="at"/>'s type.</summary>
    public static Operand Instantiate(Builder builder, Term term, At at) => term switch
    {
        Input input => at.Inputs[input.Index],
        Output => at.Output,
        Literal literal => Constant.Of(literal.Value, at.Type),
        Op op => Fold(builder, op, [.. op.Arguments.Select(argument => Instantiate(builder, argument, at))]),
        _ => throw new InvalidOperationException($"Unknown term {term}."),
    };

    /// <summary><paramref name="factor"/> times the formula: a tangent or cotangent through one primitive.</summary>
    public static Operand? Scale(Builder builder, Operand? factor, Term? partial, At at)
    {
        if (IsZero(factor) || partial is null) return null;
        switch (partial)
        {
            case Literal { Value: 0 }: return null;
            case Literal { Value: 1 }: return factor;
            case Literal { Value: -1 }: return Negate(builder, factor!);
            case Op { Primitive: "Negate" } op:
                return Scale(builder, factor, op.Arguments[0], at) is { } scaled ? Negate(builder, scaled) : null;
            case Op { Primitive: "Divide" } op:
                return Fold(builder, op, [Scale(builder, factor, op.Arguments[0], at) ?? Constant.Zero(at.Type), Instantiate(builder, op.Arguments[1], at)]);
            case Op { Primitive: "Select" } op when Chooses(op, 1, 0):
                return Fold(builder, op, [Instantiate(builder, op.Arguments[0], at), factor!, Constant.Zero(factor!.Type)]);
            case Op { Primitive: "Select" } op when Chooses(op, 0, 1):
                return Fold(builder, op, [Instantiate(builder, op.Arguments[0], at), Constant.Zero(factor!.Type), factor!]);
            default: return Multiply(builder, factor!, Instantiate(builder, partial, at));
        }
    }

    /// <summary>The operand in another floating type, as a cotangent needs where the primal was converted.</summary>
    public static Operand Convert(Builder builder, Operand operand, IrType type) =>
        operand.Type == type ? operand
        : operand is Constant constant ? Constant.Of(constant.Real, type)
        : builder.Let("converted", Primitives.Apply(Primitives.Get("Convert"), [operand], type));

    public static bool IsZero(Operand? operand) => operand is null or Constant { IsZero: true };

    private static bool Chooses(Op select, double yes, double no) =>
        select.Arguments[1] == new Literal(yes) && select.Arguments[2] == new Literal(no);

    private static Operand Negate(Builder builder, Operand operand) =>
        operand is Constant constant ? Constant.Of(-constant.Real, constant.Type) : Emit(builder, "negative", "Negate", operand);

    private static Operand Multiply(Builder builder, Operand a, Operand b)
    {
        if (a is Constant { } x && x.Is(1)) return b;
        if (b is Constant { } y && y.Is(1)) return a;
        if (a is Constant { } m && m.Is(-1)) return Negate(builder, b);
        if (b is Constant { } n && n.Is(-1)) return Negate(builder, a);
        return Fold(builder, Op.Of("Multiply"), [a, b]);
    }

    /// <summary>Applies a primitive, folding what is constant and the neutral elements of arithmetic.</summary>
    private static Operand Fold(Builder builder, Op op, Operand[] arguments)
    {
        Primitive primitive = Primitives.Get(op.Primitive);
        if (primitive.Evaluate is { } evaluate && arguments.All(static x => x is Constant { Type.IsFloat: true }))
        {
            double value = evaluate([.. arguments.Select(static x => ((Constant)x).Real)]);
            return primitive.Result == ResultKind.Bool ? Constant.Of(value != 0) : Constant.Of(value, arguments[0].Type);
        }
        switch (op.Primitive, arguments)
        {
            case ("Select", [Constant condition, var yes, var no]): return condition.IsZero ? no : yes;
            case ("Select", [_, var yes, var no]) when yes == no: return yes;
            case ("Multiply", [Constant one, var b]) when one.Is(1): return b;
            case ("Multiply", [var a, Constant one]) when one.Is(1): return a;
            case ("Divide", [var a, Constant one]) when one.Is(1): return a;
            case ("Divide", [Constant { IsZero: true } zero, _]): return zero;
            case ("Add", [Constant { IsZero: true }, var b]): return b;
            case ("Add" or "Subtract", [var a, Constant { IsZero: true }]): return a;
            case ("Power", [_, Constant { IsZero: true } n]): return Constant.Of(1, n.Type);
            default: return builder.Let(primitive.Noun, Primitives.Apply(primitive, arguments));
        }
    }
}

/// <summary>Where a formula is evaluated: the primitive's arguments, its result, and the type of its literals.</summary>
internal readonly record struct At(IReadOnlyList<Operand> Inputs, Operand Output, IrType Type);
