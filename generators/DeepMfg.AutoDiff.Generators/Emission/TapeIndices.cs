using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Where a loop's own index is the number of the tape's row, so that nothing else has to count: <c>for (i = 0; i &lt; n; i++)</c> that records
/// a row every trip, and <c>for (i = n - 1; i >= 0; i--)</c> that reads one, both outermost and the only ones of their tape.
/// </summary>
internal sealed class TapeIndices
{
    private readonly Plan plan;
    private readonly string tape;

    private TapeIndices(Plan plan, string tape) => (this.plan, this.tape) = (plan, tape);

    /// <summary>The index of the loop that records, and of that which reads; none where the row must be counted.</summary>
    public static (Variable? Forward, Variable? Back) Of(Plan plan, Tape tape)
    {
        var indices = new TapeIndices(plan, tape.Name);
        Step[] forward = indices.Turning(forward: true), back = indices.Turning(forward: false);
        Variable? rows = indices.RowsBehind(forward), recording = null;
        if (rows is null && forward is [Count { Counter: { Step: 1, Inclusive: false, Start: Constant { IsZero: true } } } only]
            && only.Counter.Index.Type == IrType.Int32 && indices.TurnsOnce(only.Body))
        {
            recording = only.Counter.Index;
        }
        bool reads = back is [Count { Counter: { Step: -1, Inclusive: true, Bound: Constant { IsZero: true } } } last]
            && last.Body.Steps is [Advance, ..] && indices.TurnsOnce(last.Body)
            && (rows is not null || recording is not null) && indices.IsOneBelow(last.Counter.Start, rows ?? ((Count)forward[0]).Counter.Bound);
        Variable? reading = reads ? ((Count)back[0]).Counter.Index : null;
        // A row that is counted forwards must be there to be counted backwards.
        return recording is not null && back.Length > 0 && reading is null ? (null, null) : (recording, reading);
    }

    /// <summary>The outermost steps in which the tape is turned so.</summary>
    private Step[] Turning(bool forward) =>
        [.. plan.Body.Steps.Where(step => step.Inside().Exists(inner => IsTurn(inner, forward)) || IsTurn(step, forward))];

    private bool IsTurn(Step step, bool forward) => step is Advance { Turn: { } turn } && turn.Tape.Name == tape && turn.Forward == forward;

    private bool IsTurn(Step step) => IsTurn(step, true) || IsTurn(step, false);

    /// <summary>The variable that holds the number of rows when all are recorded, if there is one.</summary>
    private Variable? RowsBehind(Step[] forward)
    {
        List<Step> steps = plan.Body.Steps;
        int last = forward.Length == 0 ? -1 : steps.IndexOf(forward[forward.Length - 1]);
        return steps.Skip(last + 1).OfType<Define>().FirstOrDefault(define => define.Value is Rows rows && rows.Tape.Name == tape)?.Target;
    }

    /// <summary>Whether every path through a loop's body turns the tape once.</summary>
    private bool TurnsOnce(Body body) =>
        body.All().TrueForAll(step => step is not (Cycle or Count) || !step.Inside().Exists(IsTurn)) && Turns(body) == 1;

    /// <summary>How often the tape is turned; none where paths differ.</summary>
    private int? Turns(Body body)
    {
        int? sum = 0;
        foreach (Step step in body.Steps)
        {
            if (IsTurn(step)) sum++;
            else if (step is Branch branch) sum += Turns(branch.Then) is { } then && then == Turns(branch.Else) ? then : null;
        }
        return sum;
    }

    private bool IsOneBelow(Operand operand, Operand rows) => (operand, rows) switch
    {
        (Constant last, Constant count) => last.Bits == count.Bits - 1,
        (Variable, Variable) => plan.Folding.Of(operand) is Apply { Arguments: [var count, Constant { Bits: 1 }] } apply
            && (count == rows || Counting.IsAtLeastZero(plan.Folding.Of(count), rows)) && Primitives.Get(apply.Primitive).Form is Infix { Symbol: "-" },
        _ => false,
    };
}
