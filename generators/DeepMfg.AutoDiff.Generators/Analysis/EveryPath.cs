using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// Which values vary with an input whatever path is taken to them. The tangent of any other one may be the zero of a path that does not read
/// the input, and such a zero is to stay zero behind a slope that is infinite: nothing flows from what was not taken.
/// </summary>
internal sealed class EveryPath
{
    private HashSet<Variable> varied = [];

    private EveryPath() { }

    public static EveryPath Of(Function function, EquatableArray<bool> inputs)
    {
        var paths = new EveryPath();
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (inputs[i]) paths.varied.Add(function.Parameters[i]);
        }
        paths.Visit(function.Body);
        return paths;
    }

    public bool Varies(Operand operand) => operand is Variable variable && varied.Contains(variable);

    private void Visit(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Let { Value: Apply apply } let when Activity.Flows(apply).Any(Varies): varied.Add(let.Target); break;
                case If branch:
                    Visit(branch.Then);
                    Visit(branch.Else);
                    for (int i = 0; i < branch.Results.Count; i++)
                    {
                        if (Varies(branch.Then.Yield[i]) && Varies(branch.Else.Yield[i])) varied.Add(branch.Results[i]);
                    }
                    break;
                case For loop:
                    bool[] counted = VisitLoop(loop.Carried, loop.Body, 0);
                    for (int i = 0; i < counted.Length; i++)
                    {
                        if (counted[i]) varied.Add(loop.Results[i]);
                    }
                    break;
                case While loop:
                    VisitLoop(loop.Carried, loop.Body, 1);
                    for (int i = 0; i < loop.Results.Count; i++)
                    {
                        if (Varies(loop.Body.Yield[i + 1])) varied.Add(loop.Results[i]);
                    }
                    break;
            }
        }
    }

    /// <summary>A greatest fixpoint: which carried values vary before the first trip and after each.</summary>
    private bool[] VisitLoop(EquatableArray<Carried> carried, Block body, int flags)
    {
        HashSet<Variable> before = varied;
        bool[] assumed = [.. carried.Select(value => Varies(value.Initial))];
        bool changed;
        do
        {
            varied = [.. before, .. carried.Where((_, i) => assumed[i]).Select(static value => value.Variable)];
            Visit(body);
            changed = false;
            for (int i = 0; i < assumed.Length; i++)
            {
                if (!assumed[i] || Varies(body.Yield[i + flags])) continue;
                assumed[i] = false;
                changed = true;
            }
        }
        while (changed);
        return assumed;
    }
}
