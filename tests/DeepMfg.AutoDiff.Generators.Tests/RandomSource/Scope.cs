namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

internal enum Kind { Real, Int, Flag, Array, Span, View, Link, Frame }

/// <param name="Name">The text that reads it; <c>pair.Left</c> for a tuple's item.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Writable">Whether a statement may assign it: counters that end loops may not be.</param>
internal sealed record Local(string Name, Kind Kind, bool Writable = true)
{
    /// <summary>A parameter by reference, or of a struct's receiver: C# does not let local functions use it.</summary>
    public bool Uncaptured { get; init; }

    /// <summary>How many elements an array has.</summary>
    public int Length { get; init; } = 1;

    /// <summary>Items of tuples are not passed by reference here, nor are <c>in</c> parameters.</summary>
    public bool Passable => Writable && !Name.Contains('.');
}

/// <summary>A block of C#: its locals, and the names that may not be declared in it.</summary>
/// <remarks>
/// C# lets sibling blocks use one name, but not a block and one inside it; so a name of an earlier sibling may come again, and a name of
/// an inner block may not come in the block around it.
/// </remarks>
internal sealed class Scope(Scope? outer, bool isFunction = false)
{
    private readonly List<Local> _locals = [];
    private readonly HashSet<string> _own = [], _inner = [];
    private readonly string[] _reusable = [.. outer?._inner ?? []];

    private IEnumerable<Local> Locals => (outer?.Locals ?? []).Where(local => !(isFunction && local.Uncaptured)).Concat(_locals);

    /// <summary>Names of earlier siblings that this block may declare once more.</summary>
    public IEnumerable<string> Reusable => _reusable.Where(name => !_own.Contains(name) && !_inner.Contains(name));

    private Scope? Outer => outer;

    public Local Add(Local local)
    {
        _locals.Add(local);
        return local;
    }

    public List<Local> All(Kind kind) => [.. Locals.Where(local => local.Kind == kind)];

    public List<Local> Writable(Kind kind) => [.. Locals.Where(local => local.Kind == kind && local.Writable)];

    public void Declare(string name)
    {
        _own.Add(name);
        for (Scope? around = outer; around is not null; around = around.Outer)
        {
            around._inner.Add(name);
        }
    }
}
