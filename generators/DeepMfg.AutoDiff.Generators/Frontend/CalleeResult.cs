using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A callee's function, or why there is none.</summary>
internal sealed record CalleeResult(Function? Function, IReadOnlyList<Mistake> Mistakes)
{
    /// <summary>Whether the C# compiler itself has something to say about it.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Whether the last result is what the callee leaves in the struct of which it is a method.</summary>
    public bool ChangesSelf { get; init; }

    /// <summary>The numbers of the function's parameters that refer to storage which it may write, as its rule says.</summary>
    public EquatableArray<int> Writes { get; init; } = [];

    /// <summary>The parameters through which no derivative flows, as its rule says.</summary>
    public IReadOnlyCollection<int> Held { get; init; } = [];
}
