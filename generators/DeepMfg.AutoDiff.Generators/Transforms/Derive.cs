using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms.Reverse;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>From a marked method to its derivatives: inline, simplify, differentiate, simplify.</summary>
internal static class Derive
{
    public static Derived Of(DifferentiableMethod method)
    {
        Signature signature = method.Signature;
        Function function = Simplify.Of(Inline.All(method.Program));
        var leaves = new Leaves(signature);
        Activation activation = leaves.Activation;
        Produce produce = method.Produce;
        Function? jvp = produce.HasFlag(Produce.Jvp) ? Simplify.Of(Jvp.Of(function, activation)) : null;
        Function? vjp = produce.HasFlag(Produce.Vjp)
            ? leaves.InOrder(Simplify.Of(Vjp.Of(function, activation, leaves.Vjp)), function) : null;
        // A loop outweighs the call of the VJP; straight-line code is written out once more, without seed and accumulators.
        bool hasLoops = Walk.All(function.Body).Any(static statement => statement is For or While);
        bool wantsGradient = produce.HasFlag(Produce.Gradient) && signature.Result is { Leaf.IsFloat: true };
        Function? gradient = wantsGradient && (vjp is null || !hasLoops)
            ? Simplify.Of(Vjp.Of(function, leaves.GradientActivation, leaves.Gradient)) : null;
        return new Derived(signature, produce, jvp, vjp, gradient);
    }

    /// <summary>A signature's parameters and results, leaf by leaf.</summary>
    private sealed class Leaves
    {
        private readonly List<bool> parameters = [], accumulates = [];
        private readonly List<bool> results = [], written = [];
        private readonly List<string?> cotangents = [];
        private readonly List<Companion> companions = [];

        private enum Companion { Cotangent, Accumulator }

        public Leaves(Signature signature)
        {
            foreach (Shape leaf in signature.Result?.Leaves() ?? [])
            {
                AddResult(leaf.Leaf!.IsFloat, "cotangent", isWritten: false);
            }
            foreach (Parameter parameter in signature.Parameters)
            {
                bool isWritten = parameter.Passing is Passing.Ref or Passing.Out;
                foreach (Shape leaf in parameter.Shape.Leaves())
                {
                    bool active = parameter.Differentiable && leaf.Leaf!.IsFloat;
                    if (isWritten) AddResult(active, parameter.Name + "Bar", isWritten: true);
                    if (parameter.Passing == Passing.Out)
                    {
                        if (active) companions.Add(Companion.Cotangent);
                        continue;
                    }
                    parameters.Add(active);
                    accumulates.Add(!isWritten);
                    if (active) companions.Add(isWritten ? Companion.Cotangent : Companion.Accumulator);
                }
            }
        }

        private void AddResult(bool active, string name, bool isWritten)
        {
            results.Add(active);
            cotangents.Add(name);
            written.Add(isWritten);
        }

        public Activation Activation => new(parameters.ToEquatableArray(), results.ToEquatableArray());

        public Companions Vjp => new(cotangents.ToEquatableArray(), accumulates.ToEquatableArray());

        /// <summary>What is written is a side effect of a gradient: its cotangent is zero.</summary>
        public Activation GradientActivation =>
            new(parameters.ToEquatableArray(), results.Select((active, i) => active && !written[i]).ToEquatableArray());

        public Companions Gradient => new(
            cotangents.Select(static _ => (string?)null).ToEquatableArray(), accumulates.Select(static _ => false).ToEquatableArray());

        /// <summary>The VJP with the cotangents of what is written among the accumulators, in the order of the user's parameters.</summary>
        public Function InOrder(Function vjp, Function primal)
        {
            int ofResult = results.Where((active, i) => active && !written[i]).Count();
            int next = primal.Parameters.Count;
            List<Variable> parameters = [.. vjp.Parameters.Take(next + ofResult)];
            int cotangent = next + ofResult;
            int accumulator = cotangent + companions.Count(static companion => companion == Companion.Cotangent);
            foreach (Companion companion in companions)
            {
                parameters.Add(vjp.Parameters[companion == Companion.Cotangent ? cotangent++ : accumulator++]);
            }
            return vjp with { Parameters = parameters.ToEquatableArray() };
        }
    }
}
