using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms;

// An if whose condition the if before it has decided goes on inside that one's arms (jump threading): a flag that says that the function has
// returned becomes the arm in which it has.
internal static partial class Simplify
{
    private sealed partial class Pass
    {
        /// <summary>What follows a longer chain stays behind it: in its last arm it would nest still deeper.</summary>
        private const int MostArms = 100;

        private readonly Lazy<NameSupply> names = new(() => Walk.NamesOf(function));

        /// <summary>Both as one <c>if</c>, where they ask the same or the first yields constants for what the second asks.</summary>
        private If? Threaded(If before, If branch)
        {
            Operand condition = copier.Copy(branch.Condition);
            if (condition == before.Condition)
            {
                Block then = Continued(before.Then, before.Results, before.Then.Yield, branch.Then);
                return Both(before, branch.Results, then, Continued(before.Else, before.Results, before.Else.Yield, branch.Else));
            }
            int asked = Walk.IndexOf(before.Results, condition);
            if (asked < 0) return null;
            List<bool> decided = [];
            if (!Decides(before.Then, before.Then.Yield[asked], decided) || !Decides(before.Else, before.Else.Yield[asked], decided)) return null;
            int yes = decided.Count(static taken => taken), no = decided.Count - yes;
            bool isSmall = decided.Count <= MostArms && (yes <= 1 || branch.Then.Statements.IsEmpty) && (no <= 1 || branch.Else.Statements.IsEmpty);
            if (yes == 0 || no == 0 || !isSmall) return null;
            var next = new Asked(before.Results, asked, branch);
            return Both(before, branch.Results, Follow(before.Then, before.Then.Yield, next), Follow(before.Else, before.Else.Yield, next));
        }

        /// <param name="Results">The results of the first <c>if</c>.</param>
        /// <param name="Index">Which of them the second asks.</param>
        /// <param name="Branch">The second.</param>
        private sealed record Asked(EquatableArray<Variable> Results, int Index, If Branch);

        private If Both(If first, IEnumerable<Variable> more, Block then, Block otherwise) =>
            Merge(first with { Results = first.Results.Concat(more).ToEquatableArray(), Then = then, Else = otherwise });

        /// <summary>Whether a block yields a constant there, in all the arms of its last <c>if</c>; adds which.</summary>
        private static bool Decides(Block block, Operand yielded, List<bool> decided)
        {
            if (yielded is Constant known)
            {
                decided.Add(!known.IsZero);
                return true;
            }
            if (block.Statements.IsEmpty || block.Statements[block.Statements.Count - 1] is not If last
                || Walk.IndexOf(last.Results, yielded) is not (>= 0 and var i)) return false;
            return Decides(last.Then, last.Then.Yield[i], decided) && Decides(last.Else, last.Else.Yield[i], decided);
        }

        /// <param name="block">An arm of the first, or of an <c>if</c> at its end.</param>
        /// <param name="values">The first one's results as this arm has them.</param>
        /// <param name="asked">What follows.</param>
        private Block Follow(Block block, EquatableArray<Operand> values, Asked asked)
        {
            If branch = asked.Branch;
            if (values[asked.Index] is Constant known) return Continued(block, asked.Results, values, known.IsZero ? branch.Else : branch.Then);
            var last = (If)block.Statements[block.Statements.Count - 1];
            Variable[] results = [.. branch.Results.Select(result => names.Value.Fresh(result.BaseName, result.Type))];
            Block Arm(Block arm) =>
                Follow(arm, values.Select(value => Walk.IndexOf(last.Results, value) is >= 0 and var i ? arm.Yield[i] : value).ToEquatableArray(), asked);
            If both = Both(last, results, Arm(last.Then), Arm(last.Else));
            return new Block(
                block.Statements.Take(block.Statements.Count - 1).Append(both).ToEquatableArray(), block.Yield.Concat(results).ToEquatableArray());
        }

        /// <summary>A block with what follows it, to which the results are these values.</summary>
        private Block Continued(Block block, EquatableArray<Variable> results, EquatableArray<Operand> values, Block next)
        {
            Operand[] outside = [.. results.Select(copier.Copy)];
            for (int i = 0; i < results.Count; i++) copier.Replace(results[i], values[i]);
            Block rest = Of(next);
            for (int i = 0; i < results.Count; i++) copier.Replace(results[i], outside[i]);
            return new Block(block.Statements.Concat(rest.Statements).ToEquatableArray(), block.Yield.Concat(rest.Yield).ToEquatableArray());
        }
    }
}
