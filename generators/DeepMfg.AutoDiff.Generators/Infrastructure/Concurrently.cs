using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff.Generators.Infrastructure;

/// <summary>
/// What a stage makes of each of many inputs, on all processors: the driver asks for one after the other, and the first question for what is not known
/// answers for all. A stage has to be a pure function; what it made of an input is known for as long as that lives.
/// </summary>
internal sealed class Concurrently<TInput, TOutput>(Func<TInput, CancellationToken, TOutput?> stage)
    where TInput : class
    where TOutput : class
{
    private readonly ConditionalWeakTable<TInput, StrongBox<TOutput?>> known = new();

    /// <param name="input">The input that is asked for.</param>
    /// <param name="all">All inputs, it among them.</param>
    /// <param name="cancellation">Whether nobody waits any more.</param>
    public TOutput? Of(TInput input, IReadOnlyCollection<TInput> all, CancellationToken cancellation)
    {
        if (!known.TryGetValue(input, out StrongBox<TOutput?>? output))
        {
            Parallel.ForEach(all, new ParallelOptions { CancellationToken = cancellation }, one => Make(one, cancellation));
            output = Make(input, cancellation);
        }
        return output.Value;
    }

    private StrongBox<TOutput?> Make(TInput input, CancellationToken cancellation) =>
        known.GetValue(input, one => new StrongBox<TOutput?>(stage(one, cancellation)));
}
