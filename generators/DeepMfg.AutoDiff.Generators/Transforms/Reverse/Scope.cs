using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>What the primal computes in the blocks around the place that is being reversed: none of it is computed again under another name.</summary>
internal sealed class Scope
{
    private readonly Dictionary<Apply, Variable> known = [];
    private readonly Stack<List<Apply>> entered = new();

    public Variable? Of(Apply apply) => known.TryGetValue(apply, out Variable? variable) ? variable : null;

    public void Enter(IEnumerable<Statement> statements)
    {
        List<Apply> here = [];
        foreach (Statement statement in statements)
        {
            if (statement is not Let { Value: Apply apply } let || known.ContainsKey(apply)) continue;
            known.Add(apply, let.Target);
            here.Add(apply);
        }
        entered.Push(here);
    }

    public void Leave()
    {
        foreach (Apply apply in entered.Pop()) known.Remove(apply);
    }
}
