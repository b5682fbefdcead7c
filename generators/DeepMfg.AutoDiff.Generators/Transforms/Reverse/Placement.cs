using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// Where pullbacks go. A value that one arm of an <c>if</c> alone reads is pulled back in that arm: where the arm is not taken, a partial
/// that is not a number does not meet the zero cotangent of a value that nobody used.
/// </summary>
internal sealed class Placement
{
    private readonly Activity activity;
    private readonly HashSet<Variable> moved = [];
    private readonly Dictionary<Statement, Arms> placed = new(ReferenceComparer.Instance);

    private Placement(Activity activity) => this.activity = activity;

    public static Placement Of(Function function, Activity activity)
    {
        var placement = new Placement(activity);
        placement.Place(function.Body, [], []);
        return placement;
    }

    /// <summary>Whether a value is pulled back elsewhere than in its own block.</summary>
    public bool IsMoved(Let let) => moved.Contains(let.Target);

    /// <summary>The values from before an <c>if</c> that are pulled back in one of its arms, last first.</summary>
    public IReadOnlyList<Let> In(If branch, bool inThen) => placed[branch].Of(inThen);

    /// <summary>The values from before an <c>if</c> that are pulled back in its arms, at any depth.</summary>
    public IEnumerable<Let> Inside(If branch) => branch.Blocks.SelectMany(Walk.All).OfType<If>().Prepend(branch)
        .SelectMany(inner => placed[inner].Then.Concat(placed[inner].Else));

    /// <param name="block">The block in which to place its own values.</param>
    /// <param name="arrived">Values from before the block that are pulled back in it or deeper, last first.</param>
    /// <param name="here">Takes those of them that go no deeper.</param>
    private void Place(Block block, List<Let> arrived, List<Let> here)
    {
        var readers = new Dictionary<Variable, List<Let>?>();
        var deeper = new Dictionary<Statement, Arms>(ReferenceComparer.Instance);
        Read(block.Yield, null);
        foreach (Statement statement in block.Statements.Reverse()) Visit(statement, null);
        foreach (Let let in arrived) Visit(let, here);
        foreach (Statement statement in block.Statements)
        {
            if (statement is If branch)
            {
                placed[branch] = new Arms([], []);
                Place(branch.Then, deeper[branch].Then, placed[branch].Then);
                Place(branch.Else, deeper[branch].Else, placed[branch].Else);
                continue;
            }
            foreach (Block body in statement.Blocks) Place(body, [], []);
        }

        void Visit(Statement statement, List<Let>? stay)
        {
            // What is loaded is pulled back into storage, in the order of what is stored there.
            if (statement is Let { Value: Apply } let)
            {
                if (!activity.IsActive(let.Target)) return;
                if (readers.TryGetValue(let.Target, out List<Let>? arm) && arm is not null) moved.Add(let.Target);
                (arm ?? stay)?.Add(let);
                Read(let.Operands, arm);
                return;
            }
            if (statement is If branch)
            {
                Arms arms = deeper[branch] = new Arms([], []);
                Read(ReadsOf(branch.Then), arms.Then);
                Read(ReadsOf(branch.Else), arms.Else);
                return;
            }
            Read(statement.Operands, null);
            foreach (Block body in statement.Blocks) Read(ReadsOf(body), null);
        }

        // The one arm that reads a variable; null where it is read elsewhere too.
        void Read(IEnumerable<Operand> operands, List<Let>? arm)
        {
            foreach (Operand operand in operands)
            {
                if (operand is not Variable variable || !activity.IsActive(variable)) continue;
                readers[variable] = readers.TryGetValue(variable, out List<Let>? other) && other != arm ? null : arm;
            }
        }
    }

    /// <summary>What a derivative flows from into a block.</summary>
    private IEnumerable<Operand> ReadsOf(Block block) => Walk.All(block)
        .Where(statement => statement is not Let let || activity.IsActive(let.Target))
        .SelectMany(statement => statement.Operands.Concat(statement.Blocks.SelectMany(static inner => inner.Yield)))
        .Concat(block.Yield);

    /// <summary>Values for each arm of an <c>if</c>.</summary>
    private sealed record Arms(List<Let> Then, List<Let> Else)
    {
        public List<Let> Of(bool inThen) => inThen ? Then : Else;
    }
}
