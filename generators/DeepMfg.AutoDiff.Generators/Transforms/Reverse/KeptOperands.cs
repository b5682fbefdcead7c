using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// Copies what the pullbacks of operations read again and something overwrites, the operation itself included: what it reads before it, what it
/// writes behind it. In loops a copy is a trip's row of storage that is made before them.
/// </summary>
internal sealed class KeptOperands
{
    private readonly Dictionary<Statement, Dictionary<int, Func<Builder, Operand>>> kept = new(ReferenceComparer.Instance);
    private readonly NameSupply names;
    private readonly Activity activity;
    private readonly Memory memory;
    private readonly Contended contended;
    private readonly Lengths lengths;
    private readonly Sizes sizes;
    private readonly SavedValues? saved;
    private readonly Callees? callees;
    private readonly List<Statement> all;

    private KeptOperands(Function function, Activity activity, SavedValues? saved, Callees? callees)
    {
        (this.activity, this.saved, this.callees) = (activity, saved, callees);
        names = Walk.NamesOf(function);
        all = function.Statements;
        memory = Memory.Of(function);
        contended = new Contended(function.Body, memory);
        sizes = Sizes.Of(function);
        lengths = new Lengths(function, (call, result) => callees?.LikeArgument(call.Callee, result));
    }

    public static (Function Function, KeptOperands Kept) Of(Function function, Activity activity, SavedValues? saved, Callees? callees)
    {
        var pass = new KeptOperands(function, activity, saved, callees);
        bool hasOperations = function.Statements.Exists(static statement => statement is Call || IsOperation(statement));
        return (hasOperations ? function with { Body = pass.Inside(function.Body, default) } : function, pass);
    }

    /// <summary>What the reverse sweep finds the contents of an operand in; nothing where they are gone.</summary>
    public Operand? Contents(Statement statement, int operand, Builder builder)
    {
        if (kept.TryGetValue(statement, out Dictionary<int, Func<Builder, Operand>>? copies)
            && copies.TryGetValue(operand, out Func<Builder, Operand>? copy)) return copy(builder);
        return IsThere(statement, operand) ? statement.Operands[operand] : null;
    }

    private bool IsThere(Statement statement, int operand) =>
        statement.Operands[operand] is not Variable { Type.IsStorage: true } storage || IsAtHand(statement, operand, storage);

    private static bool IsOperation(Statement statement) => statement is Perform perform && Kernels.Get(perform.Kernel).IsOperation;

    private bool IsAtHand(Statement statement, int operand, Variable storage) =>
        memory.IsAskedAgain(new Length(storage)) && !contended.IsWrittenSince(statement, storage)
        && !(statement is Call call && call.Writes.Contains(operand) && !IsLeftBy(call, operand))
        && !(statement is Perform perform && OperationOperands.IsOverwritten(perform, operand, memory));

    /// <summary>Whether a block stands in loops, and the rows of their trips, if these can be counted.</summary>
    /// <param name="Outermost">The outermost loop that it stands in.</param>
    /// <param name="Before">Takes what is made in front of that.</param>
    /// <param name="Rows">The rows of the trips.</param>
    private readonly record struct Surroundings(Loop? Outermost, Builder? Before, TripRows? Rows);

    private Block Inside(Block block, Surroundings around)
    {
        var builder = new Builder(names);
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case If branch: builder.Add(branch with { Then = Inside(branch.Then, around), Else = Inside(branch.Else, around) }); break;
                case Loop loop:
                    TripRows? rows = around.Before is not null ? around.Rows?.Within(loop, builder) : TripRows.Of(loop, builder, lengths, sizes);
                    builder.Add(loop with { Body = Inside(loop.Body, new Surroundings(around.Outermost ?? loop, around.Before ?? builder, rows)) });
                    break;
                case Perform perform when activity.IsActive(perform) && Kernels.Get(perform.Kernel) is { IsOperation: true } kernel:
                    int[] gone = [.. Read(perform, kernel).Where(i => !IsThere(perform, i))];
                    foreach (int i in gone.Where(i => !kernel.Writes(i))) Keep(perform, i, builder, around);
                    builder.Add(perform);
                    foreach (int i in gone.Where(kernel.Writes)) Keep(perform, i, builder, around);
                    break;
                case Call call when activity.IsActive(call) && (saved?.By(call) is null || saved.IsOnTape(call)):
                    int[] left = [.. Enumerable.Range(0, call.Arguments.Count).Where(i => !IsThere(call, i))];
                    foreach (int i in left.Where(i => !IsLeftBy(call, i))) Keep(call, i, builder, around);
                    builder.Add(call);
                    foreach (int i in left.Where(i => IsLeftBy(call, i))) Keep(call, i, builder, around);
                    break;
                default: builder.Add(statement); break;
            }
        }
        return builder.Close(block.Yield);
    }

    /// <summary>
    /// Whether the reverse half of a rule wants what a call leaves in an argument. A rule that computes the values again wants what was there before, and
    /// writes it once more.
    /// </summary>
    private bool IsLeftBy(Call call, int operand) => saved?.IsOnTape(call) == true && call.Writes.Contains(operand);

    private void Keep(Statement statement, int operand, Builder builder, Surroundings around)
    {
        var storage = (Variable)statement.Operands[operand];
        if (storage.Type.IsModel) return;
        IrType type = statement is Call call && storage.Type.Form == StorageForm.Array
            ? callees!.Taken(saved?.By(call)?.Callee ?? call.Callee, operand) : storage.Type.Shadow();
        if (Copy(storage, type, builder, around) is not { } copy) return;
        if (!kept.TryGetValue(statement, out Dictionary<int, Func<Builder, Operand>>? copies)) kept.Add(statement, copies = []);
        copies.Add(operand, copy);
    }

    /// <summary>Whether storage of several dimensions has its shape before the loops, and keeps it.</summary>
    private bool IsWhole(Variable storage, Surroundings around) => memory.IsLasting(storage)
        && all.SkipWhile(statement => !ReferenceEquals(statement, around.Outermost)).OfType<Store>().All(
            store => store.Value is not Variable { Type.IsStorage: true } row || !memory.MayBeOne(row, storage));

    private Func<Builder, Operand>? Copy(Variable storage, IrType type, Builder builder, Surroundings around)
    {
        Variable? copy;
        if (around.Before is { } before)
        {
            if (!type.IsVector && !IsWhole(storage, around)) return null;
            // A row of a tape is a part of storage, which no array is.
            copy = type.IsVector && type.Form != StorageForm.Array ? around.Rows?.Row(builder, storage) : null;
            if (copy is null) return ContentsTape.Record(builder, before, storage, type);
        }
        else if (type.IsVector) copy = OperationOperands.Room(builder, storage, type, storage.BaseName + "Tape");
        else
        {
            Variable whole = ContentsTape.Copy(builder, storage, storage.BaseName + "Tape");
            return _ => whole;
        }
        builder.Add(new Perform(Kernels.Copy, [storage, copy]));
        return _ => copy;
    }

    /// <summary>The operands that the pullbacks read whose results somebody asks for.</summary>
    private IEnumerable<int> Read(Perform perform, Kernel kernel)
    {
        if (kernel.Derivative is not { } rule) return ElementLoop.Mentioned(perform, activity.IsActive);
        int values = perform.Arguments.Count + perform.Results.Count;
        return rule.Reverse.Where(IsAsked).SelectMany(OperationOperands.Read).Where(i => i < perform.Arguments.Count).Distinct();

        bool IsAsked(Transposed reverse) => reverse.Operands.Where((_, i) => Kernels.Get(reverse.Kernel).Writes(i))
            .Any(target => activity.IsActive(perform.Arguments[target - values]));
    }
}
