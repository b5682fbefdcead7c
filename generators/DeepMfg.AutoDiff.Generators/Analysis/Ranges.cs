using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// Between which numbers an <c>int</c> of a function surely lies: lengths are not negative, an index stays between its loop's ends, and a constant
/// more or less moves both ends where that passes none of the type's.
/// </summary>
internal sealed class Ranges
{
    /// <summary>How many definitions are followed.</summary>
    private const int Depth = 8;

    private static readonly (long Low, long High) Any = (int.MinValue, int.MaxValue);

    private readonly Dictionary<Variable, Expression> values = [];
    private readonly Dictionary<Variable, Counter> counters = [];

    private Ranges(Function function)
    {
        foreach (Statement statement in function.Statements)
        {
            if (statement is Let let) values[let.Target] = let.Value;
            else if (statement is Loop { Counter: { } counter }) counters[counter.Index] = counter;
        }
    }

    public static Ranges Of(Function function) => function.Fact(static asked => new Ranges(asked));

    public (long Low, long High) Of(Operand operand) => Of(operand, Depth);

    /// <summary>Whether an element surely exists, in storage of the function's own or that a loop goes through.</summary>
    public bool IsInside(Cell cell)
    {
        if (cell is not { Storage: Variable storage, Indices: [var index] } || Of(index).Low < 0) return false;
        if (index is Variable variable && counters.TryGetValue(variable, out Counter? counter) && counter is { Step: > 0, Inclusive: false }
            && LengthOf(counter.Bound) == storage) return true;
        return values.TryGetValue(storage, out Expression? made) && made is Alloc { Sizes: [var size] }
            && (Of(index).High < Of(size).Low || IsBelow(index, size));
    }

    private bool IsBelow(Operand index, Operand size) =>
        index is Variable variable && counters.TryGetValue(variable, out Counter? counter) && counter is { Step: > 0, Inclusive: false }
        && (counter.Bound == size || LengthOf(counter.Bound) is { } storage && storage == LengthOf(size));

    private Operand? LengthOf(Operand operand) =>
        operand is Variable variable && values.TryGetValue(variable, out Expression? value) && value is Length length ? length.Storage : null;

    private (long Low, long High) Of(Operand operand, int depth)
    {
        if (operand is Constant constant) return (constant.Bits, constant.Bits);
        if (operand.Type != IrType.Int32 || depth == 0) return Any;
        var variable = (Variable)operand;
        if (counters.TryGetValue(variable, out Counter? counter)) return Of(counter, depth - 1);
        return values.TryGetValue(variable, out Expression? value) ? Of(value, depth - 1) : Any;
    }

    private (long Low, long High) Of(Counter counter, int depth)
    {
        // A wide stride may pass the end of the type.
        if (counter.Step is not (1 or -1)) return Any;
        (long Low, long High) start = Of(counter.Start, depth), bound = Of(counter.Bound, depth);
        long inside = counter.Inclusive ? 0 : 1;
        return counter.Step > 0 ? (start.Low, Math.Max(bound.High - inside, start.Low)) : (Math.Min(bound.Low + inside, start.High), start.High);
    }

    private (long Low, long High) Of(Expression value, int depth)
    {
        if (value is Length) return (0, int.MaxValue);
        if (value is not Apply { Arguments: [var operand, Constant known] } apply) return Any;
        (long low, long high) = Of(operand, depth);
        if (Primitives.Get(apply.Primitive) is not { EvaluateInteger: { } evaluate, IsMonotone: true }) return Any;
        (low, high) = (evaluate([low, known.Bits]), evaluate([high, known.Bits]));
        return low < int.MinValue || high > int.MaxValue ? Any : (low, high);
    }
}
