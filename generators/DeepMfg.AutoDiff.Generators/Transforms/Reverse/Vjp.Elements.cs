using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>Operations that do to each element what a primitive does.</summary>
internal sealed partial class Vjp
{
    // zᵢ = p(xᵢ, y…)  ⟶  for i { bar = zBar[i], zBar[i] = 0, xBar[i] += ∂p/∂x · bar, yBar += ∂p/∂y · bar }
    private void PullElements(Perform perform, Builder builder)
    {
        var loop = new ElementLoop(perform, names);
        Operand outputBar = shadows[loop.Output], bound = BoundOf(perform, builder);
        if (!perform.Arguments.Where((_, i) => !Kernels.Get(perform.Kernel).Writes(i)).Any(activity.IsActive))
        {
            builder.Add(new Perform(Kernels.Clear, [Shadowing.Reached(builder, bound, outputBar)]));
            return;
        }
        Builder inner = builder.Nested();
        Variable bar = inner.Let("bar", new Load(loop.In(outputBar)));
        inner.Add(new Store(loop.In(outputBar), Constant.Zero(bar.Type)));
        Dictionary<Variable, (Carried Running, Operand Next)> sums = [];
        var pulled = new Pulled(bar, MayBeZero: true, infinities.OfCotangent(loop.Output, loop.Apply), infinities);
        Func<Operand, bool> isAsked = operand => activity.IsActive(loop.StorageOf(operand) ?? operand);
        foreach (Contribution contribution in Pullback.Of(inner, loop.Value, loop.Apply, pulled, isAsked))
        {
            Variable argument = contribution.Argument;
            if (contribution.Bar is not { } part) continue;
            if (loop.StorageOf(argument) is { } storage) inner.Add(new Accumulate(loop.In(shadows[storage]), part));
            else
            {
                Variable running = FreshBar(argument);
                sums.Add(argument, (new Carried(running, Constant.Zero(argument.Type)), Algebra.Add(inner, running.BaseName, running, part)!));
            }
        }
        Variable[] totals = [.. sums.Keys.Select(FreshBar)];
        var carried = new ElementSums([.. sums.Values.Select(static sum => sum.Running)], totals);
        builder.Add(loop.Around(bound, carried, inner.Close(sums.Values.Select(static sum => sum.Next)), operand => ContentsOf(perform, operand, builder)));
        foreach ((Variable argument, Variable total) in sums.Keys.Zip(totals, static (argument, total) => (argument, total)))
        {
            bars.Accumulate(builder, argument, total, isConditional: true);
        }
    }

    /// <summary>How many elements there are: as many as what is read has.</summary>
    private Operand BoundOf(Perform perform, Builder builder)
    {
        Variable[] read = [.. perform.Arguments.Where((operand, i) => operand.Type.IsStorage && !Kernels.Get(perform.Kernel).Writes(i)).Cast<Variable>()];
        Operand storage = read.FirstOrDefault(memory.IsLasting) ?? (Operand?)read.FirstOrDefault(activity.IsActive) ?? throw Gone(perform);
        return builder.Let("length", new Length(memory.IsLasting(storage) ? storage : shadows[(Variable)storage]));
    }
}
