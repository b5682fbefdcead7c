using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>Storage that a function makes for itself: how it is made, and which loops alone touch it.</summary>
internal sealed class TripScratch
{
    private readonly Regions regions;
    private readonly Indices indices;
    private readonly Dictionary<Variable, (Variable Storage, Alloc Alloc)> made = [];
    private readonly Dictionary<Variable, int> touches = [];

    /// <summary>The regions with storage that is not known, or of several statements' making.</summary>
    private readonly HashSet<Variable> mixed = [];

    private TripScratch(Function function)
    {
        (regions, indices) = (Regions.Of(function), Indices.Of(function));
        foreach (Statement statement in function.Statements) Note(statement);
        foreach (Operand operand in function.Body.Yield) Touch(operand);
        foreach (Variable parameter in function.Parameters) Mix(parameter);
        foreach (Variable region in mixed) made.Remove(region);
    }

    public static TripScratch Of(Function function) => function.Fact(static asked => new TripScratch(asked));

    /// <summary>Whether storage holds nothing but what some loops write and read again.</summary>
    public bool IsOnlyOf(Variable storage, params Loop[] loops) =>
        made.TryGetValue(regions.Of(storage), out (Variable Storage, Alloc Alloc) known) && known.Storage == storage
        && known.Alloc is { Contents: Contents.Unspecified, Type: { Form: StorageForm.Span, IsVector: true } } && IsOnlyIn(regions.Of(storage), loops);

    /// <summary>
    /// Whether each trip of a loop finds a region as zero, whichever trips have been before it: it clears it first, or the others leave it so.
    /// </summary>
    public bool IsFoundAsZero(Variable region, Loop loop)
    {
        if (!made.TryGetValue(region, out (Variable Storage, Alloc Alloc) known) || !IsOnlyIn(region, loop)) return false;
        Statement first = loop.Body.Statements.First(statement => IsTouching(statement) || statement.Blocks.SelectMany(Walk.All).Any(IsTouching));
        return first is Perform { Kernel: Kernels.Clear, Arguments: [var cleared] } && cleared == known.Storage
            || known.Alloc is { Contents: Contents.Zero, Sizes: [var size] }
            && new Emptied(regions, indices, known.Storage, size).IsBy(loop.Body);

        bool IsTouching(Statement statement) => CountIn(statement, region) > 0;
    }

    private bool IsOnlyIn(Variable region, params Loop[] loops) =>
        touches.TryGetValue(region, out int all) && all == loops.Sum(loop => Walk.All(loop.Body).Sum(statement => CountIn(statement, region)));

    private void Note(Statement statement)
    {
        if (statement is Let { Value: Alloc alloc } let)
        {
            if (made.ContainsKey(regions.Of(let.Target))) Mix(let.Target);
            made[regions.Of(let.Target)] = (let.Target, alloc);
        }
        if (statement is Let { Value: Load } or Call or Opaque) foreach (Variable target in statement.Targets) Mix(target);
        foreach (Operand operand in statement.Operands) Touch(operand);
    }

    private void Mix(Variable variable)
    {
        if (variable.Type.IsStorage) mixed.Add(regions.Of(variable));
    }

    private void Touch(Operand operand)
    {
        if (operand is not Variable { Type.IsStorage: true } variable) return;
        Variable region = regions.Of(variable);
        touches.TryGetValue(region, out int count);
        touches[region] = count + 1;
    }

    private int CountIn(Statement statement, Variable region) =>
        statement.Operands.Count(operand => operand is Variable { Type.IsStorage: true } variable && regions.Of(variable) == region);
}
