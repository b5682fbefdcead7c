using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>What nobody may have read, and so hands nothing back.</summary>
internal sealed partial class Vjp
{
    /// <summary>Whether nothing may have read what a statement computes; of what it stores, nobody knows.</summary>
    private bool IsConditional(Statement statement)
    {
        bool isRead = false;
        foreach (Variable target in statement.Targets)
        {
            if (Algebra.IsZero(bars.Of(target))) continue;
            if (!bars.IsConditional(target)) return false;
            isRead = true;
        }
        return isRead && !statement.Blocks.Any(block => Walk.All(block).Exists(inner => Changes(inner) && activity.IsActive(inner)));
    }

    /// <summary>
    /// Reverses a statement only where something has read its results: a path on which nothing did hands back zero, which a partial that is not
    /// a number there must not meet.
    /// </summary>
    private void IfRead(Statement statement, Builder builder, Action<Builder> reverse, Action<Builder>? skip = null)
    {
        Variable[] reached = [.. statement.Operands.Where(HasBar).Concat(OutsideOf(statement)).OfType<Variable>().Distinct()];
        Operand isRead = Algebra.AnyIsNonzero(builder, [.. statement.Targets.Select(bars.OrZero).Where(static bar => !Algebra.IsZero(bar))]);
        Adjoints before = bars;
        bars = before.Copy();
        Builder inner = builder.Nested();
        reverse(inner);
        Adjoints read = bars, unread = before.Copy();
        Joined joined = Join(before, [read, unread], reached);
        Builder other = new(names);
        skip?.Invoke(other);
        Block then = inner.Close(joined.Changed.Select(read.OrZero)), otherwise = other.Close(joined.Changed.Select(unread.OrZero));
        builder.Add(new If(new(joined.Results), isRead, then, otherwise));
    }

    // Nobody asks for what the forward sweep of a call has kept.
    private void Drop(Call call, Builder builder)
    {
        if (saved?.IsSwept(call) != true) return;
        Variable? height = plan.HeightBefore(call);
        if (height is null) plan.Note(call, height = names.Fresh("height", IrType.Int32));
        builder.Add(new Perform(Kernels.Drop, [height]));
    }
}
