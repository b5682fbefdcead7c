using DeepMfg.AutoDiff.Generators.Infrastructure;
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
        if ((a, b) is (Constant x, Constant y)) return Constant.Of(x.Real + y.Real, x.Type);
        // a + (−b) reads better as a − b; the negation, which nothing else mentions yet, is left to dead code.
        return builder.LastValue(b!) is Apply { Primitive: "Negate" } negation
            ? Emit(builder, name, "Subtract", a!, negation.Arguments[0])
            : Emit(builder, name, "Add", a!, b!);
    }

    public static Operand Emit(Builder builder, string name, string primitive, params Operand[] arguments) =>
        builder.Let(name, Primitives.Apply(Primitives.Get(primitive), arguments));

    /// <summary>The formula's value, with literals of <paramref name="at"/>'s type.</summary>
    public static Operand Instantiate(Builder builder, Term term, At at) => Specialize(term, at) switch
    {
        Input input => at.Inputs[input.Index],
        Output => at.Output,
        Literal literal => Constant.Of(literal.Value, at.Type),
        Op { Primitive: "Convert" } op => Convert(builder, Instantiate(builder, op.Arguments[0], at), at.Type),
        Op op => Fold(builder, op, [.. op.Arguments.Select(argument => Instantiate(builder, argument, at))]),
        var unknown => throw new InvalidOperationException($"Unknown term {unknown}."),
    };

    /// <summary><paramref name="factor"/> times the formula: a tangent or cotangent through one primitive.</summary>
    /// <remarks>The factor goes where no parentheses are needed: f · (a · b) is (f · a) · b, f · (c ? a : 0) is c ? f · a : 0.</remarks>
    public static Operand? Scale(Builder builder, Operand? factor, Term? partial, At at)
    {
        if (IsZero(factor) || partial is null) return null;
        switch (Specialize(partial, at))
        {
            case Literal { Value: 0 }: return null;
            case Op { Primitive: "Negate" } op:
                return Scale(builder, factor, op.Arguments[0], at) is { } scaled ? Negative(builder, scaled) : null;
            case Op { Primitive: "Multiply" } op:
                return Scale(builder, factor, op.Arguments[0], at) is { } product
                    ? Times(builder, product, Instantiate(builder, op.Arguments[1], at)) : null;
            case Op { Primitive: "Divide" } op:
                return Scale(builder, factor, op.Arguments[0], at) is { } numerator
                    ? Fold(builder, op, [numerator, Instantiate(builder, op.Arguments[1], at)]) : null;
            case Op { Primitive: "Select" } op:
                Operand condition = Instantiate(builder, op.Arguments[0], at);
                Operand zero = Constant.Zero(factor!.Type);
                return Fold(builder, op,
                    [condition, Scale(builder, factor, op.Arguments[1], at) ?? zero, Scale(builder, factor, op.Arguments[2], at) ?? zero]);
            case var term: return Times(builder, factor!, Instantiate(builder, term, at));
        }
    }

    /// <summary>A product of which a factor one or minus one is left out.</summary>
    public static Operand Times(Builder builder, Operand a, Operand b)
    {
        if (a is Constant m && m.Is(-1)) return Negative(builder, b);
        if (b is Constant n && n.Is(-1)) return Negative(builder, a);
        return Fold(builder, Product, [a, b]);
    }

    /// <summary>The operand in another floating type, as a cotangent needs where the primal was converted.</summary>
    public static Operand Convert(Builder builder, Operand operand, IrType type) =>
        operand.Type == type ? operand
        : operand is Constant constant ? Constant.Of(constant.Real, type)
        : builder.Let("converted", Primitives.Apply(Primitives.Get("Convert"), [operand], type));

    public static bool IsZero(Operand? operand) => operand is null or Constant { IsZero: true };

    /// <summary>The condition that one of these cotangents is not zero.</summary>
    public static Operand AnyIsNonzero(Builder builder, IReadOnlyCollection<Operand> bars)
    {
        string part = bars.Count > 1 ? Primitives.Get("NotEqual").Noun : "isRead";
        return bars.Select(bar => Emit(builder, part, "NotEqual", bar, Constant.Zero(bar.Type)))
            .Aggregate((any, next) => Emit(builder, "isRead", "OrElse", any, next));
    }

    public static Operand? Negate(Builder builder, Operand? operand) => IsZero(operand) ? null : Negative(builder, operand!);

    /// <summary>What was made of a factor, or zero where that is zero, whatever it was multiplied by.</summary>
    public static Operand? Guarded(Builder builder, Operand? factor, Operand? scaled) => IsZero(factor) || IsZero(scaled) ? null
        : factor is Constant ? scaled
        : Emit(builder, "guarded", "Select", Emit(builder, "isZero", "Equal", factor!, Constant.Zero(factor!.Type)), Constant.Zero(scaled!.Type), scaled!);

    /// <summary>A formula with a shorter form where an argument is known: the slope of a power with a constant exponent, x + x.</summary>
    private static Term Specialize(Term term, At at) => term switch
    {
        Op { Primitive: "PowBase", Arguments: [var x, var n, _] } when ValueOf(n, at) is { } exponent => exponent switch
        {
            0 => 0,
            1 => 1,
            2 => 2 * x,
            3 => 3 * x * x,
            // By division from the power that the primal has: a second power would cost as much as the first.
            _ => term,
        },
        Op { Primitive: "Add", Arguments: [var a, var b] } when OperandOf(a, at) is { } same && same == OperandOf(b, at) => 2 * a,
        _ => term,
    };

    private static double? ValueOf(Term term, At at) =>
        term is Literal literal ? literal.Value
        : OperandOf(term, at) is Constant { Type.IsFloat: true } constant ? constant.Real : null;

    private static Operand? OperandOf(Term term, At at) => term switch
    {
        Input input => at.Inputs[input.Index],
        Output => at.Output,
        _ => null,
    };

    private static Operand Negative(Builder builder, Operand operand) =>
        operand is Constant constant ? Constant.Of(-constant.Real, constant.Type)
        : builder.LastValue(operand) is Apply { Primitive: "Negate" } twice ? twice.Arguments[0]
        : Emit(builder, "negative", "Negate", operand);

    /// <summary>Whether an operation only adds to, or takes from, one operand that is part of a sum.</summary>
    public static bool AddsTo(Apply apply, Func<Operand, bool> isPart) => apply is { Type.IsFloat: true, Arguments: [var a, var b] } && apply.Primitive switch
    {
        "Add" => isPart(a) != isPart(b),
        "Subtract" => isPart(a) && !isPart(b),
        _ => false,
    };

    private static readonly Op Product = Op.Of("Multiply");

    /// <summary>Applies a primitive, folding what is constant and the neutral elements of arithmetic.</summary>
    public static Operand Fold(Builder builder, Op op, Operand[] arguments)
    {
        Primitive primitive = Primitives.Get(op.Primitive);
        if (primitive.Evaluate is { } evaluate && arguments.All(static x => x is Constant { Type.IsFloat: true }))
        {
            double value = evaluate([.. arguments.Select(static x => ((Constant)x).Real)]);
            return primitive.Result == ResultKind.Bool ? Constant.Of(value != 0) : Constant.Of(value, arguments[0].Type);
        }
        if (RealFolding.Of(op.Primitive, arguments.ToEquatableArray()) is { } left) return left;
        switch (op.Primitive, arguments)
        {
            case ("Select", [_, var yes, var no]) when yes == no: return yes;
            case ("Divide", [var a, Constant one]) when one.Is(1): return a;
            case ("Add", [Constant { IsZero: true }, var b]): return b;
            case ("Add" or "Subtract", [var a, Constant { IsZero: true }]): return a;
            case ("Negate", [var a]): return Negative(builder, a);
            default: return builder.Let(primitive.Noun, Primitives.Apply(primitive, arguments));
        }
    }
}

/// <summary>Where a formula is evaluated: the primitive's arguments, its result, and the type of its literals.</summary>
internal readonly record struct At(IReadOnlyList<Operand> Inputs, Operand Output, IrType Type);
