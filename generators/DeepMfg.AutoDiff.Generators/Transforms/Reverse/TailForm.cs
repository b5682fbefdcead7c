using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// Brings while loops into the form in which an <c>if</c> that ends a block and decides whether the loop goes on yields just what the block
/// yields, in that order, down through its arms: then each path through a trip can be read off its leaf.
/// </summary>
internal sealed class TailForm
{
    private readonly NameSupply names;

    private TailForm(NameSupply names) => this.names = names;

    /// <summary>The function in that form; itself, where no loop decides on its own whether it goes on.</summary>
    public static Function Of(Function function) => function.Statements.Exists(static statement => statement is Loop { Counter: null })
        ? function with { Body = new TailForm(Walk.NamesOf(function)).Inside(function.Body) } : function;

    private Block Inside(Block block) => block with { Statements = block.Statements.Map(Inside) };

    private Statement Inside(Statement statement) => statement switch
    {
        If branch => branch with { Then = Inside(branch.Then), Else = Inside(branch.Else) },
        Loop { Counter: null } loop => loop with { Body = Tail(Inside(loop.Body)) },
        Loop loop => loop with { Body = Inside(loop.Body) },
        _ => statement,
    };

    private Block Tail(Block block)
    {
        if (block.Statements.Count == 0 || block.Statements[block.Statements.Count - 1] is not If tail) return block;
        List<Variable> old = [.. tail.Results];
        if (block.Yield[0] is not Variable decision || !old.Contains(decision)) return block;
        List<Variable> results = [];
        List<Operand> then = [], otherwise = [];
        foreach (Operand operand in block.Yield)
        {
            int index = operand is Variable variable ? old.IndexOf(variable) : -1;
            bool isFree = index >= 0 && !results.Contains(old[index]);
            results.Add(isFree ? old[index] : names.Fresh(operand is Variable named ? named.BaseName : "value", operand.Type));
            then.Add(index >= 0 ? tail.Then.Yield[index] : operand);
            otherwise.Add(index >= 0 ? tail.Else.Yield[index] : operand);
        }
        If whole = tail with
        {
            Results = results.ToEquatableArray(),
            Then = Tail(tail.Then with { Yield = then.ToEquatableArray() }),
            Else = Tail(tail.Else with { Yield = otherwise.ToEquatableArray() }),
        };
        return new Block(
            block.Statements.Take(block.Statements.Count - 1).Append(whole).ToEquatableArray(),
            results.Select(static result => (Operand)result).ToEquatableArray());
    }
}
