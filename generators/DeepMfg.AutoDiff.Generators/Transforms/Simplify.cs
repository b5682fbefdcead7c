using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// Computes on integer constants, shares common subexpressions, takes the only arm of a constant condition, goes on inside the arms of an <c>if</c>
/// that decides the next one, drops carried values that no trip changes, and then what nothing needs. The bits of every result stay.
/// </summary>
internal static partial class Simplify
{
    public static Function Of(Function function) =>
        DeadCode.Without(DeadStores.Without(function with { Body = new Pass(function).Of(function.Body) }));

    private sealed partial class Pass(Function function)
    {
        private readonly Copier copier = new(names: null);
        private readonly Dictionary<Expression, Variable> known = [];

        public Block Of(Block block)
        {
            Dictionary<Cell, Operand> outer = contents;
            contents = new(outer);
            Block simple = Simplified(block);
            contents = outer;
            if (contents.Count > 0) foreach (Statement statement in Walk.All(block)) Forget(statement);
            return simple;
        }

        private Block Simplified(Block block)
        {
            var statements = new List<Statement>();
            var here = new List<Expression>();
            Origin heading = default;
            foreach (Statement statement in block.Statements)
            {
                int before = statements.Count;
                Add(statement, statements, here);
                if (statements.Count == before && statement.Origin.Begins != Sweep.None) heading = statement.Origin;
                if (statements.Count == before || heading.Begins == Sweep.None) continue;
                // A heading stands before what is left of its part.
                statements[before] = statements[before] with { Origin = heading };
                heading = default;
            }
            // What a block computed is not at hand outside it.
            foreach (Expression value in here) known.Remove(value);
            return new Block(statements.ToEquatableArray(), copier.Copy(block.Yield));
        }

        private void Add(Statement statement, List<Statement> statements, List<Expression> here)
        {
            switch (statement)
            {
                case Let { Value: Apply } let:
                    var apply = (Apply)copier.Copy(let.Value);
                    if ((IntegerFolding.Of(apply) ?? IntegerFolding.Neutral(apply) ?? LengthIn(apply)
                        ?? RealFolding.Of(apply.Primitive, apply.Arguments)) is { } value)
                    {
                        copier.Replace(let.Target, value);
                        return;
                    }
                    if (known.TryGetValue(apply, out Variable? earlier))
                    {
                        copier.Replace(let.Target, earlier);
                        return;
                    }
                    known.Add(apply, let.Target);
                    here.Add(apply);
                    statements.Add(ReferenceEquals(apply, let.Value) ? let : let with { Value = apply });
                    return;
                case Let let:
                    if (Known(let) is { } same) copier.Replace(let.Target, same);
                    else AddMemory(let, statements, here);
                    return;
                case If branch when copier.Copy(branch.Condition) is Constant condition:
                    Block taken = condition.IsZero ? branch.Else : branch.Then;
                    foreach (Statement inner in taken.Statements) Add(inner, statements, here);
                    for (int i = 0; i < branch.Results.Count; i++) copier.Replace(branch.Results[i], copier.Copy(taken.Yield[i]));
                    return;
                case If branch when statements.Count > 0 && statements[statements.Count - 1] is If before && Threaded(before, branch) is { } both:
                    statements[statements.Count - 1] = both;
                    return;
                case If branch:
                    statements.Add(Merge(branch with { Condition = copier.Copy(branch.Condition), Then = Of(branch.Then), Else = Of(branch.Else) }));
                    return;
                case Loop loop:
                    ReplaceUnchanged(loop);
                    // An earlier trip may have written what is read.
                    if (contents.Count > 0) foreach (Statement inner in Walk.All(loop.Body)) Forget(inner);
                    Counter? counter = loop.Counter is { } old ? old with { Start = copier.Copy(old.Start), Bound = copier.Copy(old.Bound) } : null;
                    statements.Add(loop with { Counter = counter, Carried = Start(loop.Carried), Body = Of(loop.Body) });
                    return;
                default:
                    Statement copy = copier.Copy(statement);
                    if (IsOfNothing(copy)) return;
                    Forget(statement);
                    if (copy is Store store) contents[store.Cell] = store.Value;
                    statements.Add(copy);
                    return;
            }
        }

        private EquatableArray<Carried> Start(EquatableArray<Carried> carried) =>
            carried.Select(value => value with { Initial = copier.Copy(value.Initial) }).ToEquatableArray();

        /// <summary>Results on which both arms agree are that value; they are replaced, and dropped with the dead code.</summary>
        private If Merge(If branch)
        {
            for (int i = 0; i < branch.Results.Count; i++)
            {
                if (branch.Then.Yield[i] == branch.Else.Yield[i]) copier.Replace(branch.Results[i], branch.Then.Yield[i]);
            }
            return branch;
        }

        private void ReplaceUnchanged(Loop loop)
        {
            for (int i = 0; i < loop.Carried.Count; i++)
            {
                if (!Unchanged(loop.Body, i + loop.Flags, loop.Carried[i].Variable)) continue;
                Operand initial = copier.Copy(loop.Carried[i].Initial);
                copier.Replace(loop.Carried[i].Variable, initial);
                copier.Replace(loop.Results[i], initial);
            }
        }

        /// <summary>Whether a block yields at <paramref name="index"/> the variable itself, through the arms of its ifs and the trips of its loops.</summary>
        private static bool Unchanged(Block block, int index, Variable variable)
        {
            Operand yielded = block.Yield[index];
            if (yielded == variable) return true;
            foreach (Statement statement in block.Statements)
            {
                int i = Walk.IndexOf(statement.Targets, yielded);
                if (i < 0) continue;
                return statement switch
                {
                    If branch => Unchanged(branch.Then, i, variable) && Unchanged(branch.Else, i, variable),
                    Loop loop => loop.Carried[i].Initial == variable && Unchanged(loop.Body, i + loop.Flags, loop.Carried[i].Variable),
                    _ => false,
                };
            }
            return false;
        }
    }
}
