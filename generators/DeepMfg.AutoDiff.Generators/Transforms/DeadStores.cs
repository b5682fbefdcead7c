using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// Drops what is written to storage of the function's own that nothing reads any more: backwards, with the storage that is read further on; in a
/// loop also what its other trips read. What the user would see throw stays.
/// </summary>
internal sealed class DeadStores
{
    private readonly Regions regions;
    private readonly Ranges ranges;

    private DeadStores(Function function) => (regions, ranges) = (Regions.Of(function), Ranges.Of(function));

    public static Function Without(Function function)
    {
        if (!function.Statements.Exists(static statement => statement is Let { Value: Alloc })) return function;
        var pass = new DeadStores(function);
        HashSet<Variable> read = [];
        // What comes from outside is known there.
        foreach (Variable parameter in function.Parameters) pass.Read(parameter, read);
        foreach (Statement statement in function.Statements)
        {
            if (statement is Opaque or Call) foreach (Variable target in statement.Targets) pass.Read(target, read);
        }
        return function with { Body = pass.Trimmed(function.Body, read) };
    }

    /// <summary>The block without what is dead.</summary>
    /// <param name="block">The block.</param>
    /// <param name="read">The storage that is read behind the block; then also what the block reads.</param>
    private Block Trimmed(Block block, HashSet<Variable> read)
    {
        foreach (Operand operand in block.Yield) Read(operand, read);
        List<Statement> kept = [];
        for (int i = block.Statements.Count - 1; i >= 0; i--)
        {
            if (Trimmed(block.Statements[i], read) is { } statement) kept.Add(statement);
        }
        kept.Reverse();
        return kept.Count == block.Statements.Count && kept.SequenceEqual(block.Statements, ReferenceComparer.Instance)
            ? block : block with { Statements = kept.ToEquatableArray() };
    }

    private Statement? Trimmed(Statement statement, HashSet<Variable> read)
    {
        switch (statement)
        {
            case Store { Cell: var cell } store when !IsRead(cell.Storage, read) && !(store.Throws && !ranges.IsInside(cell)): return null;
            case Accumulate { Cell: var cell } add when !IsRead(cell.Storage, read) && !(add.Throws && !ranges.IsInside(cell)): return null;
            case Perform { Throws: false, Results.IsEmpty: true } perform when IsDead(perform, read): return null;
            case If branch:
                HashSet<Variable> then = [.. read];
                Block yes = Trimmed(branch.Then, then), no = Trimmed(branch.Else, read);
                read.UnionWith(then);
                return ReferenceEquals(yes, branch.Then) && ReferenceEquals(no, branch.Else) ? branch : branch with { Then = yes, Else = no };
            case Loop loop:
                foreach (Statement inside in Walk.All(loop.Body)) ReadBy(inside, read);
                Block body = Trimmed(loop.Body, read);
                ReadBy(loop, read);
                return ReferenceEquals(body, loop.Body) ? loop : loop with { Body = body };
            default:
                ReadBy(statement, read);
                return statement;
        }
    }

    /// <summary>Whether all that a primitive does is to write what nobody reads.</summary>
    private bool IsDead(Perform perform, HashSet<Variable> read)
    {
        Kernel kernel = Kernels.Get(perform.Kernel);
        return perform.Arguments.Where((_, i) => kernel.Writes(i)).Any()
            && perform.Arguments.Where((_, i) => kernel.Writes(i)).All(target => !IsRead(target, read));
    }

    private void ReadBy(Statement statement, HashSet<Variable> read)
    {
        switch (statement)
        {
            case Let { Value: Load load }: Read(load.Cell.Storage, read); break;
            case Store { Value: { Type.IsStorage: true } row }: Read(row, read); break;
            case Opaque or Call or Perform or Loop:
                foreach (Operand operand in statement.Operands) Read(operand, read);
                break;
        }
    }

    private void Read(Operand operand, HashSet<Variable> read)
    {
        if (operand is Variable { Type.IsStorage: true } variable) read.Add(regions.Of(variable));
    }

    private bool IsRead(Operand storage, HashSet<Variable> read) => storage is not Variable variable || read.Contains(regions.Of(variable));
}
