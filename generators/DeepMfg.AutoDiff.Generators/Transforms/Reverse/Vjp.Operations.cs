using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>Operations over spans that come with a pullback.</summary>
internal sealed partial class Vjp
{
    private Contended? contended;

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
        throw new InvalidOperationException(
            $"'{perform.Origin.Text}' needs what it reads and writes once more, which is overwritten: give it arrays of its own");
    }
}
