using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// Copies what the pullbacks of operations read again and something overwrites, the operation itself included: what it reads before it, what it
/// writes behind it. In loops nothing is copied, as no tape holds storage.
/// </summary>
internal sealed class KeptOperands
{
    private readonly Dictionary<Perform, Dictionary<int, Variable>> kept = new(ReferenceComparer.Instance);
    private readonly NameSupply names;
    private readonly Activity activity;
    private readonly Memory memory;
    private readonly Contended contended;

    private KeptOperands(Function function, Activity activity)
    {
        this.activity = activity;
        names = Walk.NamesOf(function);
        memory = Memory.Of(function);
        contended = new Contended(function.Body, memory);
    }

    public static (Function Function, KeptOperands Kept) Of(Function function, Activity activity)
    {
        var pass = new KeptOperands(function, activity);
        bool hasOperations = Walk.All(function.Body).Exists(static statement => statement is Perform perform && Kernels.Get(perform.Kernel).IsOperation);
        return (hasOperations ? function with { Body = pass.Inside(function.Body) } : function, pass);
    }

    /// <summary>What the reverse sweep finds the contents of an operand in; nothing where they are gone.</summary>
    public Operand? Contents(Perform perform, int operand)
    {
        if (perform.Arguments[operand] is not Variable { Type.IsStorage: true } storage) return perform.Arguments[operand];
        if (kept.TryGetValue(perform, out Dictionary<int, Variable>? copies) && copies.TryGetValue(operand, out Variable? copy)) return copy;
        return IsAtHand(perform, operand, storage) ? storage : null;
    }

    private bool IsAtHand(Perform perform, int operand, Variable storage) =>
        memory.IsAskedAgain(new Length(storage)) && !contended.IsWrittenSince(perform, storage) && !OperationOperands.IsOverwritten(perform, operand, memory);

    private Block Inside(Block block)
    {
        var builder = new Builder(names);
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case If branch: builder.Add(branch with { Then = Inside(branch.Then), Else = Inside(branch.Else) }); break;
                case Perform perform when activity.IsActive(perform) && Kernels.Get(perform.Kernel) is { Derivative: { } rule } kernel:
                    int[] gone = [.. Read(perform, rule).Where(i => Contents(perform, i) is null)];
                    foreach (int i in gone.Where(i => !kernel.Writes(i))) Keep(perform, i, builder);
                    builder.Add(perform);
                    foreach (int i in gone.Where(kernel.Writes)) Keep(perform, i, builder);
                    break;
                default: builder.Add(statement); break;
            }
        }
        return builder.Close(block.Yield);
    }

    private void Keep(Perform perform, int operand, Builder builder)
    {
        if (!kept.TryGetValue(perform, out Dictionary<int, Variable>? copies)) kept.Add(perform, copies = []);
        copies.Add(operand, OperationOperands.Copy(builder, (Variable)perform.Arguments[operand]));
    }

    /// <summary>The operands that the pullbacks read whose results somebody asks for.</summary>
    private IEnumerable<int> Read(Perform perform, KernelDerivative rule)
    {
        int values = perform.Arguments.Count + perform.Results.Count;
        return rule.Reverse.Where(IsAsked).SelectMany(OperationOperands.Read).Where(i => i < perform.Arguments.Count).Distinct();

        bool IsAsked(Transposed reverse) => reverse.Operands.Where((_, i) => Kernels.Get(reverse.Kernel).Writes(i))
            .Any(target => activity.IsActive(perform.Arguments[target - values]));
    }
}
