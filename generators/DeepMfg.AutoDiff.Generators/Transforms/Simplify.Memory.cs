using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>What is known of storage: how long it is, and what its elements hold since the last write to them.</summary>
internal static partial class Simplify
{
    private sealed partial class Pass
    {
        private readonly Analysis.Memory memory = Analysis.Memory.Of(function);
        private readonly Regions regions = Regions.Of(function);
        private readonly HashSet<Variable> lengths = [];
        private readonly HashSet<Operand> growing = [];

        /// <summary>How many elements storage has.</summary>
        private readonly Dictionary<Operand, Operand> sizes = [];

        /// <summary>What elements hold.</summary>
        private Dictionary<Cell, Operand> contents = [];

        /// <summary>What an expression over storage is known to be, without asking.</summary>
        private Operand? Known(Let let)
        {
            switch (copier.Copy(let.Value))
            {
                case { Operands: [Constant { Type.IsStorage: true }, ..] } value: return Constant.Zero(value.Type);
                case Slice slice: return Whole(slice);
                case View view when view.Type == view.Storage.Type: return view.Storage;
                case Length { Dimension: 0 } length when SizeOf(length.Storage) is { } size:
                    if (size is Variable number) lengths.Add(number);
                    return size;
                case Load { Type.IsStorage: false } load: return contents.TryGetValue(load.Cell, out Operand? stored) ? stored : null;
                default: return null;
            }
        }

        /// <summary>
        /// Whether a statement acts on a reference to nothing: what a path hands on that does not make the storage. A path that does not make it does not
        /// come here.
        /// </summary>
        private static bool IsOfNothing(Statement statement) => statement switch
        {
            Store store => store.Cell.Storage is Constant,
            Accumulate add => add.Cell.Storage is Constant,
            Reach reach => reach.Cell.Storage is Constant,
            Perform { Arguments: var operands } perform =>
                operands.Where((operand, i) => operand is Constant { Type.IsStorage: true } && !Kernels.Get(perform.Kernel).MayLack(i)).Any(),
            _ => false,
        };

        /// <summary>What is asked of storage once is not asked again, unless its elements may have changed.</summary>
        private void AddMemory(Let let, List<Statement> statements, List<Expression> here)
        {
            Expression value = copier.Copy(let.Value);
            if (value is Alloc alloc) Note(let.Target, alloc);
            if (value is View { Type.IsVector: true } view && sizes.TryGetValue(view.Storage, out Operand? viewed)) sizes[let.Target] = viewed;
            Expression asked = value switch
            {
                Load load => load with { Throws = false },
                Slice slice => slice with { Throws = false },
                var other => other,
            };
            if (value is Length) lengths.Add(let.Target);
            bool isLasting = let.Value switch
            {
                Alloc => false,
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
            slice.Start is Constant { IsZero: true } && slice.Type == slice.Storage.Type && SizeOf(slice.Storage) is { } size && size == slice.Count
                ? slice.Storage : null;

        private void Note(Variable storage, Alloc alloc)
        {
            if (alloc.Contents == Contents.Rows) growing.Add(storage);
            else if (alloc.Sizes is [{ Type.Element: Element.Int32 } size]) sizes[storage] = size;
        }

        /// <summary>What a statement may have overwritten is not known any more.</summary>
        private void Forget(Statement statement)
        {
            if (contents.Count == 0) return;
            foreach (Variable target in Effects.Written(statement))
            {
                Variable region = regions.Of(target);
                Cell? written = statement is Store store ? store.Cell.Map(copier.Copy) : statement is Accumulate add ? add.Cell.Map(copier.Copy) : null;
                Forget(cell => regions.Of((Variable)cell.Storage) == region && !AreApart(cell, written));
            }
            if (!Effects.WritesOutside(statement) && statement is not Call) return;
            Forget(cell => memory.IsOutside((Variable)cell.Storage));
        }

        private void Forget(Func<Cell, bool> isOverwritten)
        {
            foreach (Cell cell in contents.Keys.Where(isOverwritten).ToList()) contents.Remove(cell);
        }

        /// <summary>Whether two elements of one reference have different constant indices.</summary>
        private static bool AreApart(Cell cell, Cell? other) => other is not null && cell.Storage == other.Storage
            && cell.Indices.Zip(other.Indices, static (a, b) => a is Constant x && b is Constant y && x.Bits != y.Bits).Contains(true);

        /// <summary>The length that stands in an expression which would keep it from being negative.</summary>
        private Operand? LengthIn(Apply apply) =>
            RowCounting.IsAtLeastZero(apply) && apply.Arguments[0] is Variable number && lengths.Contains(number) ? number : null;
    }
}
