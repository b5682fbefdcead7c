using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Where each local is declared, in the innermost braces that enclose all its uses, and under which name.</summary>
internal static class Declarations
{
    public static void Run(Body body, Folding folding, Dictionary<Variable, Local> locals, NameTable names)
    {
        List<Local> order = [];
        Survey(body);
        foreach (Local local in order) local.Name = Name(local, locals, names);

        void Survey(Body inside)
        {
            foreach (Step step in inside.Steps)
            {
                if (step is Count count) Mention(count.Counter.Index, count.Body);
                else foreach (Variable variable in step.Writes()) Mention(variable, inside);
                foreach (Variable variable in folding.Leaves(step)) Mention(variable, inside);
                foreach (Body inner in step.Bodies()) Survey(inner);
            }
        }

        void Mention(Variable variable, Body inside)
        {
            Local local = locals[variable];
            if (local.Place is not null) return;
            if (local.Scope is null) order.Add(local);
            local.Scope = local.Scope is { } scope ? names.Common(scope, inside) : inside;
        }
    }

    private static string Name(Local local, Dictionary<Variable, Local> locals, NameTable names)
    {
        string wanted = local.Variables[0].BaseName;
        // An accumulator behind a reference is added up in a local while a loop runs.
        bool standsIn = local.Variables.Count > 1 && !names.IsFree(wanted, local.Scope!)
            && locals.Any(entry => entry.Key.Name == wanted && entry.Value.Place is { Kind: PlaceKind.Reference });
        return names.Fresh(standsIn ? wanted + "Here" : wanted, local.Scope!);
    }
}
