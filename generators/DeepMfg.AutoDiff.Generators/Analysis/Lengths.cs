using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>How many elements storage has: a number, or as many as some other storage.</summary>
/// <param name="Number">The number, where it is one.</param>
/// <param name="Like">The storage that is as long.</param>
internal readonly record struct Size(Operand? Number, Variable? Like);

/// <summary>How long storage is, as it was said when it was made: what loops hand on and what calls give may be as long as something else.</summary>
internal sealed class Lengths
{
    private readonly Dictionary<Variable, Expression> values = [];
    private readonly Dictionary<Variable, (Call Call, int Result)> given = [];
    private readonly Dictionary<Variable, (Loop Loop, int Number)> handed = [];
    private readonly Dictionary<Loop, bool> keeping = new(ReferenceComparer.Instance);
    private readonly Func<Call, int, int?> likeArgument;

    /// <param name="function">The function.</param>
    /// <param name="likeArgument">Of a call's result, the argument that is as long, if that is known.</param>
    public Lengths(Function function, Func<Call, int, int?> likeArgument)
    {
        this.likeArgument = likeArgument;
        foreach (Statement statement in function.Statements)
        {
            if (statement is Let let) values[let.Target] = let.Value;
            for (int i = 0; statement is Call call && i < call.Results.Count; i++) given[call.Results[i]] = (call, i);
            for (int i = 0; statement is Loop loop && i < loop.Carried.Count; i++) handed[loop.Carried[i].Variable] = handed[loop.Results[i]] = (loop, i);
        }
    }

    public Size Of(Variable storage)
    {
        if (values.TryGetValue(storage, out Expression? value))
        {
            return value switch
            {
                Alloc { Sizes: [var size], Contents: not Contents.Rows } => Of(size),
                Slice slice => Of(slice.Count),
                View { Storage: Variable { Type.IsVector: true } viewed } view when view.Type.IsVector => Of(viewed),
                _ => new(null, storage),
            };
        }
        if (given.TryGetValue(storage, out (Call Call, int Result) made) && likeArgument(made.Call, made.Result) is { } argument)
        {
            return made.Call.Arguments[argument] is Variable like ? Of(like) : new(null, storage);
        }
        bool isHanded = handed.TryGetValue(storage, out (Loop Loop, int Number) by) && storage.Type.IsVector;
        return isHanded && Keeps(by.Loop) && by.Loop.Carried[by.Number].Initial is Variable first ? Of(first) : new(null, storage);
    }

    private Size Of(Operand number)
    {
        Expression? value = number is Variable variable && values.TryGetValue(variable, out Expression? computed) ? computed : null;
        return value is Length { Dimension: 0, Storage: Variable { Type.IsVector: true } asked } ? Of(asked) : new(number, null);
    }

    /// <summary>Whether all that a loop hands on is as long in each trip as it was before: if it is so in one trip, it is so in the next.</summary>
    private bool Keeps(Loop loop)
    {
        if (keeping.TryGetValue(loop, out bool known)) return known;
        keeping[loop] = true;
        int[] vectors = [.. Enumerable.Range(0, loop.Carried.Count).Where(i => loop.Carried[i].Variable.Type.IsVector)];
        if (vectors.All(i => loop.Carried[i].Initial is Variable first && loop.Next(i) is Variable next && Of(next).Equals(Of(first)))) return true;
        // What was found on that assumption is not known.
        keeping.Clear();
        return keeping[loop] = false;
    }
}
