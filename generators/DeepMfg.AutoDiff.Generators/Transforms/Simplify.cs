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
        DeadCode.Without(function with { Body = new Pass(function).Of(function.Body) });

    private sealed partial class Pass(Function function)
    {
        private readonly Copier copier = new(names: null);
        private readonly Dictionary<Expression, Variable> known = [];
        private readonly HashSet<Variable> lengths = [];
        private readonly HashSet<Operand> growing = [];

        /// <summary>How many elements storage has.</summary>
        private readonly Dictionary<Operand, Operand> sizes = [];
        private readonly Analysis.Memory memory = Analysis.Memory.Of(function);
        private readonly Analysis.Regions regions = Analysis.Regions.Of(function);
        private Dictionary<Cell, Operand> contents = [];

        public Block Of(Block block)
        {
            Dictionary<Cell, Operand> outer = contents;
            contents = new(outer);
            Block simple = Simplified(block);
            contents = outer;
            foreach (Statement statement in Walk.All(block)) Forget(statement);
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
                    if ((IntegerFolding.Of(apply) ?? LengthIn(apply)) is { } value)
                    {
                        copier.Replace(let.Target, value);
                        return;
                    }
                    if (known.TryGetValue(apply, out Variable? same))
                    {
                        copier.Replace(let.Target, same);
                        return;
                    }
                    known.Add(apply, let.Target);
                    here.Add(apply);
                    statements.Add(let with { Value = apply });
                    return;
                case Let { Value: Alloc alloc } made:
                    if (alloc.Contents == Contents.Rows) growing.Add(made.Target);
                    else if (alloc.Sizes is [{ Type.Element: Element.Int32 } size]) sizes[made.Target] = copier.Copy(size);
                    statements.Add(copier.Copy(made));
                    return;
                case Let { Value: Slice } let when Whole((Slice)copier.Copy(let.Value)) is { } whole:
                    copier.Replace(let.Target, whole);
                    return;
                case Let { Value: Length { Dimension: 0 } length } let when SizeOf(copier.Copy(length.Storage)) is { } known:
                    copier.Replace(let.Target, known);
                    if (known is Variable number) lengths.Add(number);
                    return;
                case Let { Value: View } let when ((View)copier.Copy(let.Value)) is var view && view.Type == view.Storage.Type:
                    copier.Replace(let.Target, view.Storage);
                    return;
                case Let { Value: Length or Slice or View or Load } let: AddMemory(let, statements, here); return;
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
                    foreach (Statement inner in Walk.All(loop.Body)) Forget(inner);
                    Counter? counter = loop.Counter is { } old ? old with { Start = copier.Copy(old.Start), Bound = copier.Copy(old.Bound) } : null;
                    statements.Add(loop with { Counter = counter, Carried = Start(loop.Carried), Body = Of(loop.Body) });
                    return;
                default:
                    Statement copy = copier.Copy(statement);
                    Forget(statement);
                    if (copy is Store store) contents[store.Cell] = store.Value;
                    statements.Add(copy);
                    return;
            }
        }

        /// <summary>What is asked of storage once is not asked again, unless its elements may have changed.</summary>
        private void AddMemory(Let let, List<Statement> statements, List<Expression> here)
        {
            Expression value = copier.Copy(let.Value);
            Expression asked = value switch
            {
                Load load => load with { Throws = false },
                Slice slice => slice with { Throws = false },
                var other => other,
            };
            if (value is Length) lengths.Add(let.Target);
            if (value is Load { Type.IsStorage: false } read && contents.TryGetValue(read.Cell, out Operand? stored))
            {
                copier.Replace(let.Target, stored);
                return;
            }
            bool isLasting = let.Value switch
            {
                Load load => memory.IsConstant(load.Cell.Storage),
                Length length => !growing.Contains(length.Storage),
                _ => true,
            };
            if (isLasting && known.TryGetValue(asked, out Variable? same))
            {
                copier.Replace(let.Target, same);
                return;
            }
            if (isLasting)
            {
                known.Add(asked, let.Target);
                here.Add(asked);
            }
            else if (value is Load { Type.IsStorage: false } first) contents[first.Cell] = let.Target;
            statements.Add(let with { Value = value });
        }

        private Operand? SizeOf(Operand storage) => sizes.TryGetValue(storage, out Operand? size) ? size
            : known.TryGetValue(new Length(storage), out Variable? length) && !growing.Contains(storage) ? length : null;

        /// <summary>All of some storage, where a slice is that.</summary>
        private Operand? Whole(Slice slice) =>
            slice.Start is Constant { IsZero: true } && slice.Type == slice.Storage.Type && SizeOf(slice.Storage) is { } size && size == slice.Count ? slice.Storage : null;

        /// <summary>What a statement may have overwritten is not known any more.</summary>
        private void Forget(Statement statement)
        {
            if (contents.Count == 0) return;
            foreach (Variable target in Analysis.Memory.WrittenBy(statement))
            {
                Variable region = regions.Of(target);
                Cell? written = statement is Store store ? store.Cell.Map(copier.Copy) : statement is Accumulate add ? add.Cell.Map(copier.Copy) : null;
                foreach (Cell cell in contents.Keys.Where(cell => regions.Of((Variable)cell.Storage) == region && !AreApart(cell, written)).ToList()) contents.Remove(cell);
            }
            if (statement is not Opaque { Text: { Pure: false, Throws: false } } and not Call) return;
            foreach (Cell cell in contents.Keys.Where(cell => memory.IsOutside((Variable)cell.Storage)).ToList()) contents.Remove(cell);
        }

        /// <summary>Whether two elements of one reference have different constant indices.</summary>
        private static bool AreApart(Cell cell, Cell? other) => other is not null && cell.Storage == other.Storage
            && cell.Indices.Zip(other.Indices, static (a, b) => a is Constant x && b is Constant y && x.Bits != y.Bits).Contains(true);

        /// <summary>The length that stands in an expression which would keep it from being negative.</summary>
        private Operand? LengthIn(Apply apply) =>
            RowCounting.IsAtLeastZero(apply) && apply.Arguments[0] is Variable length && lengths.Contains(length) ? length : null;

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
