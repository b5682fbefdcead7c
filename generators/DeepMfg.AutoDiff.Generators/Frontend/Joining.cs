using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Joins two arms: a variable in which they differ becomes a result of the <c>if</c>.</summary>
internal static class Joining
{
    /// <summary><c>if (c) { x = a; } else { x = b; }</c> → <c>x = if c { yield a } else { yield b }</c></summary>
    public static void Join(this BodyLowering body, Operand condition, Arm then, Arm otherwise, SyntaxNode at)
    {
        List<Variable> results = [];
        List<Operand> yes = [], no = [];
        IEnumerable<Slot> changed = then.Environment.Assigned.Concat(otherwise.Environment.Assigned).Distinct()
            .Where(slot => slot.Escapes || body.Environment.TryGet(slot) is not null).OrderBy(static slot => slot.Ordinal).ToList();
        foreach (Slot slot in changed)
        {
            Value a = then.Environment.TryGet(slot) ?? BodyLowering.Dummy(slot.Shape), b = otherwise.Environment.TryGet(slot) ?? BodyLowering.Dummy(slot.Shape);
            if (a.Equals(b))
            {
                body.Environment[slot] = a;
                continue;
            }
            List<Operand> left = body.LeavesIn(then, a), right = body.LeavesIn(otherwise, b);
            Queue<Operand> joined = new();
            foreach (var ((name, type), i) in BodyLowering.NamesOf(slot.Name, slot.Shape).Select((leaf, i) => (leaf, i)))
            {
                joined.Enqueue(Leaf(left[i], right[i], new Variable(name, type)));
            }
            body.Environment[slot] = BodyLowering.Gather(slot.Shape, joined);
        }
        if (results.Count == 0 && then.Block.Count == 0 && otherwise.Block.Count == 0) return;
        body.Add(
            new If(results.ToEquatableArray(), condition, then.Block.Close(yes), otherwise.Block.Close(no)) { Origin = body.Block.Origin }, at);

        Operand Leaf(Operand a, Operand b, Variable like)
        {
            // An arm that throws yields nothing that anybody reads, so a constant of the other arm needs no result.
            if (a == b || otherwise.Completion == Completion.Throws && IsOutside(a)) return a;
            if (then.Completion == Completion.Throws && IsOutside(b)) return b;
            Variable result = body.Block.Names.Fresh(like.Name, like.Type);
            results.Add(result);
            yes.Add(then.Completion == Completion.Throws ? Constant.Zero(like.Type) : a);
            no.Add(otherwise.Completion == Completion.Throws ? Constant.Zero(like.Type) : b);
            return result;
        }
    }

    private static bool IsOutside(Operand operand) => operand is Constant;

    private static List<Operand> LeavesIn(this BodyLowering body, Arm arm, Value value)
    {
        List<Operand> leaves = [];
        Completion completion = arm.Completion;
        body.Resume(arm, () =>
        {
            leaves.AddRange(body.Leaves(value));
            return completion;
        });
        return leaves;
    }
}
