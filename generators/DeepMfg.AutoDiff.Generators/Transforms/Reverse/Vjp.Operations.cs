using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>What is performed over storage: copies and their like, and operations that come with a pullback.</summary>
internal sealed partial class Vjp
{
    private KeptOperands kept = null!;

    // What is copied may overlap what it is copied to: cotangents wait in storage of their own.
    private static void ReverseWithin(Operand source, Operand target, Builder builder) =>
        builder.Add(new Perform(Kernels.AddTo, [Moved((Variable)target, builder), source]));

    /// <summary>A copy of cotangents, which then are zero.</summary>
    private static Variable Moved(Variable bar, Builder builder)
    {
        Variable moved = builder.Let("moved", new Alloc(bar.Type, [builder.Let("length", new Length(bar))], Contents.Unspecified));
        builder.Add(new Perform(Kernels.Copy, [bar, moved]));
        builder.Add(new Perform(Kernels.Clear, [bar]));
        return moved;
    }

    private void Reverse(Perform perform, Builder builder)
    {
        if (Kernels.Get(perform.Kernel).Each is not null)
        {
            PullElements(perform, builder);
            return;
        }
        if (Kernels.Get(perform.Kernel).Derivative is { } rule)
        {
            Pull(perform, rule, builder);
            return;
        }
        Operand?[] bars = [.. perform.Arguments.Select(ShadowOf)];
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

    private Operand? ShadowOf(Operand operand) => operand.Type.IsStorage && activity.IsActive(operand) ? shadows[(Variable)operand] : null;

    private void Pull(Perform perform, KernelDerivative rule, Builder builder)
    {
        Kernel kernel = Kernels.Get(perform.Kernel);
        Operand?[] bars = [.. perform.Arguments.Select(ShadowOf), .. perform.Results.Select(result => Take(result).Bar)];
        if (kernel.HasResult && bars[bars.Length - 1] is null) return;
        if (Enumerable.Range(0, perform.Arguments.Count).Any(i => bars[i] is not null && OperationOperands.IsOverwritten(perform, i, memory)))
        {
            for (int i = 0; i < perform.Arguments.Count; i++)
            {
                if (kernel.Accesses[i] == Access.Writes) bars[i] = Moved((Variable)bars[i]!, builder);
            }
        }
        foreach (Transposed reverse in rule.Reverse) Pull(perform, reverse, bars, builder);
    }

    private void Pull(Perform perform, Transposed reverse, Operand?[] bars, Builder builder)
    {
        Kernel kernel = Kernels.Get(reverse.Kernel);
        var operands = new Operand[reverse.Operands.Count];
        bool isAsked = false;
        for (int i = 0; i < operands.Length; i++)
        {
            Operand? bar = reverse.Operands[i] - bars.Length is >= 0 and var companion ? bars[companion] : null;
            isAsked |= bar is not null && kernel.Writes(i);
            if (reverse.Operands[i] < bars.Length) operands[i] = ValueOf(perform, reverse.Operands[i]);
            else if (bar is not null) operands[i] = bar;
            else if (kernel.MayLack(i)) operands[i] = Constant.Zero(perform.Arguments[reverse.Operands[i] - bars.Length].Type.Shadow());
            else return;
        }
        if (!isAsked) return;
        for (int i = 0; i < operands.Length; i++)
        {
            if (reverse.Operands[i] < perform.Arguments.Count && kernel.Accesses[i] is Access.Reads or Access.Holds)
            {
                operands[i] = ContentsOf(perform, reverse.Operands[i], builder);
            }
            else if (kernel.Accesses[i] == Access.Measures && !memory.IsLasting(operands[i])) throw Gone(perform);
        }
        builder.Add(new Perform(reverse.Kernel, new(operands)));
    }

    /// <summary>What an operand held, in storage that the reverse sweep has.</summary>
    private Operand ContentsOf(Statement statement, int operand, Builder builder) => kept.Contents(statement, operand, builder) ?? throw Gone(statement);

    private static NotDerivableException Gone(Statement statement) => new(
        "An operation in a loop whose pullback needs what other trips overwrite,", statement.Origin.Text,
        "have all loops around it count by ones between numbers that are known before the outermost, and arrays and parts of lengths that are, too");

    private static Operand ValueOf(Perform perform, int value) =>
        value < perform.Arguments.Count ? perform.Arguments[value] : perform.Results[value - perform.Arguments.Count];
}
