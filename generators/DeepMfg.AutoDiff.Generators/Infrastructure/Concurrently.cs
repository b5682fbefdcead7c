using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff.Generators.Infrastructure;

/// <summary>
/// What a stage makes of each of many inputs, on all processors: the driver asks for one after the other, and the first question for what is not known
/// answers for all. A stage has to be a pure function; what it made of an input is known for as long as that lives.
/// </summary>
internal sealed class Concurrently<TInput, TOutput>(Func<TInput, TOutput?> stage)
    where TInput : class
    where TOutput : class
{
    private readonly ConditionalWeakTable<TInput, StrongBox<TOutput?>> known = new();

    public TOutput? Of(TInput input, IReadOnlyCollection<TInput> all, CancellationToken cancellation)
    {
        if (!known.TryGetValue(input, out StrongBox<TOutput?>? output))
        {
            Parallel.ForEach(all, new ParallelOptions { CancellationToken = cancellation }, one => Make(one));
            output = Make(input);
        }
        return output.Value;
    }

    private StrongBox<TOutput?> Make(TInput input) => known.GetValue(input, one => new StrongBox<TOutput?>(stage(one)));
}
