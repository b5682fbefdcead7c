using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms.Reverse;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>From a marked method to its derivatives: inline, simplify, differentiate, simplify.</summary>
internal static class Derive
{
    /// <summary>A direction costs a few additions and multiplications for each of the primal's; recorded trips cost what about four of them do.</summary>
    private const int MostDirections = 4;

    public static Derived Of(DifferentiableMethod method)
    {
        Signature signature = method.Signature;
        (Prepared forward, Prepared reverse) = Prepared.Of(method);
        signature = AlwaysRead.Mark(signature, reverse.Function);
        var leaves = new Leaves(signature);
        Produce produce = method.Produce;
        if (method.IsInParts) CheckIsPure(reverse.Function);
        Function? jvp = method.NeedsJvp ? forward.Finished(Jvp.Of(forward.Function, leaves.Activation, forward.Callees)) : null;
        var derived = new Derived(signature, produce, jvp, method.NeedsVjp ? VjpOf(reverse, leaves) : null, null);
        if (produce.HasFlag(Produce.Gradient) && signature.Result is { Leaf.IsFloat: true }) derived = WithGradient(derived, forward, reverse, leaves);
        if (produce.HasFlag(Produce.Split))
        {
            CheckIsSplit(signature);
            derived = derived with { Sweeps = SplitOf(reverse, leaves) };
        }
        return derived with { Helpers = [.. HelpersOf(derived, forward, reverse)] };
    }

    /// <summary>What the derivatives call: of both modes, where they call functions of the same name, these compute the same.</summary>
    private static IEnumerable<Function> HelpersOf(Derived derived, Prepared forward, Prepared reverse)
    {
        Function?[] functions = [derived.Jvp, derived.Vjp, derived.Gradient, derived.Sweeps?.Forward, derived.Sweeps?.Reverse];
        if (forward == reverse) return reverse.Callees.CalledBy(functions.OfType<Function>());
        bool isForward = derived.GradientMode == Mode.Forward;
        Function?[] ofForward = [derived.Jvp, isForward ? derived.Gradient : null], ofReverse = [.. functions.Except(ofForward)];
        return forward.Callees.CalledBy(ofForward.OfType<Function>()).Concat(reverse.Callees.CalledBy(ofReverse.OfType<Function>()))
            .GroupBy(static helper => helper.Name).Select(static same => same.First());
    }

    private static Function VjpOf(Prepared prepared, Leaves leaves) => leaves.InOrder(
        OnePass.Of(prepared.Finished(Vjp.Of(prepared.Function, leaves.Activation, leaves.Vjp, prepared.Callees))), prepared.Function);

    /// <summary>A method that runs once for each row or column finds the same each time.</summary>
    private static void CheckIsPure(Function function)
    {
        if (function.Parameters.FirstOrDefault(static parameter => parameter.Type.IsModel) is { } model)
        {
            throw new NotDerivableException(
                $"A Jacobian or an objective of a method of '{model.BaseName}', whose numbers nobody counts,", "", "ask for 'Derivatives.Vjp'");
        }
        Memory memory = Memory.Of(function);
        if (function.Parameters.FirstOrDefault(memory.IsWritten) is not { } written) return;
        throw new NotDerivableException(
            $"A Jacobian or an objective of a method that writes its parameter '{written.BaseName}'", "", "write to a copy, and return that");
    }

    /// <summary>The reverse sweep has nothing that it could assign.</summary>
    private static void CheckIsSplit(Signature signature)
    {
        if (signature.Parameters.FirstOrDefault(static parameter => parameter.Passing == Passing.Out) is not { } result) return;
        throw new NotDerivableException(
            $"A split of a method with the 'out' parameter '{result.Name}'", "", "return it in a tuple, or ask for 'Derivatives.Vjp'");
    }

    private static Sweeps SplitOf(Prepared prepared, Leaves leaves)
    {
        Function function = prepared.Function;
        Function whole = leaves.InOrder(
            prepared.Finished(Vjp.Of(function, leaves.Activation, leaves.Vjp, prepared.Callees, Cut.ByUser)), function);
        Sweeps cut = Splitting.Of(whole, leaves.Changes, function.Body.Yield.Count, Cut.ByUser)
            ?? throw new NotDerivableException(
                "A split of sweeps that hand on texts, tables or arrays by a condition", "", "ask for 'Derivatives.Vjp'");
        return cut with { Forward = Simplify.Of(cut.Forward), Reverse = Simplify.Of(cut.Reverse) };
    }

    /// <summary>
    /// A gradient of its own where it beats the VJP at cotangent one: straight-line code without seed and accumulators; and where a loop would
    /// record its trips for few inputs, tangents that travel along instead.
    /// </summary>
    private static Derived WithGradient(Derived derived, Prepared forward, Prepared reverse, Leaves leaves)
    {
        // Where an input is storage, it is the caller's buffer that cotangents are added to: the VJP at cotangent one.
        if (leaves.HoldsStorage) return derived.Vjp is not null ? derived : derived with { Vjp = VjpOf(reverse, leaves) };
        bool hasLoops = reverse.Function.Statements.Any(static statement => statement is Loop);
        // A call that writes storage cannot be made once for each direction.
        bool writes = forward.Function.Statements.Exists(static statement => statement is Call { Writes.IsEmpty: false });
        bool fits = hasLoops && leaves.Inputs <= MostDirections && forward.HasRules && !writes;
        if (derived.Vjp is { } vjp && hasLoops && !(fits && Records(vjp))) return derived;
        Function gradient = derived.Vjp is { } known && hasLoops ? known
            : OnePass.Of(reverse.Finished(Vjp.Of(reverse.Function, leaves.GradientActivation, leaves.Gradient, reverse.Callees)));
        return fits && Records(gradient)
            ? derived with
            {
                Gradient = forward.Finished(Jvp.Gradient(forward.Function, leaves.GradientActivation, forward.Callees)), GradientMode = Mode.Forward,
            }
            : derived with { Gradient = gradient };
    }

    private static bool Records(Function reverse) => reverse.Statements.Any(static statement => statement is Let { Value: Alloc });

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
                AddResult(leaf.IsReal, "cotangent", isWritten: false);
            }
            foreach (Parameter parameter in signature.Parameters)
            {
                bool isWritten = parameter.Passing is Passing.Ref or Passing.Out;
                foreach (Shape leaf in parameter.Shape.Leaves())
                {
                    bool active = parameter.Differentiable && leaf.IsReal;
                    HoldsStorage |= active && leaf.Leaf!.IsStorage;
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

        public int Inputs => parameters.Count(static active => active);

        /// <summary>For each parameter whether the method may leave another value in it.</summary>
        public IReadOnlyList<bool> Changes => [.. accumulates.Select(static accumulates => !accumulates)];

        /// <summary>Whether an input is an array or a span.</summary>
        public bool HoldsStorage { get; }

        public Activation Activation => new(parameters.ToEquatableArray(), results.ToEquatableArray()) { ByMemory = true };

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
