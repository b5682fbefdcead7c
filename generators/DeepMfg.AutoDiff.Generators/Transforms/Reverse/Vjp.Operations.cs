using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>What is performed over storage: copies and their like, and operations that come with a pullback.</summary>
internal sealed partial class Vjp
{
    private Contended? contended;

    // What is copied may overlap what it is copied to: cotangents wait in storage of their own.
    private static void ReverseWithin(Operand source, Operand target, Builder builder)
    {
        Variable moved = builder.Let("moved", new Alloc(target.Type, [builder.Let("length", new Length(source))], Contents.Unspecified));
        builder.Add(new Perform(Kernels.Copy, [target, moved]));
        builder.Add(new Perform(Kernels.Clear, [target]));
        builder.Add(new Perform(Kernels.AddTo, [moved, source]));
    }

    private void Reverse(Perform perform, Builder builder)
    {
        Operand?[] bars = [.. perform.Arguments.Select(operand => activity.IsActive(operand) ? shadows[(Variable)operand] : null)];
        if (Kernels.Get(perform.Kernel).Derivative is { } rule)
        {
            Pull(perform, rule, bars, builder);
            return;
        }
        if (perform.Arguments.Count == 2 && perform.Kernel == Kernels.Copy)
        {
            // In a trip's reverse the source itself is not always at hand.
            Operand length = copied.TryGetValue(perform, out Variable? known) ? known : builder.Let("length", new Length(bars[0]!));
            bars[1] = Shadowing.Reached(builder, length, bars[1]!);
            if (bars[0] is { } source && memory.MayBeOne((Variable)perform.Arguments[0], (Variable)perform.Arguments[1]))
            {
                ReverseWithin(source, bars[1]!, builder);
                return;
            }
        }
        foreach (Transposed transposed in Kernels.Get(perform.Kernel).Transpose)
        {
            Operand?[] operands = [.. transposed.Operands.Select(operand => bars[operand])];
            if (Array.TrueForAll(operands, static operand => operand is not null)) builder.Add(new Perform(transposed.Kernel, [.. operands.OfType<Operand>()]));
        }
    }

    private void Pull(Perform perform, KernelDerivative rule, Operand?[] bars, Builder builder)
    {
        Operand?[] all = [.. perform.Arguments, .. bars];
        foreach (Transposed reverse in rule.Reverse)
        {
            Operand?[] operands = [.. reverse.Operands.Select(operand => all[operand])];
            if (Array.Exists(operands, static operand => operand is null)) continue;
            Kernel kernel = Kernels.Get(reverse.Kernel);
            for (int i = 0; i < operands.Length; i++)
            {
                if (reverse.Operands[i] < perform.Arguments.Count && kernel.Accesses[i] == Access.Reads) RequireAtHand(perform, operands[i]!);
            }
            builder.Add(new Perform(reverse.Kernel, [.. operands.OfType<Operand>()]));
        }
    }

    /// <summary>What the pullback reads again must still be what the operation read or wrote.</summary>
    private void RequireAtHand(Perform perform, Operand operand)
    {
        contended ??= new Contended(body, memory);
        if (memory.IsAskedAgain(new Length(operand)) && !contended.IsWrittenSince(perform, (Variable)operand)) return;
        throw new NotDerivableException(
            "An operation whose arrays are written again,", perform.Origin.Text, "have it read and write arrays that nothing else writes, outside of loops");
    }
}
