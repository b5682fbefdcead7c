using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// Drops what neither a result nor an effect needs: statements, single results of ifs, single carried values, what is stored where nothing
/// loads. A value is needed if it is yielded by the function or read by something needed; a statement is kept if something in it is needed.
/// </summary>
internal sealed class DeadCode
{
    private readonly Regions regions;
    private readonly Ranges ranges;
    private readonly Dictionary<Variable, Definition> definitions;
    private readonly Dictionary<Variable, List<Placed>> writes = [];
    private readonly List<Placed> effects = [];
    private readonly HashSet<Variable> needed = [], loaded = [];
    private readonly HashSet<Statement> kept = new(ReferenceComparer.Instance);
    private readonly Stack<Variable> work = new();

    private DeadCode(Function function) =>
        (regions, ranges, definitions) = (Regions.Of(function), Ranges.Of(function), new(function.Statements.Count));

    /// <summary>A statement and the one that encloses it.</summary>
    private sealed record Placed(Statement Statement, Placed? Parent);

    /// <summary>Where a variable is defined or bound, and as which of the results or carried values (a counter's index: −1).</summary>
    private readonly record struct Definition(Placed Site, int Index);

    public static Function Without(Function function)
    {
        var pass = new DeadCode(function);
        pass.Index(function.Body, null);
        // What the caller hands in and gets back is seen by it.
        foreach (Variable parameter in function.Parameters) pass.NeedContents(parameter);
        foreach (Placed effect in pass.effects) pass.Keep(effect);
        foreach (Operand operand in function.Body.Yield)
        {
            pass.Need(operand);
            pass.NeedContents(operand);
        }
        while (pass.work.Count > 0) pass.Follow(pass.work.Pop());
        return function with { Body = pass.Rebuild(function.Body, function.Body.Yield) };
    }

    private void Index(Block block, Placed? parent)
    {
        foreach (Statement statement in block.Statements)
        {
            var site = new Placed(statement, parent);
            int index = 0;
            foreach (Variable target in statement.Targets) definitions[target] = new(site, index++);
            index = statement is Loop { Counter: not null } ? -1 : 0;
            foreach (Variable bound in statement.Bound) definitions[bound] = new(site, index++);
            if (Effects.IsSeen(statement) && !IsInOrder(statement)) effects.Add(site);
            if (statement is Reach reach) AddWrite((Variable)reach.Cell.Storage, site);
            else if (statement is Store or Accumulate or Perform) foreach (Variable written in Effects.Written(statement)) AddWrite(written, site);
            foreach (Block inner in statement.Blocks) Index(inner, site);
        }
    }

    /// <summary>Whether what may throw is seen not to: the element exists, the size is one.</summary>
    private bool IsInOrder(Statement statement) => statement switch
    {
        Store store => ranges.IsInside(store.Cell),
        Accumulate add => ranges.IsInside(add.Cell),
        Let { Value: Alloc alloc } => !alloc.Sizes.Any(MayBeNegative),
        _ => false,
    };

    private bool MayBeNegative(Operand size) => size is Constant constant ? constant.Bits < 0
        : !(definitions.TryGetValue((Variable)size, out Definition made) && made.Site.Statement is Let { Value: Length });

    private void AddWrite(Variable storage, Placed site)
    {
        Variable region = regions.Of(storage);
        if (!writes.TryGetValue(region, out List<Placed>? list)) writes.Add(region, list = []);
        list.Add(site);
    }

    private void Need(Operand operand)
    {
        if (operand is Variable variable && needed.Add(variable)) work.Push(variable);
    }

    /// <summary>Somebody may read what storage holds.</summary>
    private void NeedContents(Operand operand)
    {
        if (operand is not Variable { Type.IsStorage: true } variable || !loaded.Add(regions.Of(variable))) return;
        if (!writes.TryGetValue(regions.Of(variable), out List<Placed>? sites)) return;
        foreach (Placed site in sites) Keep(site);
    }

    /// <summary>How long storage is that grows, what reaches its rows decides.</summary>
    private void NeedRows(Variable storage)
    {
        if (!writes.TryGetValue(regions.Of(storage), out List<Placed>? sites)) return;
        foreach (Placed site in sites.Where(static site => site.Statement is Reach)) Keep(site);
    }

    private void Keep(Placed site)
    {
        if (!kept.Add(site.Statement)) return;
        switch (site.Statement)
        {
            case If branch: Need(branch.Condition); break;
            case Loop { Counter: { } counter }: Need(counter.Start); Need(counter.Bound); break;
            case Loop loop: Need(loop.Again!); break;
            default:
                foreach (Operand operand in site.Statement.Operands) Need(operand);
                if (site.Statement is Let { Value: Load load }) NeedContents(load.Cell.Storage);
                else if (site.Statement is Let { Value: Length { Storage: Variable grown } }) NeedRows(grown);
                else if (site.Statement is Opaque or Call or Perform) foreach (Operand operand in site.Statement.Operands) NeedContents(operand);
                break;
        }
        if (site.Parent is not null) Keep(site.Parent);
    }

    private void Follow(Variable variable)
    {
        if (!definitions.TryGetValue(variable, out Definition definition)) return;
        Keep(definition.Site);
        int i = definition.Index;
        switch (definition.Site.Statement)
        {
            case If branch:
                Need(branch.Then.Yield[i]);
                Need(branch.Else.Yield[i]);
                break;
            case Loop loop when i >= 0:
                Need(loop.Carried[i].Variable);
                Need(loop.Results[i]);
                Need(loop.Carried[i].Initial);
                Need(loop.Next(i));
                break;
        }
    }

    private Block Rebuild(Block block, EquatableArray<Operand> yield)
    {
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            if (kept.Contains(statement)) statements.Add(Rebuild(statement));
        }
        return new Block(statements.ToEquatableArray(), yield);
    }

    private Statement Rebuild(Statement statement)
    {
        switch (statement)
        {
            case If branch:
                bool[] live = [.. branch.Results.Select(needed.Contains)];
                return branch with
                {
                    Results = Select(branch.Results, live),
                    Then = Rebuild(branch.Then, Select(branch.Then.Yield, live)),
                    Else = Rebuild(branch.Else, Select(branch.Else.Yield, live)),
                };
            case Loop loop:
                bool[] running = [.. loop.Results.Select(needed.Contains)];
                return loop with
                {
                    Results = Select(loop.Results, running),
                    Carried = Select(loop.Carried, running),
                    Body = Rebuild(loop.Body, Select(loop.Body.Yield, [.. Enumerable.Repeat(true, loop.Flags), .. running])),
                };
            default: return statement;
        }
    }

    private static EquatableArray<T> Select<T>(EquatableArray<T> items, bool[] live) =>
        items.Where((_, i) => live[i]).ToEquatableArray();
}
