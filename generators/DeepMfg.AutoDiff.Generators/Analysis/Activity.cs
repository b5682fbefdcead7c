using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>With respect to which parameters, and of which results, a function is differentiated.</summary>
internal sealed record Activation(EquatableArray<bool> Parameters, EquatableArray<bool> Results);

/// <summary>
/// Which values are active: they vary with an input of differentiation, and an output of differentiation depends on them. Both are least
/// fixpoints over the loops; the function's calls must be inlined.
/// </summary>
internal sealed class Activity
{
    private readonly HashSet<Variable> varied = [];
    private readonly HashSet<Variable> useful = [];
    private bool changed;

    private Activity() { }

    public static Activity Of(Function function, Activation activation)
    {
        var activity = new Activity();
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (activation.Parameters[i]) activity.varied.Add(function.Parameters[i]);
        }
        activity.Vary(function.Body);
        for (int i = 0; i < function.Body.Yield.Count; i++)
        {
            if (activation.Results[i]) activity.Use(function.Body.Yield[i]);
        }
        activity.Matter(function.Body);
        return activity;
    }

    public bool IsActive(Operand operand) =>
        operand is Variable { Type.IsFloat: true } variable && varied.Contains(variable) && useful.Contains(variable);

    /// <summary>Whether a statement defines an active value, or one inside it does.</summary>
    public bool IsActive(Statement statement)
    {
        foreach (Variable target in Walk.Targets(statement))
        {
            if (IsActive(target)) return true;
        }
        foreach (Block block in Walk.Blocks(statement))
        {
            foreach (Statement inner in block.Statements)
            {
                if (IsActive(inner)) return true;
            }
        }
        return false;
    }

    /// <summary>The arguments through which a derivative flows.</summary>
    public static IEnumerable<Operand> Flows(Apply apply)
    {
        if (!apply.Type.IsFloat) yield break;
        Primitive primitive = Primitives.Get(apply.Primitive);
        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            if (primitive.Partial(i) is not null) yield return apply.Arguments[i];
        }
    }

    private void Vary(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Let { Value: Apply apply } let when Flows(apply).Any(Varies): Vary(let.Target); break;
                case If branch:
                    Vary(branch.Then);
                    Vary(branch.Else);
                    for (int i = 0; i < branch.Results.Count; i++)
                    {
                        if (Varies(branch.Then.Yield[i]) || Varies(branch.Else.Yield[i])) Vary(branch.Results[i]);
                    }
                    break;
                case For loop: VaryLoop(loop.Results, loop.Carried, loop.Body, 0); break;
                case While loop: VaryLoop(loop.Results, loop.Carried, loop.Body, 1); break;
            }
        }
    }

    private void VaryLoop(EquatableArray<Variable> results, EquatableArray<Carried> carried, Block body, int flags)
    {
        foreach (Carried value in carried)
        {
            if (Varies(value.Initial)) Vary(value.Variable);
        }
        do
        {
            Vary(body);
            changed = false;
            for (int i = 0; i < carried.Count; i++)
            {
                if (Varies(body.Yield[i + flags])) Vary(carried[i].Variable);
            }
        }
        while (changed);
        for (int i = 0; i < carried.Count; i++)
        {
            if (Varies(body.Yield[i + flags]) || Varies(carried[i].Variable)) Vary(results[i]);
        }
    }

    private void Matter(Block block)
    {
        for (int s = block.Statements.Count - 1; s >= 0; s--)
        {
            switch (block.Statements[s])
            {
                case Let { Value: Apply apply } let when useful.Contains(let.Target):
                    foreach (Operand operand in Flows(apply)) Use(operand);
                    break;
                case If branch:
                    for (int i = 0; i < branch.Results.Count; i++)
                    {
                        if (!useful.Contains(branch.Results[i])) continue;
                        Use(branch.Then.Yield[i]);
                        Use(branch.Else.Yield[i]);
                    }
                    Matter(branch.Then);
                    Matter(branch.Else);
                    break;
                case For loop:
                    MatterLoop(loop.Results, loop.Carried, loop.Body, 0);
                    // A counted loop may make no trip; then its results are what the carried values were before.
                    for (int i = 0; i < loop.Results.Count; i++)
                    {
                        if (useful.Contains(loop.Results[i])) Use(loop.Carried[i].Initial);
                    }
                    break;
                case While loop: MatterLoop(loop.Results, loop.Carried, loop.Body, 1); break;
            }
        }
    }

    private void MatterLoop(EquatableArray<Variable> results, EquatableArray<Carried> carried, Block body, int flags)
    {
        for (int i = 0; i < carried.Count; i++)
        {
            if (useful.Contains(results[i])) Use(body.Yield[i + flags]);
        }
        do
        {
            Matter(body);
            changed = false;
            for (int i = 0; i < carried.Count; i++)
            {
                if (useful.Contains(carried[i].Variable)) Use(body.Yield[i + flags]);
            }
        }
        while (changed);
        for (int i = 0; i < carried.Count; i++)
        {
            if (useful.Contains(carried[i].Variable)) Use(carried[i].Initial);
        }
    }

    private bool Varies(Operand operand) => operand is Variable variable && varied.Contains(variable);

    private void Vary(Variable variable)
    {
        if (variable.Type.IsFloat && varied.Add(variable)) changed = true;
    }

    private void Use(Operand operand)
    {
        if (operand is Variable { Type.IsFloat: true } variable && useful.Add(variable)) changed = true;
    }
}
